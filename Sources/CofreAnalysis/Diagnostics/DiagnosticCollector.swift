import LuaSyntax

/// Collects what is wrong with a file; each rule is a file that extends it.
struct DiagnosticCollector {
  let facts: DocumentFacts
  var diagnostics: [AnalysisDiagnostic] = []

  var file: SourceFile { facts.file }

  mutating func report(_ diagnostic: AnalysisDiagnostic) { diagnostics.append(diagnostic) }
}

extension DocumentAnalysis {
  func checkedDiagnostics() -> [AnalysisDiagnostic] {
    var collector = DiagnosticCollector(facts: facts)
    collector.checkSyntax()
    collector.checkGlobals()
    collector.checkLocals()
    collector.checkReachability()
    collector.checkMembers()
    collector.checkDeclarations()
    collector.checkOutputs()
    collector.checkKnownSecrets()
    let silences = DiagnosticSilences(file)
    let wanted = collector.diagnostics.filter {
      !workspace.silencedCodes.contains($0.code) && !silences.covers($0, in: file)
    }
    return wanted.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code) < ($1.range.lowerBound, $1.range.upperBound, $1.code)
    }
  }
}
