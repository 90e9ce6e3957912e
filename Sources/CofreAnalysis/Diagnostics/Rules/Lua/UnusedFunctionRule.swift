import LuaSyntax

enum UnusedFunctionRule: FileRule {
  static let page = RulePage(
    "unused-function", .hint, .lua, "Unused function",
    explanation: """
      Nothing calls or passes on the local function. It may be what is left of an earlier version, or its call was
      forgotten.

      Take the function away, or begin its name with an underscore to say that it is not used on purpose.
      """,
    wrong: """
      local function tags(team)
        return { team = team }
      end
      """,
    right: """
      local function tags(team)
        return { team = team }
      end
      print(tags("ml").team)
      """,
    fix: "Begins the name with an underscore.")

  static func checkFile(in context: inout RuleContext) {
    for binding in context.facts.bindings where binding.kind == .function && binding.isUnused {
      context.report(
        page, at: binding.nameRange, binding.unusedDetail, hint: Binding.unusedHint, fixes: binding.unusedFixes,
        tags: [.unnecessary])
    }
  }
}
