import CofreModel
import CofreSchema
import LuaSyntax

enum NoPurgeProtectionRule: DeclarationRule {
  static let page = RulePage(
    "no-purge-protection", .warning, .secret, "No protection against purging",
    explanation: """
      A deleted vault, and what was deleted in it, can be purged at once by whoever may do so: an attacker, or a mistaken
      script, then destroys all secrets and keys for good. With the protection, what is deleted can be recovered until its
      retention ends, and nobody can shorten that.

      Reported are a vault that turns the protection off in words, one that the script protects from deletion
      (`protect = true`) but the cloud does not, and one whose tenant stands in the script, so that it is the same in every
      stack and none of them is one to try things in. Set `enable_purge_protection = true`; it cannot be turned off again, and
      the vault's name stays taken for as long as the retention lasts.
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
          enable_purge_protection = false,
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
          enable_purge_protection = true,
        },
      })
      """,
    fix: "Turns the protection on.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard let name = place.property?.name,
        name == "enable_purge_protection" || name == "enable_soft_delete",
        case .boolean(let literal) = place.source, !literal.value
      else { continue }
      let isHere = place.value.range == literal.range
      let fix = AnalysisDiagnostic.Fix(title: "Turn it on", edits: [Edit(literal.range, "true")])
      context.report(
        page, at: place.value.range,
        "'\(place.path)' of \(checked.declaration.type.name) is turned off, so what is deleted can be destroyed at once.",
        hint: "Write true.", fixes: isHere ? [fix] : [])
    }
    let inner = PropertyPath().appending("properties")
    guard checked.declaration.type.name == "azure.keyvault.Vault", let table = properties.tables[inner],
      !properties.openTables.contains(inner), properties.places[inner.appending("enable_purge_protection")] == nil,
      let reason = reason(checked, properties.places[inner.appending("tenant_id")])
    else { return }
    let edit = table.adding("enable_purge_protection = true", in: context.file)
    context.report(
      page, at: properties.places[inner]?.key ?? table.range,
      reason,
      hint: "Add enable_purge_protection = true.",
      fixes: [AnalysisDiagnostic.Fix(title: "Turn the protection on", edits: [edit])])
  }

  /// Why a vault should be protected that says nothing of it; nil when nothing tells that it is more than a trial.
  private static func reason(_ checked: CheckedDeclaration, _ tenant: LiteralProperties.Place?) -> String? {
    let type = checked.declaration.type.name
    if let option = checked.options.first(where: { $0.stringKey == "protect" }),
      case .boolean(let literal) = option.value, literal.value
    {
      return "The script protects this \(type) from deletion, and the cloud lets it be purged."
    }
    guard case .string? = tenant?.source else { return nil }
    return "This \(type) is one of a tenant that stands in the script, and what is deleted in it can be purged at once."
  }
}
