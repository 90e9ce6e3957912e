extension DocumentAnalysis {
  /// What to say about the thing at an offset; nil when there is nothing to say.
  package func hover(at offset: Int) -> HoverText? { nil }
}
