import CofreModel
import CofreSchema

enum DeprecatedPropertyRule: DeclarationRule {
  static let page = RulePage(
    "deprecated-property", .warning, .schema, "Deprecated property",
    explanation: """
      The cloud still takes the property, and advises against it: it will go, or something else does the same better.

      The message says what to use instead. (The type of the example is made up: at present no type of the catalog has a
      deprecated property.)
      """,
    wrong: """
      local example = require "cofre.example"
      example.storage.Bucket("models", { region_name = "eu-west-1" })
      """,
    right: """
      local example = require "cofre.example"
      example.storage.Bucket("models", { location = "eu-west-1" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard let key = place.key, let instead = place.property?.deprecation else {
        continue
      }
      context.report(
        page, at: key, "'\(place.path)' of \(checked.declaration.type.name) is deprecated.", hint: instead,
        tags: [.deprecated])
    }
  }
}
