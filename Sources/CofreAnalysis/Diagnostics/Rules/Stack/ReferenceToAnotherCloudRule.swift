import CofreModel
import CofreSchema
import LuaSyntax

enum ReferenceToAnotherCloudRule: DeclarationRule {
  static let page = RulePage(
    "reference-to-another-cloud", .error, .stack, "Reference to another cloud",
    explanation: """
      The property names an object of its own cloud, and is given an output of a resource in another one. The other
      cloud's id means nothing there, and the cloud refuses it, often with words that do not say why.

      Use an output of a resource of the type that the message names.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local gcp = require "cofre.gcp"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      gcp.kms.CryptoKey("key", { key_ring_id = secret.id, rotation_period = "7776000s" })
      """,
    right: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring.id, rotation_period = "7776000s" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard let property = place.property else { continue }
      let wanted: String
      if let reference = property.reference {
        wanted = "the \(reference.property) of a \(reference.type)"
      } else if property.name.hasSuffix("_id") || property.name.hasSuffix("_arn") {
        wanted = "an id of \(checked.cloud)"
      } else {
        continue
      }
      if case .string(let literal) = place.value {
        guard let cloud = cloud(of: context.file.source[literal.contentRange]), cloud != checked.cloud else { continue }
        context.report(
          page, at: literal.range,
          "'\(place.path)' of \(checked.declaration.type.name) is \(wanted), and this is an id of \(cloud).")
        continue
      }
      guard case .output(let output) = place.held, let type = output.type,
        let source = output.declaration, context.facts.declarations[source].type.name == type.name,
        type.cloud != checked.cloud, type.cloud != "cofre"
      else { continue }
      context.report(
        page, at: place.value.range,
        "'\(place.path)' of \(checked.declaration.type.name) is \(wanted), and this is an output of a \(type.name).")
    }
  }

  /// The cloud whose ids begin as a text does.
  private static func cloud(of text: ArraySlice<UInt8>) -> String? {
    if text.starts(with: "arn:aws".utf8) { return "aws" }
    if text.starts(with: "/subscriptions/".utf8) { return "azure" }
    return text.starts(with: "projects/".utf8) ? "gcp" : nil
  }
}
