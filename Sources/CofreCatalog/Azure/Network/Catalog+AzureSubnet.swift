package import CofreSchema

extension Catalog.Azure {
  package static let subnet = ResourceType(
    name: "azure.network.Subnet",
    summary: "A part of a virtual network.",
    documentation: "https://learn.microsoft.com/rest/api/virtualnetwork/subnets",
    inputs: [
      resourceGroupName,
      .string(
        "virtual_network_name", .required, .createOnly, .wire("virtualNetworkName"), .length(2...64),
        .normalized(.caseInsensitive), .reference(to: "azure.network.VirtualNetwork", property: "name"),
        doc: "The name of the virtual network that it is part of."),
    ] + subnetProperties(below: "properties.") + [
      .string(
        "subnet_name", .createOnly, .wire("subnetName"), .pattern(subnetName.pattern, subnetName.meaning),
        .normalized(.caseInsensitive), .autoName(AutoName(maximumLength: 80, allowedPunctuation: "-_.")),
        doc: "The name of the subnet, unique in its network.")
    ],
    outputs: [
      etag,
      name,
      .string("provisioning_state", .wire("properties.provisioningState"), .volatile, doc: "How far Azure is with it."),
      .string("purpose", .wire("properties.purpose"), doc: "What Azure uses it for, when it does."),
      type,
    ],
    idFormat: """
      The Azure resource id: `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/\
      virtualNetworks/{network}/subnets/{name}`.
      """,
    permissions: .init(
      create: [
        "Microsoft.Network/virtualNetworks/subnets/read", "Microsoft.Network/virtualNetworks/subnets/write",
      ],
      read: ["Microsoft.Network/virtualNetworks/subnets/read"],
      update: [
        "Microsoft.Network/virtualNetworks/subnets/read", "Microsoft.Network/virtualNetworks/subnets/write",
      ],
      delete: ["Microsoft.Network/virtualNetworks/subnets/delete"]),
    examples: [
      """
      local azure = require "cofre.azure"

      azure.network.Subnet("endpoints", {
        resource_group_name = "keys",
        virtual_network_name = "network",
        address_prefix = "10.0.1.0/24",
      })
      """
    ])

  static let subnetName = (
    pattern: "[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?",
    meaning:
      "1 to 80 letters, digits and the characters _ . - that start with a letter or digit and end with a letter, "
      + "digit or _"
  )

  /// What a subnet has, on its own and inside the declaration of a network.
  ///
  /// Inline nothing is create-only: a change of a subnet must not replace the network.
  static func subnetProperties(below path: String, isInline: Bool = false) -> [Property] {
    let properties: [Property] = [
      .string(
        "address_prefix", .wire(path + "addressPrefix"), .length(7...49),
        .exactlyOne(of: ["address_prefix", "address_prefixes"]), doc: "Its network, such as `10.0.1.0/24`."),
      .array(
        "address_prefixes", of: .string, .wire(path + "addressPrefixes"), .count(1...2), .normalized(.unordered),
        .exactlyOne(of: ["address_prefix", "address_prefixes"]),
        doc: "Its networks, when it has one of IPv4 and one of IPv6."),
      .boolean(
        "default_outbound_access", .wire(path + "defaultOutboundAccess"), .createOnly,
        doc: "Whether its machines reach the internet without a gateway of their own."),
      .array(
        "delegations",
        of: .object([
          .string("name", .required, doc: "A name of your own."),
          .string(
            "service_name", .required, .wire("properties.serviceName"),
            doc: "The service, such as `Microsoft.Web/serverFarms`."),
        ]), .wire(path + "delegations"), doc: "Services that the subnet is handed to."),
      .object(
        "nat_gateway", [id(doc: "The id of the gateway.")], .wire(path + "natGateway"),
        doc: "The gateway by which its machines reach the internet."),
      .object(
        "network_security_group", [id(doc: "The id of the group.")], .wire(path + "networkSecurityGroup"),
        doc: "The rules for traffic in and out."),
      .string(
        "private_endpoint_network_policies", .wire(path + "privateEndpointNetworkPolicies"),
        .oneOf("Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"),
        .normalized(.caseInsensitive),
        doc: "Whether security groups and routes hold for private endpoints in it: `Disabled` unless set."),
      .string(
        "private_link_service_network_policies", .wire(path + "privateLinkServiceNetworkPolicies"),
        .oneOf("Enabled", "Disabled"), .normalized(.caseInsensitive),
        doc: "Whether security groups hold for private link services in it: `Enabled` unless set."),
      .object(
        "route_table", [id(doc: "The id of the table.")], .wire(path + "routeTable"), doc: "The routes out of it."),
      .array(
        "service_endpoints",
        of: .object([
          .array("locations", of: .string, .normalized(.unordered), doc: "Regions; all of them, unless set."),
          .string(
            "service", .required, .known(["Microsoft.KeyVault"]), doc: "The service, such as `Microsoft.KeyVault`."),
        ]), .wire(path + "serviceEndpoints"), doc: "Azure services that it reaches from inside the network."),
      .string(
        "sharing_scope", .wire(path + "sharingScope"), .oneOf("DelegatedServices", "Tenant"),
        .normalized(.caseInsensitive), doc: "With whom it is shared."),
    ]
    guard isInline else { return properties }
    return properties.map { property in
      var property = property
      property.isCreateOnly = false
      return property
    }
  }
}
