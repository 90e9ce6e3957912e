/// The ways of making a call.
package struct SignatureChoice: Sendable, Equatable {
  /// At least one.
  package var signatures: [SignatureInformation]
  /// Index of the one that fits what is written.
  package var active: Int
}

/// What a call takes, while it is being written.
package struct SignatureInformation: Sendable, Equatable {
  package struct Parameter: Sendable, Equatable {
    /// The parameter's part of the label, as UTF-8 bytes of it.
    package var labelRange: Range<Int>
    /// Markdown.
    package var documentation: String?
  }

  package var label: String
  /// Markdown.
  package var documentation: String?
  package var parameters: [Parameter]
  /// Index of the parameter that is being written; nil when there are more arguments than parameters.
  package var activeParameter: Int?
}
