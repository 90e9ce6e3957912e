/// One thing that could be written at a place.
package struct CompletionCandidate: Sendable, Equatable {
  package enum Kind: String, Sendable, Equatable {
    case property, option, value, constant, variable, function, method, module, service, resourceType, output
    case configurationKey, keyword, snippet, field, label
  }

  package var label: String
  package var kind: Kind
  /// One short line beside the label, such as the type of a property.
  package var detail: String?
  /// Markdown.
  package var documentation: String?
  /// What to insert; in the syntax of snippets (`$1`, `${1:text}`, `$0`) when `isSnippet` says so.
  package var insertText: String
  package var isSnippet: Bool
  /// What to insert where the editor knows no snippets.
  package var plainText: String
  /// The bytes that the text replaces; the offset asked about lies in it or at its end.
  package var replaceRange: Range<Int>
  /// Candidates are in the order of these keys, which do not depend on what has been typed.
  package var sortKey: String
  package var isDeprecated: Bool
  /// What changes elsewhere in the file when it is taken, such as a `require` that it needs.
  package var additionalEdits: [Edit]

  package init(
    _ label: String, _ kind: Kind, replacing replaceRange: Range<Int>, sortKey: String, detail: String? = nil,
    documentation: String? = nil, insertText: String? = nil, snippet: String? = nil, isDeprecated: Bool = false,
    additionalEdits: [Edit] = []
  ) {
    self.label = label
    self.kind = kind
    self.detail = detail
    self.documentation = documentation
    plainText = insertText ?? label
    self.insertText = snippet ?? plainText
    isSnippet = snippet != nil
    self.replaceRange = replaceRange
    self.sortKey = sortKey
    self.isDeprecated = isDeprecated
    self.additionalEdits = additionalEdits
  }
}
