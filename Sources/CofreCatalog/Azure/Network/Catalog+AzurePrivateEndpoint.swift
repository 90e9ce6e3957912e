package import CofreSchema

extension Catalog.Azure {
  package static let privateEndpoint = ResourceType(
    name: "azure.network.PrivateEndpoint",
    summary: "A private endpoint: the address of an Azure service inside a virtual network.",
    documentation: "https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints",
    inputs: [
      resourceGroupName,
      .object(
        "subnet", [id(of: "azure.network.Subnet", doc: "The id of the subnet.")], .required, .createOnly,
        .wire("properties.subnet"), doc: "The subnet that its address is taken from."),
      .array(
        "application_security_groups", of: .object([id(doc: "The id of the group.")]),
        .wire("properties.applicationSecurityGroups"), doc: "Application security groups that it belongs to."),
      .array(
        "custom_dns_configs",
        of: .object([
          .string("fqdn", doc: "A host name."),
          .array("ip_addresses", of: .string, .wire("ipAddresses"), doc: "Its addresses."),
        ]), .wire("properties.customDnsConfigs"), doc: "Host names that lead to it. Azure fills them in unless set."),
      .string(
        "custom_network_interface_name", .createOnly, .wire("properties.customNetworkInterfaceName"), .length(1...80),
        .normalized(.caseInsensitive), doc: "The name of its network interface."),
      .object(
        "extended_location",
        [
          .string("name", .required, doc: "The name of the edge zone."),
          .string("type", .required, .oneOf("EdgeZone"), .normalized(.caseInsensitive), doc: "Always `EdgeZone`."),
        ], .createOnly, .wire("extendedLocation"), doc: "The edge zone that it is in."),
      .array(
        "ip_configurations",
        of: .object([
          .string(
            "group_id", .wire("properties.groupId"), doc: "The part of the service, such as `vault`."),
          .string(
            "member_name", .wire("properties.memberName"),
            doc: "The member of the group: `default` for a key vault."),
          .string("name", .required, doc: "A name of your own."),
          .string(
            "private_ip_address", .required, .wire("properties.privateIPAddress"), doc: "The address to take."),
        ]), .createOnly, .wire("properties.ipConfigurations"), doc: "Fixed addresses. Azure picks one unless set."),
      location,
      .array(
        "manual_private_link_service_connections", of: .object(connectionProperties),
        .wire("properties.manualPrivateLinkServiceConnections"), .count(1...1),
        .exactlyOne(of: connectionLists),
        doc: "A connection that the owner of the service approves by hand; pending until then."),
      .string(
        "private_endpoint_name", .createOnly, .wire("privateEndpointName"),
        .pattern(
          "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]",
          "2 to 64 letters, digits and the characters _ . - that start with a letter or digit and end with a letter, "
            + "digit or _"),
        .normalized(.caseInsensitive), .autoName(AutoName(maximumLength: 64, allowedPunctuation: "-_.")),
        doc: "The name of the endpoint, unique in its resource group."),
      .array(
        "private_link_service_connections", of: .object(connectionProperties),
        .wire("properties.privateLinkServiceConnections"), .count(1...1), .exactlyOne(of: connectionLists),
        doc: "The connection to the service, approved at once when the caller may approve it."),
      tags,
    ],
    outputs: [
      .array(
        "custom_dns_configs",
        of: .object([
          .string("fqdn", doc: "A host name."),
          .array("ip_addresses", of: .string, .wire("ipAddresses"), doc: "Its addresses."),
        ]), .wire("properties.customDnsConfigs"), .volatile, doc: "Host names that lead to it."),
      etag,
      .array(
        "manual_private_link_service_connections", of: .object(connectionOutputs),
        .wire("properties.manualPrivateLinkServiceConnections"), .volatile,
        doc: "The connection that is approved by hand, and its state."),
      name,
      .array(
        "network_interfaces", of: .object([.string("id", doc: "The id of the interface.")]),
        .wire("properties.networkInterfaces"), doc: "Its network interfaces."),
      .array(
        "private_link_service_connections", of: .object(connectionOutputs),
        .wire("properties.privateLinkServiceConnections"), .volatile, doc: "The connection, and its state."),
      .string("provisioning_state", .wire("properties.provisioningState"), .volatile, doc: "How far Azure is with it."),
      type,
    ],
    idFormat: """
      The Azure resource id: `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/\
      privateEndpoints/{name}`.
      """,
    permissions: .init(
      create: [
        "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action",
        "Microsoft.Network/privateEndpoints/read", "Microsoft.Network/privateEndpoints/write",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
      ],
      read: ["Microsoft.Network/privateEndpoints/read"],
      update: ["Microsoft.Network/privateEndpoints/write"],
      delete: ["Microsoft.Network/privateEndpoints/delete"]),
    examples: [
      """
      local azure = require "cofre.azure"

      local group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/keys"

      azure.network.PrivateEndpoint("vaultEndpoint", {
        resource_group_name = "keys",
        location = "westeurope",
        subnet = { id = group .. "/providers/Microsoft.Network/virtualNetworks/network/subnets/endpoints" },
        private_link_service_connections = {
          {
            name = "models",
            private_link_service_id = group .. "/providers/Microsoft.KeyVault/vaults/models-0a1b2c3",
            group_ids = { "vault" },
          },
        },
      })
      """
    ])

  private static let connectionLists = [
    "manual_private_link_service_connections", "private_link_service_connections",
  ]

  private static let connectionProperties: [Property] = [
    .string(
      "private_link_service_id", .required, .createOnly, .wire("properties.privateLinkServiceId"),
      .normalized(.caseInsensitive), .reference(to: "azure.keyvault.Vault", property: "id"),
      doc: "The id of the service to connect to, such as a key vault."),
    .array(
      "group_ids", of: .string, .createOnly, .wire("properties.groupIds"), .normalized(.unordered),
      .known(["vault"]),
      doc: "Which part of the service: `vault` for a key vault."),
    .string(
      "name", .createOnly, .length(1...80), .normalized(.caseInsensitive),
      doc: "A name of your own. Without one it is the name of the endpoint."),
    .object(
      "private_link_service_connection_state", connectionStateProperties,
      .wire("properties.privateLinkServiceConnectionState"),
      doc: "Sent along, but Azure decides: what became of it is an output. A change here is no change."),
    .string(
      "request_message", .wire("properties.requestMessage"), .length(0...140),
      doc: "What the owner of the service reads when asked to approve."),
  ]

  private static let connectionOutputs: [Property] =
    [.string("id", doc: "The id of the connection.")] + connectionProperties + [
      .string("provisioning_state", .wire("properties.provisioningState"), doc: "How far Azure is with it.")
    ]

  static let connectionStateProperties: [Property] = [
    .string("actions_required", .wire("actionsRequired"), doc: "What the endpoint's owner must do, if anything."),
    .string("description", doc: "Why."),
    .string(
      "status", .oneOf("Approved", "Disconnected", "Pending", "Rejected"), .normalized(.caseInsensitive),
      doc: "Whether the connection may be used: `Approved` or not."),
  ]
}
