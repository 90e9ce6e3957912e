import LuaSyntax

enum UnusedParameterRule: FileRule {
  static let page = RulePage(
    "unused-parameter", .hint, .lua, "Unused parameter",
    explanation: """
      The function makes no use of the parameter. Its use may have been forgotten, or another name is used in its place.

      Take the parameter away, or begin its name with an underscore when the function must have it. One that stands
      before a parameter in use is not reported, as it cannot be left out, and neither are those of a function that does
      nothing.
      """,
    wrong: """
      local function greet(name, team)
        print("hello", name)
      end
      greet("Ada", "vision")
      """,
    right: """
      local function greet(name, team)
        print("hello", name, team)
      end
      greet("Ada", "vision")
      """,
    fix: "Begins the name with an underscore.", alsoKnownAs: ["unused-local"])

  static func checkFile(in context: inout RuleContext) {
    let bindings = context.facts.bindings
    var index = bindings.count - 1
    // From the last parameter of each function back to the last one in use.
    var block: Int?
    while index >= 0 {
      let binding = bindings[index]
      index -= 1
      guard binding.kind == .parameter else { continue }
      if binding.isRead {
        block = binding.block
      } else if binding.block != block, binding.isUnused, !isOfEmptyFunction(binding) {
        context.report(
          page, at: binding.nameRange, binding.unusedDetail, hint: Binding.unusedHint, fixes: binding.unusedFixes,
          tags: [.unnecessary])
      }
    }
  }

  /// Whether the function does nothing at all, as those of definition files and placeholders do.
  private static func isOfEmptyFunction(_ parameter: Binding) -> Bool {
    let body = parameter.declaration.ancestors.first { $0.kind == .functionBody }
    return body?.children.allSatisfy { $0.kind != .block || $0.firstChild == nil } ?? false
  }
}
