import LuaSyntax

enum RedefinedLocalRule: FileRule {
  static let page = RulePage(
    "redefined-local", .warning, .lua, "Variable declared again",
    explanation: """
      A `local` statement declares a name that the same block has declared before. Lua makes a second variable, and the
      first one can no longer be reached, though functions that were made in between still use it. Often an assignment
      was meant.

      Leave `local` away to assign to the first variable, or give the second one a name of its own. A variable of an
      inner block may have the name of an outer one: that is not reported.
      """,
    wrong: """
      local region = "eu-west-1"
      print(region)
      local region = "us-east-1"
      print(region)
      """,
    right: """
      local region = "eu-west-1"
      print(region)
      region = "us-east-1"
      print(region)
      """)

  static func checkFile(in context: inout RuleContext) {
    let bindings = context.facts.bindings
    var earlier: [Int: [String: Int]] = [:]
    for (index, binding) in bindings.enumerated() where !binding.name.hasPrefix("_") && !binding.nameRange.isEmpty {
      if let other = earlier[binding.block]?[binding.name] {
        let first = AnalysisDiagnostic.Related(
          location: LocationItem(range: bindings[other].nameRange),
          message: "'\(binding.name)' is first declared here.")
        context.report(
          page, at: binding.nameRange, "'\(binding.name)' hides the variable of the same name in the same block.",
          hint: "Assign to the first one, or use another name.", related: [first])
      }
      earlier[binding.block, default: [:]][binding.name] = index
    }
  }
}
