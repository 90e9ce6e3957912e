import CofreModel

package import CofreSchema

extension Catalog.Azure {
  package static let vault = ResourceType(
    name: "azure.keyvault.Vault",
    summary: "A key vault: keeps secrets, keys and certificates.",
    documentation: "https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults",
    inputs: [
      .object("properties", vaultProperties, .required, doc: "How the vault is set up, and who may use it."),
      resourceGroupName,
      location,
      .boolean(
        "purge_on_delete", .local, .defaultValue(false),
        doc: """
          Whether to purge the vault after deleting it, so that its name is free at once and everything in it is lost \
          for good. A vault with purge protection cannot be purged.
          """),
      .boolean(
        "recover_soft_deleted", .local, .defaultValue(false),
        doc: """
          Whether to recover a soft-deleted vault of the same name, with what was in it, instead of failing because the \
          name is taken.
          """),
      tags,
      .string(
        "vault_name", .createOnly, .wire("vaultName"),
        .pattern(
          "[a-zA-Z](-?[a-zA-Z0-9]){2,23}",
          "3 to 24 letters, digits and hyphens that start with a letter, end with a letter or digit and have no two "
            + "hyphens in a row"),
        .length(3...24), .normalized(.caseInsensitive),
        .autoName(AutoName(maximumLength: 24, allowedPunctuation: "-")),
        doc: "The name of the vault, unique in all of Azure: it becomes part of the vault's address."),
    ],
    outputs: [
      name,
      .object(
        "properties", vaultProperties.filter { !$0.isWriteOnly } + vaultOutputProperties,
        doc: "How the vault is set up, and its address."),
      type,
    ],
    idFormat: """
      The Azure resource id: \
      `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{name}`.
      """,
    tombstone: """
      A deleted vault can be recovered, and its name is taken in all of Azure, for `soft_delete_retention_in_days` \
      (90 days unless set). `purge_on_delete` ends that at once, unless the vault has purge protection.
      """,
    permissions: .init(
      create: [
        "Microsoft.KeyVault/locations/deletedVaults/read", "Microsoft.KeyVault/vaults/read",
        "Microsoft.KeyVault/vaults/write",
      ],
      read: ["Microsoft.KeyVault/vaults/read"],
      update: ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/write"],
      delete: ["Microsoft.KeyVault/locations/deletedVaults/purge/action", "Microsoft.KeyVault/vaults/delete"]),
    examples: [
      """
      local azure = require "cofre.azure"

      local group = azure.resources.ResourceGroup("keys", { location = "westeurope" })

      local vault = azure.keyvault.Vault("models", {
        resource_group_name = group.name,
        location = group.location,
        properties = {
          tenant_id = "11111111-1111-1111-1111-111111111111",
          sku = { name = "standard" },
          access_policies = {},
          enable_purge_protection = true,
        },
      })
      """
    ])

  private static let vaultProperties: [Property] = [
    .object(
      "sku",
      [
        .string(
          "name", .required, .oneOf("standard", "premium"), .normalized(.caseInsensitive),
          doc: "The tier: `premium` keeps keys in hardware."),
        .string(
          "family", .oneOf("A"), .normalized(.caseInsensitive), .defaultValue("A"), doc: "The family of tiers."),
      ], .required, doc: "The price tier."),
    .string(
      "tenant_id", .required, .wire("tenantId"), .format(.uuid), .normalized(.caseInsensitive),
      doc: "The Microsoft Entra tenant whose identities may use the vault."),
    .array(
      "access_policies", of: .object(accessPolicyProperties), .wire("accessPolicies"), .count(0...1024),
      .defaultValue([]),
      doc: """
        Who may do what with the vault's contents. Of no meaning while `enable_rbac_authorization` is true.
        """),
    .string(
      "create_mode", .wire("createMode"), .writeOnly, .oneOf("default", "recover"),
      doc: """
        `recover` takes a soft-deleted vault of the same name back, as `recover_soft_deleted` does. It matters when the \
        vault is created and is no change afterwards.
        """),
    .boolean(
      "enable_purge_protection", .wire("enablePurgeProtection"),
      doc: """
        Whether nobody, Microsoft included, can purge the vault or what is in it before its retention ends. Once it is \
        on it stays on.
        """),
    .boolean(
      "enable_rbac_authorization", .wire("enableRbacAuthorization"), .defaultValue(false),
      doc: "Whether role assignments, rather than `access_policies`, say who may use the vault's contents."),
    .boolean(
      "enable_soft_delete", .wire("enableSoftDelete"),
      doc: "Always on: Azure no longer makes vaults without soft delete, and refuses `false`."),
    .boolean(
      "enabled_for_deployment", .wire("enabledForDeployment"),
      doc: "Whether virtual machines may fetch certificates that are kept as secrets."),
    .boolean(
      "enabled_for_disk_encryption", .wire("enabledForDiskEncryption"),
      doc: "Whether Azure Disk Encryption may fetch secrets and unwrap keys."),
    .boolean(
      "enabled_for_template_deployment", .wire("enabledForTemplateDeployment"),
      doc: "Whether Azure Resource Manager may fetch secrets for deployments."),
    .object("network_acls", networkRules, .wire("networkAcls"), doc: "From where the vault can be reached."),
    .string(
      "public_network_access", .wire("publicNetworkAccess"), .oneOf("Enabled", "Disabled", "enabled", "disabled"),
      .normalized(.caseInsensitive),
      doc: "`Disabled` lets only private endpoints reach the vault, whatever `network_acls` says."),
    .integer(
      "soft_delete_retention_in_days", .wire("softDeleteRetentionInDays"), .range(7...90, unit: .days),
      doc: "How long a deleted vault can be recovered: 90 days unless set. It cannot be changed afterwards."),
  ]

  private static let accessPolicyProperties: [Property] = [
    .string(
      "object_id", .required, .wire("objectId"), .length(1...64), .normalized(.caseInsensitive),
      doc: "The object id of the user, group or service principal."),
    .object("permissions", accessPolicyPermissions, .required, doc: "What it may do."),
    .string(
      "tenant_id", .required, .wire("tenantId"), .format(.uuid), .normalized(.caseInsensitive),
      doc: "The tenant of the identity: the vault's own."),
    .string(
      "application_id", .wire("applicationId"), .format(.uuid), .normalized(.caseInsensitive),
      doc: "The application that may act on behalf of the identity."),
  ]

  private static let accessPolicyPermissions: [Property] = [
    permissions(
      "certificates",
      """
      all backup create delete deleteissuers get getissuers import list listissuers managecontacts manageissuers purge \
      recover restore setissuers update
      """),
    permissions(
      "keys",
      """
      all backup create decrypt delete encrypt get getrotationpolicy import list purge recover release restore rotate \
      setrotationpolicy sign unwrapKey update verify wrapKey
      """),
    permissions("secrets", "all backup delete get list purge recover restore set"),
    permissions(
      "storage",
      "all backup delete deletesas get getsas list listsas purge recover regeneratekey restore set setsas update"),
  ]

  /// A list of permissions, which are given as one text.
  private static func permissions(_ name: String, _ text: String) -> Property {
    let values = text.split(separator: " ").map(String.init)
    return .array(
      name, of: .string, .normalized(.unordered), .known(values), doc: "Any of: \(values.joined(separator: ", ")).")
  }

  private static let networkRules: [Property] = [
    .string(
      "bypass", .oneOf("AzureServices", "None"), .normalized(.caseInsensitive), .defaultValue("AzureServices"),
      doc: "Who passes the rules: Microsoft's own trusted services, or nobody."),
    .string(
      "default_action", .wire("defaultAction"), .oneOf("Allow", "Deny"), .normalized(.caseInsensitive),
      .defaultValue("Allow"), doc: "What happens to a caller that no rule names."),
    .array(
      "ip_rules",
      of: .object([
        .string("value", .required, .length(7...18), doc: "An IPv4 address or network, such as `203.0.113.0/24`.")
      ]), .wire("ipRules"), .count(0...1000), doc: "Addresses that may reach the vault."),
    .array(
      "virtual_network_rules",
      of: .object([
        id(of: "azure.network.Subnet", doc: "The id of the subnet."),
        .boolean(
          "ignore_missing_vnet_service_endpoint", .wire("ignoreMissingVnetServiceEndpoint"),
          doc: "Whether to take a subnet that has no service endpoint for `Microsoft.KeyVault`."),
      ]), .wire("virtualNetworkRules"), .count(0...200), doc: "Subnets that may reach the vault."),
  ]

  private static let vaultOutputProperties: [Property] = [
    .string("hsm_pool_resource_id", .wire("hsmPoolResourceId"), doc: "The pool of hardware modules behind it."),
    .array(
      "private_endpoint_connections",
      of: .object([
        .string("id", doc: "The id of the connection."),
        .object(
          "private_endpoint", [.string("id", doc: "Its id.")], .wire("properties.privateEndpoint"), doc: "Whose."),
        .object(
          "private_link_service_connection_state", connectionStateProperties,
          .wire("properties.privateLinkServiceConnectionState"), doc: "Whether it may be used."),
        .string("provisioning_state", .wire("properties.provisioningState"), doc: "How far Azure is with it."),
      ]), .wire("privateEndpointConnections"), .volatile, doc: "The private endpoints that lead to it."),
    provisioningState,
    .string(
      "vault_uri", .wire("vaultUri"), .normalized(.trailingSlash),
      doc: "The address of the vault, such as `https://models.vault.azure.net/`."),
  ]
}
