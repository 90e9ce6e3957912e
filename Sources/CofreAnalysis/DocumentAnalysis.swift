package import LuaSyntax

/// Everything that can be said about one version of one Lua file: plain data, with byte offsets into the file.
///
/// It is immutable: an edit makes another one. What several questions need (scopes, what names hold, which resources are
/// declared) is computed at the first question and kept. Every question has an answer whatever the text and the offset;
/// offsets beyond the file mean its end. It may be asked from several tasks at once.
package final class DocumentAnalysis: Sendable {
  package let text: ScriptText
  package let workspace: WorkspaceContext
  private let cachedFacts = Once<DocumentFacts>()
  private let cachedDiagnostics = Once<[AnalysisDiagnostic]>()

  /// Takes a file and what surrounds it; computes nothing yet.
  package init(_ text: ScriptText, in workspace: WorkspaceContext) {
    self.text = text
    self.workspace = workspace
  }

  /// The tree; it is parsed at the first question.
  package var file: SourceFile { text.file }

  /// Scopes, values and declarations, computed once.
  var facts: DocumentFacts { cachedFacts.value { DocumentFacts.collect(from: text, in: workspace) } }

  /// All that is wrong with the file, in order of the ranges.
  ///
  /// What a `---@diagnostic` comment or the workspace silences is left out.
  package func diagnostics() -> [AnalysisDiagnostic] { cachedDiagnostics.value { checkedDiagnostics() } }
}
