import LuaSyntax

enum UnusedLocalRule: FileRule {
  static let page = RulePage(
    "unused-local", .hint, .lua, "Unused variable",
    explanation: """
      Nothing reads the variable. It may be what is left of an earlier version of the script, or its use was forgotten or
      misspelt.

      Take the variable away, or begin its name with an underscore to say that it is not used on purpose. A variable that
      holds a resource is not reported, as declaring the resource is its work; nor is one marked `<close>`.
      """,
    wrong: """
      local retries = 3
      print("done")
      """,
    right: """
      local retries = 3
      print("done", retries)
      """,
    fix: "Begins the name with an underscore.")

  static func checkFile(in context: inout RuleContext) {
    for binding in context.facts.bindings where binding.kind == .local && binding.isUnused {
      context.report(
        page, at: binding.nameRange, binding.unusedDetail, hint: Binding.unusedHint, fixes: binding.unusedFixes,
        tags: [.unnecessary])
    }
  }
}

extension Binding {
  /// Whether nothing reads it, and nobody has said that this is meant.
  var isUnused: Bool {
    guard !isRead, !nameRange.isEmpty, attribute != "close", !name.hasPrefix("_") else { return false }
    // A declaration does its work whether or not the handle is used.
    if case .handle = value { return false }
    return true
  }

  var unusedDetail: String { "Nothing reads '\(name)'\(uses.isEmpty ? "" : ", though it is assigned")." }

  static let unusedHint = "Take it away, or begin its name with an underscore."

  var unusedFixes: [AnalysisDiagnostic.Fix] {
    guard uses.isEmpty else { return [] }
    return [AnalysisDiagnostic.Fix(title: "Rename to '_\(name)'", edits: [Edit(nameRange, "_\(name)")])]
  }
}
