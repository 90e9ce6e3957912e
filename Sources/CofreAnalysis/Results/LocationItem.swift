/// A place in this file or in another one.
package struct LocationItem: Sendable, Hashable {
  /// The path of the file; nil for the file asked about.
  package var path: String?
  /// The name or word to show.
  package var range: Range<Int>
  /// All of what the name stands for, such as the statement; contains `range`.
  package var fullRange: Range<Int>

  package init(path: String? = nil, range: Range<Int>, fullRange: Range<Int>? = nil) {
    self.path = path
    self.range = range
    self.fullRange = fullRange ?? range
  }
}

/// One use of a name in the file asked about.
package struct HighlightItem: Sendable, Hashable {
  package var range: Range<Int>
  /// Whether it is declared or assigned here.
  package var isWrite: Bool
}
