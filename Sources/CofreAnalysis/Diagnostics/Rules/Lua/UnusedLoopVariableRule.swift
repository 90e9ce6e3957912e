import LuaSyntax

enum UnusedLoopVariableRule: FileRule {
  static let page = RulePage(
    "unused-loop-variable", .hint, .lua, "Unused variable of a loop",
    explanation: """
      The loop makes no use of its variable. Either what it holds was forgotten, or only the number of rounds matters.

      Use it, or call it `_` to say that it does not matter. One that stands before a variable in use is not reported.
      """,
    wrong: """
      for name, value in pairs { team = "vision" } do
        print(name)
      end
      """,
    right: """
      for name, value in pairs { team = "vision" } do
        print(name, value)
      end
      """,
    fix: "Begins the name with an underscore.", alsoKnownAs: ["unused-local"])

  static func checkFile(in context: inout RuleContext) {
    let bindings = context.facts.bindings
    var block: Int?
    for binding in bindings.reversed() where binding.kind == .loop {
      if binding.isRead {
        block = binding.block
      } else if binding.block != block, binding.isUnused, binding.declaration.kind == .genericFor {
        context.report(
          page, at: binding.nameRange, binding.unusedDetail, hint: Binding.unusedHint, fixes: binding.unusedFixes,
          tags: [.unnecessary])
      }
    }
  }
}
