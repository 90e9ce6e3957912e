import CofreModel
import CofreSchema
import LuaSyntax

enum PublicNetworkAccessRule: DeclarationRule {
  static let page = RulePage(
    "public-network-access", .warning, .secret, "Open to every network",
    explanation: """
      The vault answers requests from anywhere on the internet. Whoever gets hold of credentials can use them from where
      they are, and nothing shows that they are not one of yours.

      Let it deny what no rule allows (`network_acls = { default_action = "Deny" }`), and allow the networks that need it;
      or close the public side (`public_network_access = "disabled"`) and reach it by a private endpoint. Only what the
      script opens in words is reported.
      """,
    wrong: """
      local cofre = require "cofre"
      local azure = require "cofre.azure"
      local config = cofre.config()
      azure.keyvault.Vault("vault", {
        resource_group_name = "models",
        properties = {
          tenant_id = config:require "tenant_id",
          sku = { name = "standard" },
          network_acls = { default_action = "Allow" },
        },
      })
      """,
    right: """
      local cofre = require "cofre"
      local azure = require "cofre.azure"
      local config = cofre.config()
      azure.keyvault.Vault("vault", {
        resource_group_name = "models",
        properties = {
          tenant_id = config:require "tenant_id",
          sku = { name = "standard" },
          network_acls = { default_action = "Deny", ip_rules = { { value = "203.0.113.0/24" } } },
        },
      })
      """,
    fix: "Closes it to what no rule allows.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard let name = place.property?.name, let closed = closed(name, place.source)
      else { continue }
      let fix = AnalysisDiagnostic.Fix(title: "Change to \(closed)", edits: [Edit(place.value.range, closed)])
      context.report(
        page, at: place.value.range,
        "'\(place.path)' lets every network reach this \(checked.declaration.type.name).",
        hint: "Write \(closed), and allow the networks that need it.",
        fixes: place.value.range == place.source.range ? [fix] : [])
    }
  }

  /// What to write in place of a value that opens; nil for any other.
  private static func closed(_ name: String, _ value: Expression) -> String? {
    switch (name, value) {
    case ("public_network_access", .string(let literal)):
      String(decoding: literal.value, as: UTF8.self).lowercased() == "enabled" ? "\"disabled\"" : nil
    case ("default_action", .string(let literal)):
      String(decoding: literal.value, as: UTF8.self).lowercased() == "allow" ? "\"Deny\"" : nil
    case ("publicly_accessible", .boolean(let literal)): literal.value ? "false" : nil
    default: nil
    }
  }
}
