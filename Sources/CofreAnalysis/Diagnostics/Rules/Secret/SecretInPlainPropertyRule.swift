import CofreModel
import CofreSchema
import LuaSyntax

enum SecretInPlainPropertyRule: DeclarationRule {
  static let page = RulePage(
    "secret-in-plain-property", .warning, .secret, "Secret in a property that is not sensitive",
    explanation: """
      A secret is given to a property that the cloud does not treat as one: a description, a tag, a label. Whoever may
      list the objects can read it there, and it stands in the cloud's logs.

      Put the secret into a property that is made for it, and let programs read it from there.
      """,
    wrong: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      aws.secretsmanager.Secret("apiKey", {
        description = "the key is " .. config:require_secret "api_key",
      })
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      local secret = aws.secretsmanager.Secret("apiKey", { description = "the key of our model" })
      aws.secretsmanager.SecretVersion("value", {
        secret_id = secret.id,
        secret_string = config:require_secret "api_key",
      })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties, checked.cloud != "cofre" else { return }
    for place in properties.places where !place.isSensitive {
      guard place.property?.autoName == nil, place.property?.isLocal != true,
        context.carriesSecret(place.value)
      else { continue }
      context.report(
        page, at: place.value.range,
        "'\(place.path)' of \(checked.declaration.type.name) is not sensitive, so whoever may see the object can read this secret.",
        hint: "Give the secret to a property that is made for it.")
    }
  }
}
