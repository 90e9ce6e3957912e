/// A word of a file with what it means.
package struct SemanticToken: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case namespace, type, parameter, variable, property, function, method, keyword
  }

  package struct Modifiers: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let declaration = Modifiers(rawValue: 1 << 0)
    package static let readonly = Modifiers(rawValue: 1 << 1)
    package static let deprecated = Modifiers(rawValue: 1 << 2)
    package static let defaultLibrary = Modifiers(rawValue: 1 << 3)
    package static let modification = Modifiers(rawValue: 1 << 4)
    /// A value that is sensitive: a secret.
    package static let sensitive = Modifiers(rawValue: 1 << 5)

    /// The names of the bits, the lowest first.
    package static let names = ["declaration", "readonly", "deprecated", "defaultLibrary", "modification", "sensitive"]
  }

  /// Never over a line's end.
  package var range: Range<Int>
  package var kind: Kind
  package var modifiers: Modifiers
}

/// A short text that is shown between the bytes of a file.
package struct InlayHintItem: Sendable, Equatable {
  package enum Kind: String, Sendable { case type, parameter, value }

  package var offset: Int
  package var label: String
  package var kind: Kind
  /// Markdown.
  package var tooltip: String?
}
