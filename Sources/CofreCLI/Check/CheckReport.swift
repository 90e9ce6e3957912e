package import CofreAnalysis
package import LuaSyntax

/// What a check has found: the files that it looked at, and what is wrong in them.
package struct CheckReport: Sendable {
  /// A place as people count: from 1, columns in bytes.
  package struct Place: Sendable, Equatable {
    package var path: String
    package var range: Range<Int>
    package var lines: LineTable
  }

  /// Something wrong, with all that is needed to tell it.
  package struct Finding: Sendable {
    package var diagnostic: AnalysisDiagnostic
    package var place: Place
    /// The line that it begins on, without what is secret; nil when nothing of the file may be shown.
    package var excerpt: SourceExcerpt?
    /// The second places, with what is said of each.
    package var related: [(place: Place, message: String)]
    /// The fixes that may be told: none that repeats a secret.
    package var fixes: [AnalysisDiagnostic.Fix]
  }

  /// A fix that was made.
  package struct Fixed: Sendable, Equatable {
    package var path: String
    /// Counts from 1, in the file as it was then.
    package var line: Int
    package var code: String
    package var title: String
  }

  /// In order of their paths and places.
  package var findings: [Finding]
  /// How many files were looked at.
  package var fileCount: Int
  package var fixed: [Fixed]

  package init(findings: [Finding], fileCount: Int, fixed: [Fixed] = []) {
    self.findings = findings
    self.fileCount = fileCount
    self.fixed = fixed
  }
}

/// How severe a finding is, as all formats but JSON tell it: what is merely a hint is a note.
package enum CheckLevel: String, Sendable, CaseIterable {
  case error, warning, note

  package init(_ severity: AnalysisDiagnostic.Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .information, .hint: self = .note
    }
  }
}

extension CheckReport {
  package func count(_ level: CheckLevel) -> Int {
    findings.count { CheckLevel($0.diagnostic.severity) == level }
  }

  /// How many findings `--fix` would put right.
  package var fixableCount: Int { findings.count { $0.diagnostic.preferredFix != nil } }
}

extension CheckReport.Place {
  package var start: Position { position(range.lowerBound, .utf8) }
  package var end: Position { position(range.upperBound, .utf8) }

  /// A byte offset as line and column, from 1.
  package func position(_ offset: Int, _ encoding: PositionEncoding) -> Position {
    let position = lines.position(at: offset, encoding: encoding)
    return Position(line: position.line + 1, column: position.column + 1)
  }
}
