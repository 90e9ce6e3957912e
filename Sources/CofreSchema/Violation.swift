package import CofreModel

/// One rule of a type that given properties break: a diagnostic that does not know yet which resource it is about.
package struct Violation: Sendable, Equatable {
  package var code: String
  package var path: PropertyPath
  package var summary: String
  package var detail: String
  package var hint: String?

  package init(code: String, path: PropertyPath, _ summary: String, detail: String, hint: String? = nil) {
    self.code = code
    self.path = path
    self.summary = summary
    self.detail = detail
    self.hint = hint
  }

  package func diagnostic(urn: URN?, location: SourceLocation?) -> Diagnostic {
    Diagnostic(code: code, summary, detail: detail, hint: hint, urn: urn, path: path, location: location)
  }
}
