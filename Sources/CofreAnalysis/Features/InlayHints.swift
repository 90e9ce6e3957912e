extension DocumentAnalysis {
  /// The hints whose places lie in a range, in order.
  package func inlayHints(in range: Range<Int>) -> [InlayHintItem] { [] }
}
