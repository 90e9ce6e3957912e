import CofreModel
import CofreSchema
import LuaSyntax

enum UnnamedConnectionRule: DeclarationRule {
  static let page = RulePage(
    "unnamed-connection", .information, .stack, "Connection without a name",
    explanation: """
      A private endpoint in a network that is there already connects to a service, and the connection has no name: it is
      called as the endpoint. Who looks after the network, or approves the connection, cannot tell from that what it is for.

      Give the connection a name of its own. In a network that the stack makes itself nothing is reported.
      """,
    wrong: """
      local cofre = require "cofre"
      local azure = require "cofre.azure"
      local config = cofre.config()
      azure.network.PrivateEndpoint("endpoint", {
        resource_group_name = "models",
        subnet = { id = "/subscriptions/6a1e4c52/resourceGroups/net/subnets/endpoints" },
        private_link_service_connections = {
          { private_link_service_id = config:require "vault_id", group_ids = { "vault" } },
        },
      })
      """,
    right: """
      local cofre = require "cofre"
      local azure = require "cofre.azure"
      local config = cofre.config()
      azure.network.PrivateEndpoint("endpoint", {
        resource_group_name = "models",
        subnet = { id = "/subscriptions/6a1e4c52/resourceGroups/net/subnets/endpoints" },
        private_link_service_connections = {
          { name = "models-vault", private_link_service_id = config:require "vault_id", group_ids = { "vault" } },
        },
      })
      """)

  private static let lists = ["manual_private_link_service_connections", "private_link_service_connections"]

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard checked.declaration.type.name == "azure.network.PrivateEndpoint", let properties = checked.properties,
      let subnet = properties.places[PropertyPath("subnet").appending("id")],
      context.facts.writtenText(subnet.value) != nil
    else { return }
    for list in lists {
      var index = 0
      while let place = properties.places[PropertyPath(list).appending(index)] {
        index += 1
        guard properties.tables[place.path] != nil, !properties.openTables.contains(place.path),
          properties.places[place.path.appending("name")] == nil
        else { continue }
        let key = properties.places[place.path.appending("private_link_service_id")]?.key
        context.report(
          page, at: key ?? place.value.range,
          "The connection has no name, in a network that this stack does not make.",
          hint: "Add name = \"…\", which says what it is for.")
      }
    }
  }
}
