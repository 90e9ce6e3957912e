extension AnalysisDiagnostic {
  /// The fix that can be made without asking: the only one there is, when it leaves nothing to fill in.
  ///
  /// How secrets are kept is for somebody to decide: a protection that is turned on may never come off again.
  package var preferredFix: Fix? {
    guard fixes.count == 1, let fix = fixes.first, !fix.isIncomplete, !fix.edits.isEmpty,
      RuleList.page(for: code)?.group != .secret
    else { return nil }
    return fix
  }

  /// The preferred fixes that do not touch each other, first come first served: edits in order, and what they are for.
  package static func compatibleFixes(
    _ diagnostics: [AnalysisDiagnostic]
  ) -> (edits: [Edit], fixed: [AnalysisDiagnostic]) {
    var edits: [Edit] = []
    var fixed: [AnalysisDiagnostic] = []
    for diagnostic in diagnostics {
      guard let fix = diagnostic.preferredFix, !fix.edits.isEmpty else { continue }
      let isFree = fix.edits.allSatisfy { edit in
        !edits.contains { touches($0.range, edit.range) }
      }
      guard isFree else { continue }
      edits += fix.edits
      fixed.append(diagnostic)
    }
    return (edits.sorted { $0.range.lowerBound < $1.range.lowerBound }, fixed)
  }

  private static func touches(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
  }
}
