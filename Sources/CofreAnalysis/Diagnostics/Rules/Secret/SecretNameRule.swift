import CofreModel
import CofreSchema
import LuaSyntax

enum SecretNameRule: DeclarationRule {
  static let page = RulePage(
    "secret-name", .error, .secret, "A name cannot be secret",
    explanation: """
      A secret is given as the name of an object. The name becomes part of the object's id, which clouds, state and
      outputs show in clear, so the run stops there.

      Take a value that is no secret, or leave the name out: one is made up from the resource's own.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      aws.secretsmanager.Secret("apiKey", { name = config:require_secret "customer" })
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      aws.secretsmanager.Secret("apiKey", { name = config:require "customer" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard place.property?.autoName != nil, context.carriesSecret(place.value)
      else { continue }
      context.report(
        page, at: place.value.range,
        "'\(place.path)' of \(checked.declaration.type.name) becomes part of the object's id, which clouds, state and outputs "
          + "show in clear.",
        hint: "Take a value that is no secret.")
    }
  }
}
