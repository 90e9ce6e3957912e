extension DocumentAnalysis {
  /// What can be folded away, in order; each spans more than one line.
  package func foldings() -> [FoldingItem] { [] }

  /// The ranges by which a selection grows from an offset, each inside the next.
  package func selectionRanges(at offset: Int) -> [Range<Int>] { [] }
}
