/// Something that is wrong at a range of a file.
package struct AnalysisDiagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable { case error, warning, information, hint }
  package enum Tag: String, Sendable { case unnecessary, deprecated }

  /// A second place that explains the first.
  package struct Related: Sendable, Equatable {
    package var location: LocationItem
    package var message: String
  }

  /// A change that puts it right.
  package struct Fix: Sendable, Equatable {
    /// What it does, as a command: "Change to 'name'".
    package var title: String
    /// To be applied together; they do not overlap.
    package var edits: [Edit]
    /// Whether something is left for the user to fill in, so that it is never made without being asked for.
    package var isIncomplete = false
  }

  /// Stable, kebab-case; each has one page of reference.
  package var code: String
  package var severity: Severity
  package var range: Range<Int>
  /// Short and constant, without names.
  package var summary: String
  /// Full sentences with the names; never a value that may be secret.
  package var detail: String
  package var hint: String?
  package var fixes: [Fix]
  package var related: [Related]
  package var tags: [Tag]

  package init(
    _ code: String, _ severity: Severity, _ range: Range<Int>, _ summary: String, detail: String, hint: String? = nil,
    fixes: [Fix] = [], related: [Related] = [], tags: [Tag] = []
  ) {
    self.code = code
    self.severity = severity
    self.range = range
    self.summary = summary
    self.detail = detail
    self.hint = hint
    self.fixes = fixes
    self.related = related
    self.tags = tags
  }
}
