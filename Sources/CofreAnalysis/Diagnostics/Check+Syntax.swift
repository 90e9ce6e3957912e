import LuaSyntax

extension DiagnosticCollector {
  mutating func checkSyntax() {
    for error in file.errors {
      let related = error.related.map {
        AnalysisDiagnostic.Related(location: LocationItem(range: $0.range), message: $0.message)
      }
      report(
        AnalysisDiagnostic(
          error.code.rawValue, .error, error.range, error.summary, detail: error.detail, hint: error.hint,
          related: related.map { [$0] } ?? []))
    }
  }
}
