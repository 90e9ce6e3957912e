extension DocumentAnalysis {
  /// The words that begin in a range, with what they mean, in order and without overlap.
  package func semanticTokens(in range: Range<Int>) -> [SemanticToken] { [] }
}
