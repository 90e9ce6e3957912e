import CofreAnalysis

/// A version of a document with its analysis, and where the modules that the analysis knows are.
final class DocumentScope: Sendable {
  let document: DocumentSnapshot
  let analysis: DocumentAnalysis
  /// The paths of the modules, by the names under which `require` finds them.
  let modulePaths: [String: String]

  init(document: DocumentSnapshot, analysis: DocumentAnalysis, modulePaths: [String: String]) {
    self.document = document
    self.analysis = analysis
    self.modulePaths = modulePaths
  }
}
