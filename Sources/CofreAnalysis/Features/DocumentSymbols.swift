extension DocumentAnalysis {
  /// The outline of the file: resources, exports and functions, in order.
  package func documentSymbols() -> [DocumentSymbolItem] { [] }
}
