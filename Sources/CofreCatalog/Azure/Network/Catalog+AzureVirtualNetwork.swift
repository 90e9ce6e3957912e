package import CofreSchema

extension Catalog.Azure {
  package static let virtualNetwork = ResourceType(
    name: "azure.network.VirtualNetwork",
    summary: "A virtual network.",
    documentation: "https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks",
    inputs: [
      .object(
        "address_space",
        [
          .array(
            "address_prefixes", of: .string, .required, .wire("addressPrefixes"), .count(1...500),
            .normalized(.unordered), doc: "The networks, such as `10.0.0.0/16`.")
        ], .required, .wire("properties.addressSpace"), doc: "The addresses that it has."),
      resourceGroupName,
      .object(
        "ddos_protection_plan", [id(doc: "The id of the plan.")], .wire("properties.ddosProtectionPlan"),
        doc: "The plan that protects it against floods of traffic."),
      .object(
        "dhcp_options",
        [.array("dns_servers", of: .string, .wire("dnsServers"), .count(0...20), doc: "Their addresses.")],
        .wire("properties.dhcpOptions"), doc: "The name servers that machines in it are told to ask."),
      .boolean(
        "enable_ddos_protection", .wire("properties.enableDdosProtection"),
        doc: "Whether `ddos_protection_plan` is in force."),
      .boolean(
        "enable_vm_protection", .wire("properties.enableVmProtection"),
        doc: "Whether all of its subnets have virtual machine protection."),
      .object(
        "encryption",
        [
          .boolean("enabled", .required, doc: "Whether it is on."),
          .string(
            "enforcement", .oneOf("AllowUnencrypted", "DropUnencrypted"), .normalized(.caseInsensitive),
            doc: "What happens to machines that cannot encrypt."),
        ], .wire("properties.encryption"), doc: "Whether traffic between its machines is encrypted."),
      .object(
        "extended_location",
        [
          .string("name", .required, doc: "The name of the edge zone."),
          .string("type", .required, .oneOf("EdgeZone"), .normalized(.caseInsensitive), doc: "Always `EdgeZone`."),
        ], .createOnly, .wire("extendedLocation"), doc: "The edge zone that it is in."),
      .integer(
        "flow_timeout_in_minutes", .wire("properties.flowTimeoutInMinutes"), .range(4...30, unit: .minutes),
        doc: "After how long without traffic a flow is forgotten."),
      location,
      .string(
        "private_endpoint_v_net_policies", .wire("properties.privateEndpointVNetPolicies"),
        .oneOf("Disabled", "Basic"), .normalized(.caseInsensitive),
        doc: "Whether network policies hold for private endpoints across its peers."),
      .array(
        "subnets",
        of: .object(
          [
            .string(
              "name", .required, .pattern(subnetName.pattern, subnetName.meaning), .normalized(.caseInsensitive),
              doc: "The name of the subnet.")
          ] + subnetProperties(below: "properties.", isInline: true)), .wire("properties.subnets"), .count(1...3000),
        doc: """
          Subnets that belong to this declaration. A subnet declared as an `azure.network.Subnet` of its own must not \
          stand here too; those not named here are left as they are.
          """),
      tags,
      .string(
        "virtual_network_name", .createOnly, .wire("virtualNetworkName"),
        .pattern(
          "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]",
          "2 to 64 letters, digits and the characters _ . - that start with a letter or digit and end with a letter, "
            + "digit or _"),
        .normalized(.caseInsensitive), .autoName(AutoName(maximumLength: 64, allowedPunctuation: "-_.")),
        doc: "The name of the network, unique in its resource group."),
    ],
    outputs: [
      etag,
      name,
      .string(
        "provisioning_state", .wire("properties.provisioningState"), .volatile,
        doc: "How far Azure is with it: `Succeeded` when it can be used."),
      .string("resource_guid", .wire("properties.resourceGuid"), doc: "Azure's inner id of it."),
      .array(
        "subnets",
        of: .object([
          .string("id", doc: "The id of the subnet."), .string("name", doc: "The name of the subnet."),
          .string("address_prefix", .wire("properties.addressPrefix"), doc: "Its network."),
        ]), .wire("properties.subnets"), .volatile,
        doc: "Every subnet that was in it when it was last read, also those declared elsewhere."),
      type,
    ],
    idFormat: """
      The Azure resource id: `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/\
      virtualNetworks/{name}`.
      """,
    permissions: .init(
      create: ["Microsoft.Network/virtualNetworks/read", "Microsoft.Network/virtualNetworks/write"],
      read: ["Microsoft.Network/virtualNetworks/read"],
      update: ["Microsoft.Network/virtualNetworks/read", "Microsoft.Network/virtualNetworks/write"],
      delete: ["Microsoft.Network/virtualNetworks/delete"]),
    examples: [
      """
      local azure = require "cofre.azure"

      azure.network.VirtualNetwork("network", {
        resource_group_name = "keys",
        location = "westeurope",
        address_space = { address_prefixes = { "10.0.0.0/16" } },
      })
      """
    ])
}
