import LuaSyntax

enum OutputComparedRule: NodeRule {
  static let page = RulePage(
    "output-compared", .error, .stack, "Output compared",
    explanation: """
      An output is a value that the cloud gives later. Compared with a text it is never equal, and asked for an order the
      run stops: the answer would depend on what is not known yet.

      Compare inside of `output:apply(function(value) … end)`, or compare what the output was made from.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", { description = "key" })
      print(secret.description == "key")
      """,
    right: """
      local aws = require "cofre.aws"
      local description = "key"
      aws.secretsmanager.Secret("apiKey", { description = description })
      print(description == "key")
      """)

  static let kinds: [NodeKind] = [.binary]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let binary = BinaryExpression(node) else { return }
    switch binary.operatorToken.kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      let (left, right) = (binary.left, binary.right)
      if left.node.kind == .nil || right.node.kind == .nil { return }
      guard context.isOutput(left) || context.isOutput(right) else { return }
      context.report(
        page, at: binary.range, "An output cannot be compared: its value is not known yet.",
        hint: "Compare inside of output:apply(function(value) … end).")
    default: break
    }
  }
}
