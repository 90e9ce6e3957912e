/// What to say about the thing at a place.
package struct HoverText: Sendable, Equatable {
  /// The thing itself.
  package var range: Range<Int>
  package var markdown: String
}
