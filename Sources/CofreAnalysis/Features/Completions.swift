extension DocumentAnalysis {
  /// What could be written at an offset, in the order to show it.
  package func completions(at offset: Int) -> [CompletionCandidate] { [] }
}
