import CofreModel
import CofreSchema

/// A small catalog with the types that the tests' scripts use.
enum TestCatalog {
  static let types: [ResourceType] = [
    ResourceType(
      name: "cofre.Record", summary: "A record.",
      inputs: [.any("value", doc: "Anything."), .string("note", doc: "A note.")],
      outputs: [.string("stamp", doc: "A stamp.")], idFormat: "A number."),
    ResourceType(
      name: "aws.Provider", summary: "AWS.", inputs: [.string("region", doc: "Region.")], outputs: [],
      idFormat: "Its name."),
    ResourceType(
      name: "aws.secretsmanager.Secret", summary: "A secret.",
      inputs: [
        .string("name", doc: "Its name."), .string("description", doc: "What it is for."),
        .integer("recovery_window_in_days", .range(0...30, unit: .days), doc: "Days."),
        .map("tags", of: .string, doc: "Tags."),
        .string("old_name", .deprecated("Use name."), doc: "Its former name."),
      ],
      outputs: [.string("arn", doc: "ARN.")], idFormat: "Its ARN."),
    ResourceType(
      name: "aws.secretsmanager.SecretVersion", summary: "A version.",
      inputs: [
        .string("secret_id", .required, doc: "The secret."),
        .string("secret_string", .sensitive, .length(1...64), doc: "The value."),
      ],
      outputs: [.string("version_id", doc: "Version.")], idFormat: "Its version."),
    ResourceType(
      name: "gcp.Provider", summary: "GCP.", inputs: [.string("region", doc: "Region.")], outputs: [],
      idFormat: "Its name."),
    ResourceType(
      name: "gcp.kms.KeyRing", summary: "A key ring.", inputs: [.string("location", .required, doc: "Where.")],
      outputs: [.string("name", doc: "Its name.")], idFormat: "Its path."),
    ResourceType(
      name: "gcp.kms.CryptoKey", summary: "A key.",
      inputs: [
        .string("key_ring_id", .required, doc: "The key ring."),
        .string("rotation_period", .format(.duration), doc: "How often."),
      ],
      outputs: [], idFormat: "Its path."),
    ResourceType(
      name: "azure.Provider", summary: "Azure.", inputs: [.string("tenant_id", doc: "Tenant.")], outputs: [],
      idFormat: "Its name."),
    ResourceType(
      name: "azure.resources.ResourceGroup", summary: "A group.",
      inputs: [.string("resource_group_name", doc: "Name."), .string("location", .required, doc: "Where.")],
      outputs: [.string("name", doc: "Its name.")], idFormat: "Its path."),
    ResourceType(
      name: "azure.keyvault.Vault", summary: "A vault.",
      inputs: [
        .string("resource_group_name", .required, doc: "Group."), .string("location", doc: "Where."),
        .object(
          "properties",
          [
            .string("tenant_id", .required, .format(.uuid), doc: "Tenant."),
            .object("sku", [.string("name", .required, doc: "Name.")], .required, doc: "SKU."),
            .array("access_policies", of: .any, doc: "Policies."),
          ], .required, doc: "Properties."),
      ],
      outputs: [.string("name", doc: "Its name.")], idFormat: "Its path."),
    ResourceType(
      name: "azure.keyvault.Secret", summary: "A secret.",
      inputs: [
        .string("resource_group_name", .required, doc: "Group."), .string("vault_name", .required, doc: "Vault."),
        .string("secret_name", doc: "Name."),
        .object("properties", [.string("value", .sensitive, doc: "The value.")], .required, doc: "Properties."),
      ],
      outputs: [], idFormat: "Its path."),
    ResourceType(
      name: "azure.network.VirtualNetwork", summary: "A network.",
      inputs: [
        .string("resource_group_name", .required, doc: "Group."), .string("location", doc: "Where."),
        .object("address_space", [.array("address_prefixes", of: .string, doc: "Ranges.")], doc: "Ranges."),
      ],
      outputs: [.string("name", doc: "Its name.")], idFormat: "Its path."),
    ResourceType(
      name: "azure.network.Subnet", summary: "A subnet.",
      inputs: [
        .string("resource_group_name", .required, doc: "Group."),
        .string("virtual_network_name", .required, doc: "Network."),
        .string("address_prefix", .format(.cidr), doc: "Range."),
      ],
      outputs: [], idFormat: "Its path."),
    ResourceType(
      name: "azure.network.PrivateEndpoint", summary: "An endpoint.",
      inputs: [
        .string("resource_group_name", .required, doc: "Group."), .string("location", doc: "Where."),
        .any("private_link_service_connections", doc: "Connections."),
        .object("subnet", [.string("id", doc: "Its id.")], doc: "Subnet."),
      ],
      outputs: [], idFormat: "Its path."),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0) })
}
