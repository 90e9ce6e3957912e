import CofreSchema

enum ConflictingPropertiesRule: DeclarationRule {
  static let page = RulePage(
    "conflicting-properties", .error, .schema, "Conflicting properties",
    explanation: """
      Two properties are given of which each excludes the other. The cloud refuses the request, or heeds one of the two
      without a word.

      Take one of the two away. (The type of the example is made up: at present no type of the catalog has such a pair.)
      """,
    wrong: """
      local example = require "cofre.example"
      example.storage.Bucket("models", { policy = "{}", canned_policy = "private" })
      """,
    right: """
      local example = require "cofre.example"
      example.storage.Bucket("models", { policy = "{}" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked)
  }
}
