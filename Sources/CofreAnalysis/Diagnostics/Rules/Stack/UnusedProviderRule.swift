import CofreSchema
import LuaSyntax

enum UnusedProviderRule: FileRule {
  static let page = RulePage(
    "unused-provider", .warning, .stack, "Provider that nothing uses",
    explanation: """
      A provider is declared, and no resource is given it: they are all made by the default provider of their cloud, in
      its region and with its credentials. What looks like `us-west-2` in the script is then made somewhere else.

      Give the provider to the resources: `{ provider = name }` as the third argument. A resource hands it down to those
      that name it as their `parent`.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local oregon = aws.Provider("oregon", { region = "us-west-2" })
      aws.secretsmanager.Secret("apiKey", {})
      """,
    right: """
      local aws = require "cofre.aws"
      local oregon = aws.Provider("oregon", { region = "us-west-2" })
      aws.secretsmanager.Secret("apiKey", {}, { provider = oregon })
      """)

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    for declaration in facts.declarations where declaration.type.isProvider {
      let cloud = declaration.type.cloud
      // A provider alone is one for modules, or the beginning of a script.
      guard facts.declarations.contains(where: { $0.type.cloud == cloud && !$0.type.isProvider }) else { continue }
      if let binding = declaration.binding {
        if facts.bindings[binding].isRead || facts.bindings[binding].name.hasPrefix("_") { continue }
      } else if declaration.call.node.parent?.kind != .callStatement {
        continue
      }
      context.report(
        page, at: declaration.name?.range ?? declaration.calleeRange,
        "No resource is given this \(declaration.type.name), so the default one makes them.",
        hint: "Give it to those that it should make: { provider = … } as the third argument.")
    }
  }
}
