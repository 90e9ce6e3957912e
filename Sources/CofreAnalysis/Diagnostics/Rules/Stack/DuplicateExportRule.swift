import LuaSyntax

enum DuplicateExportRule: FileRule {
  static let page = RulePage(
    "duplicate-export", .warning, .stack, "Export given twice",
    explanation: """
      Two exports have the same name, so that who reads the stack's outputs gets one of the two values and cannot tell
      which. Mostly a line was copied and its name not changed.

      Give each export a name of its own.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local model = aws.secretsmanager.Secret("model", {})
      local data = aws.secretsmanager.Secret("data", {})
      cofre.export("secret", model.arn)
      cofre.export("secret", data.arn)
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local model = aws.secretsmanager.Secret("model", {})
      local data = aws.secretsmanager.Secret("data", {})
      cofre.export("modelSecret", model.arn)
      cofre.export("dataSecret", data.arn)
      """)

  static func checkFile(in context: inout RuleContext) {
    var first: [[UInt8]: Range<Int>] = [:]
    // Only those that are run exactly once, in order: the statements of the file itself.
    for statement in context.file.block.node.children where statement.kind == .callStatement {
      guard let node = statement.firstChild, let call = CallExpression(node),
        context.calledFunction(call) == "cofre.export", case .string(let literal)? = call.arguments.expressions.first
      else { continue }
      guard let earlier = first[literal.value] else {
        first[literal.value] = literal.range
        continue
      }
      let other = AnalysisDiagnostic.Related(
        location: LocationItem(range: earlier), message: "It is first exported here.")
      context.report(
        page, at: literal.range, "'\(String(decoding: literal.value, as: UTF8.self))' is exported twice.",
        hint: "Give each export a name of its own.", related: [other])
    }
  }
}
