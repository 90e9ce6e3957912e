import CofreModel
import CofreSchema
import LuaSyntax

enum PlaceholderValueRule: DeclarationRule {
  static let page = RulePage(
    "placeholder-value", .warning, .secret, "Placeholder left in",
    explanation: """
      The text stands for a value that is still to be filled in, as examples and tutorials have it: `your-tenant-id`,
      `<project>`, `00000000-0000-0000-0000-000000000000`, `REPLACE_ME`. The cloud takes some of them without a word, and
      the object then belongs to nobody.

      Write the value, or take it from the stack's configuration, so that each stack has its own.
      """,
    wrong: """
      local azure = require "cofre.azure"
      azure.keyvault.Vault("vault", {
        resource_group_name = "models",
        properties = {
          tenant_id = "your-tenant-id",
          sku = { name = "standard" },
          enable_purge_protection = true,
        },
      })
      """,
    right: """
      local cofre = require "cofre"
      local azure = require "cofre.azure"
      local config = cofre.config()
      azure.keyvault.Vault("vault", {
        resource_group_name = "models",
        properties = { tenant_id = config:require "tenant_id", sku = { name = "standard" } },
      })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places where !place.isSensitive {
      guard case .string(let literal) = alternative(place.source),
        SecretForms.isPlaceholder(context.file.source[literal.contentRange])
      else { continue }
      context.report(
        page, at: place.value.range.overlaps(literal.range) ? literal.range : place.value.range,
        "The value of '\(place.path)' stands for one that still has to be filled in.",
        hint: "Write the value, or take it from the configuration: config:require \"key\".")
    }
  }

  /// What stands in for a value that is not there: `config:get "tenant_id" or "your-tenant-id"`.
  private static func alternative(_ expression: Expression) -> Expression {
    guard case .binary(let binary) = expression, binary.operatorToken.kind == .or else { return expression }
    return binary.right
  }
}
