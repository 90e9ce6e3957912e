package import CofreModel

/// What a preview of a project's stack came to, as an editor shows it: plain data without any sensitive value.
package struct ProjectPlan: Sendable, Equatable {
  package enum Operation: String, Sendable, CaseIterable {
    case same, create, update, replace, delete
    /// Given up by Cofre and left in the cloud.
    case retain
  }

  /// One place that differs from what is recorded.
  package struct Change: Sendable, Equatable {
    package var path: PropertyPath
    /// Whether it is the reason for a replacement.
    package var replaces: Bool

    package init(_ path: PropertyPath, replaces: Bool = false) {
      self.path = path
      self.replaces = replaces
    }
  }

  /// One resource that is declared or recorded.
  package struct Resource: Sendable, Equatable {
    package var type: String
    package var name: String
    package var operation: Operation
    /// Where the script declares it, or did when it was last made; files are relative to the project.
    package var place: SourceLocation?
    package var changes: [Change] = []
    /// Of a replacement: whether the old one goes before the new one comes.
    package var deletesFirst = false
    /// What stays behind in the cloud when the old one goes, in full sentences.
    package var tombstone: String?
    /// The cloud's identifier; nil for what is not recorded.
    package var id: String?
    package var isProtected = false
    /// What the cloud did not finish when it was made.
    package var incompleteReasons: [String] = []
    /// The recorded outputs that are not sensitive, as text, by name.
    package var outputs: [String: String] = [:]

    package init(_ operation: Operation, type: String, name: String, place: SourceLocation? = nil) {
      self.operation = operation
      self.type = type
      self.name = name
      self.place = place
    }
  }

  /// Something that the run found wrong.
  package struct Problem: Sendable, Equatable {
    package var code: String
    package var severity: AnalysisDiagnostic.Severity
    package var summary: String
    package var detail: String
    package var hint: String?
    package var place: SourceLocation?
    /// The type and the name of the resource that it is about.
    package var type: String?
    package var name: String?
    package var path: PropertyPath?

    package init(
      _ severity: AnalysisDiagnostic.Severity = .error, code: String, _ summary: String, detail: String,
      hint: String? = nil, place: SourceLocation? = nil
    ) {
      self.code = code
      self.severity = severity
      self.summary = summary
      self.detail = detail
      self.hint = hint
      self.place = place
    }
  }

  package var stack: String
  /// The main script, relative to the project.
  package var main: String
  /// Whether the script ran to its end, so that what is not among the resources is not declared.
  package var isComplete = true
  /// Those that the script declares, in the order of the run.
  package var resources: [Resource] = []
  /// Those that only the state knows.
  package var deleted: [Resource] = []
  /// The exports that are known and not sensitive, as text, by name.
  package var exports: [String: String] = [:]
  package var problems: [Problem] = []

  package init(stack: String, main: String) {
    self.stack = stack
    self.main = main
  }
}
