package import CofreModel

/// What a script says: a line printed or logged, with sensitive values taken out.
///
/// Control characters in the text other than line ends and tabs are written as escapes, such as `\x1b`.
package struct ScriptMessage: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case printed
    case debug
    case info
    case warning
    case error
  }

  package var kind: Kind
  package let text: String
  package var location: SourceLocation?

  package init(_ kind: Kind, _ text: String, location: SourceLocation? = nil) {
    self.kind = kind
    self.text = text.withVisibleControls
    self.location = location
  }
}
