/// What a preview reports wherever it is made, be it in an editor or by `cofre preview`.
extension PlanPages {
  static let running: [RulePage] = script + resources + cofre

  /// The script and its modules.
  private static let script = [
    page(
      "missing-script", "Script not found",
      """
      The script that `main` names in `Cofre.yaml` does not exist; without `main` it is `stack.lua`.

      Create it, or correct the name.
      """),
    page(
      "unreadable-file", "File cannot be read",
      """
      A script is there and cannot be read: it is a folder, belongs to somebody else, or is larger than any script.

      Look at its rights with `ls -l`, and at its size.
      """),
    page(
      "unreadable-project", "Project cannot be read",
      """
      The folder of the project cannot be opened.

      Look at its rights with `ls -ld`.
      """),
    page(
      "unusable-value", "Value cannot be used",
      """
      A property, an option or an export is given something that no value of a resource can be: a function, a table that \
      holds itself or mixes a list with named members, a number that is none, or text that is not UTF-8.

      Give it text, a number, true or false, or a list or table of such, or an output of a resource.
      """,
      wrong: """
        local cofre = require "cofre"
        local regions = { "eu-west-1", "us-west-2" }
        regions.main = regions[1]
        cofre.export("regions", regions)
        """,
      right: """
        local cofre = require "cofre"
        local regions = { "eu-west-1", "us-west-2" }
        cofre.export("regions", regions)
        cofre.export("main", regions[1])
        """),
  ]

  /// What is declared.
  private static let resources = [
    page(
      "protected-resource", "The resource is protected",
      """
      The change would delete or replace a resource that was declared with `protect = true`, so nothing is changed.

      To go through with it, declare the resource without `protect`, run `cofre up`, and make the change then.
      """),
    page(
      "duplicate-element", "Duplicate element",
      """
      A list has two elements that stand for the same thing, of which the cloud takes only one: two access policies of a \
      vault for one identity.

      Make one of the two.
      """,
      wrong: """
        local cofre = require "cofre"
        local azure = require "cofre.azure"
        local tenant, reader = cofre.config():require "tenant_id", "b6a7f0e3-5f1c-4a53-9a8e-0f6d3c1b2a49"
        local group = azure.resources.ResourceGroup("models", { location = "westeurope" })
        azure.keyvault.Vault("vault", {
          resource_group_name = group.name,
          location = group.location,
          properties = {
            tenant_id = tenant,
            sku = { name = "standard" },
            enable_purge_protection = true,
            access_policies = {
              { tenant_id = tenant, object_id = reader, permissions = { secrets = { "get" } } },
              { tenant_id = tenant, object_id = reader, permissions = { secrets = { "list" } } },
            },
          },
        })
        """,
      right: """
        local cofre = require "cofre"
        local azure = require "cofre.azure"
        local tenant, reader = cofre.config():require "tenant_id", "b6a7f0e3-5f1c-4a53-9a8e-0f6d3c1b2a49"
        local group = azure.resources.ResourceGroup("models", { location = "westeurope" })
        azure.keyvault.Vault("vault", {
          resource_group_name = group.name,
          location = group.location,
          properties = {
            tenant_id = tenant,
            sku = { name = "standard" },
            enable_purge_protection = true,
            access_policies = {
              { tenant_id = tenant, object_id = reader, permissions = { secrets = { "get", "list" } } },
            },
          },
        })
        """),
    page(
      "invalid-tag", "Tag is not allowed",
      """
      The cloud does not take the name or value of a tag: it is too long, has a sign that is not allowed, or begins with \
      what the cloud keeps for itself.

      Change the tag as the message says.
      """,
      wrong: """
        local azure = require "cofre.azure"
        azure.resources.ResourceGroup("models", { location = "westeurope", tags = { ["cost/center"] = "4711" } })
        """,
      right: """
        local azure = require "cofre.azure"
        azure.resources.ResourceGroup("models", { location = "westeurope", tags = { ["cost-center"] = "4711" } })
        """),
    page(
      "incomplete-resource", "The resource is not complete",
      """
      An earlier run made the resource and could not finish it, as the message says.

      Run `cofre up` again: it finishes what is left to do.
      """, .warning),
    page(
      "not-configured", "The provider is not configured",
      """
      A provider lacks something that it cannot do without, such as a region, a project or credentials.

      Set it in the configuration of the stack, as in `cofre config set gcp:project my-project`, or in the environment.
      """),
    page(
      "missing-provider", "The provider is missing",
      """
      State says that a resource is managed by a provider which the script declares no longer and state does not have \
      either, so nobody knows with which account to reach the resource.

      Declare the provider again under its old name until the resource is gone.
      """),
    page(
      "unknown-resource-type", "Unknown resource type",
      """
      State holds a resource of a type that this version of Cofre does not know.

      Use the version that made it, or a newer one.
      """),
  ]

  /// What nobody who writes a script can do wrong.
  private static let cofre = [
    page(
      "incomplete-stdlib", "Standard library is incomplete",
      """
      A file of the library that scripts run with is not there.

      Install Cofre again; if that does not help, report it.
      """),
    page(
      "script-timer", "No timer for the script",
      """
      The system has no timer left to bound the time of a script with, so the script was not run.

      End some programs, or raise the limit of pending signals: `ulimit -i`.
      """),
    page(
      "internal-error", "Something went wrong in Cofre itself",
      """
      Something happened that Cofre did not expect. State is safe: it is written before and after each change.

      Please report it, with the message.
      """),
  ]

  private static func page(
    _ code: String, _ summary: String, _ explanation: String, _ severity: AnalysisDiagnostic.Severity = .error,
    wrong: String = "", right: String = ""
  ) -> RulePage {
    RulePage(code, severity, .plan, summary, explanation: explanation, wrong: wrong, right: right)
  }
}
