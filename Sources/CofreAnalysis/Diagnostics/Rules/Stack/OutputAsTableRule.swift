import LuaSyntax

enum OutputAsTableRule: NodeRule {
  static let page = RulePage(
    "output-as-table", .error, .stack, "Output used as a table",
    explanation: """
      A function that needs a table is given an output, a value that the cloud gives later, or a whole resource. The run
      would stop there.

      Use the table that the output was made from, or look at the value inside of `output:apply(function(value) … end)`.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", { tags = { team = "ml" } })
      print(next(secret.tags))
      """,
    right: """
      local aws = require "cofre.aws"
      local tags = { team = "ml" }
      aws.secretsmanager.Secret("apiKey", { tags = tags })
      print(next(tags))
      """)

  static let kinds: [NodeKind] = [.call]

  private static let functions: Set<String> = [
    "next", "rawget", "rawset", "rawlen", "setmetatable", "table.insert", "table.remove", "table.sort", "table.unpack",
    "table.move",
  ]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), let name = context.calledFunction(call),
      let table = call.arguments.expressions.first
    else { return }
    if functions.contains(name), context.isOutput(table) {
      context.report(
        page, at: table.range, "'\(name)' needs a table, and the value of an output is not known yet.",
        hint: "Write output:apply(function(value) … end) and look at the value inside of it.")
    } else if functions.contains(name) || name == "pairs" || name == "ipairs", context.isResource(table) {
      context.report(
        page, at: table.range, "'\(name)' needs a table, and this is a resource.",
        hint: "Use the table that its properties were made from.")
    }
  }
}
