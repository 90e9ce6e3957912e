/// One entry of a file's outline.
package struct DocumentSymbolItem: Sendable, Equatable {
  package enum Kind: String, Sendable { case resource, provider, export, function, variable, module }

  package var name: String
  package var detail: String?
  package var kind: Kind
  package var range: Range<Int>
  /// The part of `range` to show when it is chosen.
  package var selectionRange: Range<Int>
  package var children: [DocumentSymbolItem]
}

/// A part of a file that can be folded away.
package struct FoldingItem: Sendable, Hashable {
  package enum Kind: String, Sendable { case code, comment, region }

  /// From the line that stays, to the last byte of what goes.
  package var range: Range<Int>
  package var kind: Kind
}
