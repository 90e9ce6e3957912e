/// What one key of a settings file means and takes: the reader of the files and the editor know it from here.
package struct SettingsKey: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case text
    case boolean
    /// A list of texts.
    case texts
    /// A mapping with these keys and no others.
    case section([SettingsKey])
    /// A mapping whose keys are the user's.
    case entries

    /// Such as "a text".
    package var phrase: String {
      switch self {
      case .text: "a text"
      case .boolean: "true or false"
      case .texts: "a list of texts"
      case .section: "a section"
      case .entries: "keys with values"
      }
    }
  }

  package var name: String
  package var kind: Kind
  /// Markdown, full sentences.
  package var documentation: String
  package var isRequired: Bool
  /// The value that counts when the key is not there, as it would be written.
  package var defaultText: String?
  /// The only texts that it takes, each with what it means; empty where any will do.
  package var choices: [Choice]
  /// Whether the value may be read by whoever reads the file, and still is nothing to show.
  package var isSealed: Bool

  package struct Choice: Sendable, Equatable {
    package var text: String
    package var documentation: String

    package init(_ text: String, _ documentation: String) {
      self.text = text
      self.documentation = documentation
    }
  }

  package init(
    _ name: String, _ kind: Kind, _ documentation: String, isRequired: Bool = false, default defaultText: String? = nil,
    choices: [Choice] = [], isSealed: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.documentation = documentation
    self.isRequired = isRequired
    self.defaultText = defaultText
    self.choices = choices
    self.isSealed = isSealed
  }

  /// The keys of a section; empty for what is none.
  package var members: [SettingsKey] {
    guard case .section(let members) = kind else { return [] }
    return members
  }
}
