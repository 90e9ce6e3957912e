extension DocumentAnalysis {
  /// Where the thing at an offset is declared; empty when nothing is known of it.
  package func definition(at offset: Int) -> [LocationItem] { [] }

  /// All uses of the thing at an offset, in order; its declaration is among them when asked for.
  package func references(at offset: Int, includingDeclaration: Bool = true) -> [LocationItem] { [] }

  /// All uses in this file of the thing at an offset, in order.
  package func highlights(at offset: Int) -> [HighlightItem] { [] }
}
