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
      guard let fix = diagnostic.preferredFix else { continue }
      let places = fix.edits.map { edit in (edit, firstBehind(edit, in: edits)) }
      let isFree = places.allSatisfy { edit, index in
        (index == 0 || edits[index - 1].range.upperBound < edit.range.lowerBound)
          && (index == edits.count || edit.range.upperBound < edits[index].range.lowerBound)
      }
      guard isFree else { continue }
      for edit in fix.edits { edits.insert(edit, at: firstBehind(edit, in: edits)) }
      fixed.append(diagnostic)
    }
    return (edits, fixed)
  }

  /// The index of the first of some edits in order that begins behind the beginning of another.
  private static func firstBehind(_ edit: Edit, in edits: [Edit]) -> Int {
    var (low, high) = (0, edits.count)
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].range.lowerBound <= edit.range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
