/// What we tell the user about something wrong: what happened, to which thing, where, and what to do next.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable { case error, warning, information }

  package var severity: Severity
  /// Stable, kebab-case, such as `unknown-property`; each has one page of reference.
  package var code: String
  /// Short and constant, without names, so that it is recognised: "Unknown property".
  package var summary: String
  /// Full sentences with the names: what was wrong and why.
  package var detail: String
  /// What to do next; nil when the detail already says it.
  ///
  /// A command stands in it as typed.
  package var hint: String?
  /// The resource it is about.
  package var urn: URN?
  /// The property it is about.
  package var path: PropertyPath?
  package var location: SourceLocation?

  package init(
    _ severity: Severity = .error, code: String, _ summary: String, detail: String, hint: String? = nil,
    urn: URN? = nil, path: PropertyPath? = nil, location: SourceLocation? = nil
  ) {
    self.severity = severity
    self.code = code
    self.summary = summary
    self.detail = detail
    self.hint = hint
    self.urn = urn
    self.path = path
    self.location = location
  }
}

/// One or more diagnostics of which at least one is an error: what functions throw when the user must act.
package struct DiagnosticError: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  package init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }
}
