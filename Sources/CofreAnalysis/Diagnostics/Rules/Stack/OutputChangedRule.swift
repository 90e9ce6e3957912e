import LuaSyntax

enum OutputChangedRule: NodeRule {
  static let page = RulePage(
    "output-changed", .error, .stack, "Output changed",
    explanation: """
      A field of a resource, or of an output, is given a value. What a resource is to be stands in its properties; its fields
      are what the cloud answers. The run would stop there.

      Give the value with the properties, where the resource is declared. A value that is made from an output is made by
      `output:apply(function(value) … end)`.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      secret.description = "the key of our model"
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { description = "the key of our model" })
      """)

  static let kinds: [NodeKind] = [.assignment]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let assignment = Assignment(node) else { return }
    for target in assignment.targets {
      let object: Expression
      switch target {
      case .member(let member): object = member.object
      case .index(let index): object = index.object
      default: continue
      }
      guard !context.isBegun(target) else { continue }
      if context.isResource(object) {
        context.report(
          page, at: target.range, "The fields of a resource cannot be set.",
          hint: "Give the value with the properties, where the resource is declared.")
      } else if context.isOutput(object) {
        context.report(
          page, at: target.range, "An output cannot be changed.",
          hint: "Make a new value with output:apply(function(value) … end).")
      }
    }
  }
}
