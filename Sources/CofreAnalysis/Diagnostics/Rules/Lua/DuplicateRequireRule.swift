import LuaSyntax

enum DuplicateRequireRule: FileRule {
  static let page = RulePage(
    "duplicate-require", .hint, .lua, "Module required twice",
    explanation: """
      Two variables hold the same module where one would do. The second `require` gives what the first one gave, so this
      is harmless, and a reader asks what the difference is.

      Use the first variable.
      """,
    wrong: """
      local cofre = require "cofre"
      local c = require "cofre"
      cofre.export("region", "eu-west-1")
      c.export("team", "speech")
      """,
    right: """
      local cofre = require "cofre"
      cofre.export("region", "eu-west-1")
      cofre.export("team", "speech")
      """)

  static func checkFile(in context: inout RuleContext) {
    var first: [String: Int] = [:]
    let bindings = context.facts.bindings
    for (index, binding) in bindings.enumerated() where binding.kind == .local {
      guard case .call(let call)? = binding.valueExpression, case .name(let callee) = call.callee,
        callee.range.count == 7, context.calledFunction(call) == "require",
        case .string(let literal)? = call.arguments.expressions.first
      else { continue }
      let module = String(decoding: literal.value, as: UTF8.self)
      guard let earlier = first[module], bindings[earlier].scope.contains(call.range.lowerBound),
        bindings[earlier].isNeverReassigned, bindings[earlier].name != binding.name
      else {
        first[module] = index
        continue
      }
      let other = AnalysisDiagnostic.Related(
        location: LocationItem(range: bindings[earlier].nameRange), message: "It is first required here.")
      context.report(
        page, at: call.range, "'\(bindings[earlier].name)' holds the module '\(module)' already.",
        hint: "Use '\(bindings[earlier].name)'.", related: [other])
    }
  }
}
