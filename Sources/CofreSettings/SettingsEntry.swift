/// A `key: value` of a settings file, with where its parts stand; offsets count bytes.
package struct SettingsEntry: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    /// Nothing stands there yet.
    case empty
    /// A text as it is meant, without its quotes.
    case scalar(String, isQuoted: Bool)
    case list([Item])
    /// The entries below are those whose ``SettingsEntry/parent`` this is.
    case section
  }

  package struct Item: Sendable, Equatable {
    /// As it is meant, without quotes; nil for an element that is no text.
    package var text: String?
    package var range: Range<Int>
  }

  package var key: String
  package var keyRange: Range<Int>
  /// The value without comments around it; empty, behind the colon, where there is none.
  package var valueRange: Range<Int>
  package var content: Content
  /// The index of the entry that it stands below; nil at the top.
  package var parent: Int?
  /// The column of the key, in bytes; for one in braces that of the line's first key.
  package var indentation: Int
  /// Whether it stands in braces.
  package var isFlow: Bool

  package var range: Range<Int> { keyRange.lowerBound..<max(keyRange.upperBound, valueRange.upperBound) }
}
