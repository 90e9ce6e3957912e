/// What one code of a diagnostic means, for the reference, `cofre explain` and the editor's link.
package struct RulePage: Sendable, Equatable {
  /// What a diagnostic is about.
  ///
  /// What is wrong with scripts comes first, then what is wrong with settings files, and what only running a script for its
  /// plan brings to light.
  package enum Group: String, Sendable, CaseIterable { case syntax, lua, schema, stack, secret, settings, plan }

  /// Stable, kebab-case; what reports and comments call it.
  package var code: String
  /// What it is reported as where nobody has said otherwise.
  package var severity: AnalysisDiagnostic.Severity
  package var group: Group
  /// Short and constant, without names.
  package var summary: String
  /// Markdown: what it is, why it matters, and what to do.
  package var explanation: String
  /// A script, or of the group ``Group/settings`` such a file, for which exactly this code is reported; empty where it would
  /// be too long to read, or where more than a file is needed.
  package var wrong: String
  /// The same put right, for which nothing is reported; empty together with ``wrong``.
  package var right: String
  /// What the quick fix does, as a sentence; nil when there is none.
  package var fix: String?
  /// The codes under which other Lua servers report the same, each understood where a code is silenced.
  package var alsoKnownAs: [String]
  /// Whether it goes away when somebody asks for that; what stops every run stays.
  package var canBeSilenced: Bool

  package init(
    _ code: String, _ severity: AnalysisDiagnostic.Severity, _ group: Group, _ summary: String, explanation: String,
    wrong: String, right: String, fix: String? = nil, alsoKnownAs: [String] = [],
    canBeSilenced: Bool? = nil
  ) {
    self.code = code
    self.severity = severity
    self.group = group
    self.summary = summary
    self.explanation = explanation
    self.wrong = wrong
    self.right = right
    self.fix = fix
    self.alsoKnownAs = alsoKnownAs
    self.canBeSilenced = canBeSilenced ?? (group != .syntax)
  }
}
