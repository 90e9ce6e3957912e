extension DocumentAnalysis {
  func checkedDiagnostics() -> [AnalysisDiagnostic] { [] }
}
