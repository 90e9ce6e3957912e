import LuaSyntax

enum IterationVariableReassignedRule: FileRule {
  static let page = RulePage(
    "iteration-variable-reassigned", .warning, .lua, "Variable of a loop assigned",
    explanation: """
      The body of a loop assigns to the loop's own variable. The next round takes no notice: in Lua 5.4 the loop counts for
      itself, and later versions refuse the assignment. The further variables of `for key, value in …` may be assigned.

      Use a variable of its own.
      """,
    wrong: """
      for index = 1, 10 do
        index = index + 1
        print(index)
      end
      """,
    right: """
      for index = 1, 10 do
        local following = index + 1
        print(following)
      end
      """,
    alsoKnownAs: ["iter-variable-reassign"])

  static func checkFile(in context: inout RuleContext) {
    for binding in context.facts.bindings where binding.kind == .loop && !binding.isNeverReassigned {
      if let loop = GenericFor(binding.declaration), loop.variables.first?.name?.range != binding.nameRange { continue }
      for use in binding.uses where use.isWrite {
        context.report(
          page, at: use.range, "'\(binding.name)' is the loop's own variable; the next round takes no notice of this.",
          hint: "Use a variable of its own.")
      }
    }
  }
}
