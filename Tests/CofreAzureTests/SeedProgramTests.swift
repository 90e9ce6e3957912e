import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

/// The requests of the Azure example, with the answers that the service gives.
@Suite struct SeedProgramTests {
  static let vaultID = "\(FakeAzure.group)/providers/Microsoft.KeyVault/vaults/seedkv01"
  static let endpointID = "\(FakeAzure.group)/providers/Microsoft.Network/privateEndpoints/seed-pe"
  static let networkID = "\(FakeAzure.group)/providers/Microsoft.Network/virtualNetworks/net"
  static let operations = "{sub}/providers/Microsoft.Network/locations/eastus/operations/1"
  static let operationURL =
    "https://management.azure.com/subscriptions/\(FakeAzure.subscription)/providers/Microsoft.Network/locations/"
    + "eastus/operations/1?api-version=2024-05-01"

  @Test func createsTheResourceGroup() async throws {
    let azure = FakeAzure()
    azure.expect("GET {group}", 404, ["error": ["code": "ResourceGroupNotFound", "message": "…"]])
    azure.expect(
      "PUT {group}", 201,
      [
        "id": .string(FakeAzure.group), "name": "seed-rg", "type": "Microsoft.Resources/resourceGroups",
        "location": "eastus", "properties": ["provisioningState": "Succeeded"],
      ])
    let made = try await azure.create(
      "azure.resources.ResourceGroup", ["resource_group_name": "seed-rg", "location": "East US"])
    #expect(made.id == FakeAzure.group)
    #expect(made.outputs["name"] == "seed-rg")
    #expect(made.outputs["properties"] == ["provisioning_state": "Succeeded"])
    #expect(azure.received[1].request.url.hasSuffix("?api-version=2024-03-01"))
    #expect(
      azure.received[1].body == ["location": "eastus", "tags": FakeAzure.tags("azure.resources.ResourceGroup")])
    #expect(azure.received[1].request.headers["Authorization"] == "Bearer token-1")
    #expect(azure.missing == [])
  }

  static func vaultInputs(_ properties: [String: Value] = [:]) -> [String: Value] {
    [
      "resource_group_name": "seed-rg", "location": "EastUS", "vault_name": "seedkv01",
      "properties": .object(
        ["tenant_id": .string(FakeAzure.tenant), "sku": ["name": "standard"], "access_policies": []]
          .merging(properties) { _, new in new }),
    ]
  }

  static func vault(_ state: String, uri: String, tags: JSON = [:]) -> JSON {
    [
      "id": .string(vaultID), "name": "seedkv01", "type": "Microsoft.KeyVault/vaults", "location": "eastus",
      "tags": tags,
      "properties": [
        "tenantId": .string(FakeAzure.tenant), "sku": ["family": "A", "name": "standard"], "accessPolicies": [],
        "enabledForDeployment": false, "enableSoftDelete": true, "enableRbacAuthorization": false,
        "vaultUri": .string(uri), "provisioningState": .string(state), "publicNetworkAccess": "Enabled",
      ],
    ]
  }

  @Test func createsTheVaultAndWaitsForItsName() async throws {
    let azure = FakeAzure()
    let path = "{group}/providers/Microsoft.KeyVault/vaults/seedkv01"
    azure.expect("GET \(path)", 404, ["error": ["code": "ResourceNotFound", "message": "…"]])
    azure.expect("PUT \(path)", 200, Self.vault("RegisteringDns", uri: "https://seedkv01.vault.azure.net"))
    azure.expect("GET \(path)", 200, Self.vault("RegisteringDns", uri: "https://seedkv01.vault.azure.net"))
    azure.expect("GET \(path)", 200, Self.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/"))
    azure.expect("GET \(path)", 200, Self.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/"))
    let made = try await azure.create("azure.keyvault.Vault", Self.vaultInputs())
    #expect(made.id == Self.vaultID)
    #expect(made.outputs["properties"]?["vault_uri"] == "https://seedkv01.vault.azure.net/")
    #expect(made.outputs["properties"]?["sku"] == ["family": "A", "name": "standard"])
    #expect(made.outputs["name"] == "seedkv01")
    #expect(made.incompleteReasons == [])
    #expect(azure.received[1].request.url.hasSuffix("?api-version=2026-02-01"))
    #expect(
      azure.received[1].body == [
        "location": "eastus", "tags": FakeAzure.tags("azure.keyvault.Vault"),
        "properties": [
          "tenantId": .string(FakeAzure.tenant), "sku": ["family": "A", "name": "standard"], "accessPolicies": [],
          "enableRbacAuthorization": false,
        ],
      ])
    #expect(azure.waits == [2, 3])
    #expect(azure.missing == [])
  }

  @Test func createsTheSecret() async throws {
    let azure = FakeAzure()
    let path = "{group}/providers/Microsoft.KeyVault/vaults/seedkv01/secrets/api-key"
    azure.expect("GET \(path)", 404, ["error": ["code": "SecretNotFound", "message": "…"]])
    azure.expect("PUT \(path)", 201, SecretTests.secret())
    let made = try await azure.create("azure.keyvault.Secret", SecretTests.inputs("s3cr3t"))
    #expect(made.id == SecretTests.id)
    #expect(made.outputs["properties"]?["secret_uri"] == "https://seedkv01.vault.azure.net/secrets/api-key")
    #expect(made.outputs["properties"]?["value"] == nil)
    #expect(
      azure.received[1].body == [
        "properties": ["value": "s3cr3t"], "tags": FakeAzure.tags("azure.keyvault.Secret"),
      ])
    #expect(azure.missing == [])
  }

  @Test func createsTheNetworkAndTheSubnet() async throws {
    let azure = FakeAzure()
    let headers = [("Azure-AsyncOperation", Self.operationURL), ("Retry-After", "3")]
    let path = "{group}/providers/Microsoft.Network/virtualNetworks/net"
    let network: JSON = [
      "id": .string(Self.networkID), "name": "net", "etag": "W/1",
      "properties": [
        "provisioningState": "Succeeded", "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "subnets": [],
      ],
    ]
    azure.expect("GET \(path)", 404)
    azure.expect("PUT \(path)", 201, ["properties": ["provisioningState": "Updating"]], headers)
    azure.expect("GET \(Self.operations)", 200, ["status": "InProgress"], [("Retry-After", "10")])
    azure.expect("GET \(Self.operations)", 200, ["status": "Succeeded"])
    azure.expect("GET \(path)", 200, network)
    let made = try await azure.create(
      "azure.network.VirtualNetwork",
      [
        "resource_group_name": "seed-rg", "location": "eastus", "virtual_network_name": "net",
        "address_space": ["address_prefixes": ["10.0.0.0/16"]],
      ])
    #expect(made.id == Self.networkID)
    #expect(azure.waits == [3, 10])
    #expect(
      azure.received[1].body == [
        "location": "eastus", "tags": FakeAzure.tags("azure.network.VirtualNetwork"),
        "properties": ["addressSpace": ["addressPrefixes": ["10.0.0.0/16"]]],
      ])

    azure.expect("GET \(path)/subnets/endpoints", 404)
    azure.expect(
      "PUT \(path)/subnets/endpoints", 200,
      [
        "id": .string("\(Self.networkID)/subnets/endpoints"), "name": "endpoints",
        "properties": ["provisioningState": "Succeeded", "addressPrefix": "10.0.1.0/24"],
      ])
    let subnet = try await azure.create(
      "azure.network.Subnet",
      [
        "resource_group_name": "seed-rg", "virtual_network_name": "net", "subnet_name": "endpoints",
        "address_prefix": "10.0.1.0/24",
      ])
    #expect(subnet.id == "\(Self.networkID)/subnets/endpoints")
    #expect(azure.received.last?.body == ["properties": ["addressPrefix": "10.0.1.0/24"]])
    #expect(azure.missing == [])
  }

  static func endpointInputs(_ connection: [String: Value] = [:]) -> [String: Value] {
    [
      "resource_group_name": "seed-rg", "location": "eastus", "private_endpoint_name": "seed-pe",
      "subnet": ["id": .string("\(networkID)/subnets/endpoints")],
      "private_link_service_connections": [
        .object(
          [
            "private_link_service_id": .string(vaultID), "group_ids": ["vault"],
            "private_link_service_connection_state": ["status": "Approved"],
          ].merging(connection) { _, new in new })
      ],
    ]
  }

  static func endpoint(_ status: String = "Approved", tags: JSON = [:]) -> JSON {
    [
      "id": .string(endpointID), "name": "seed-pe", "location": "eastus", "tags": tags,
      "properties": [
        "provisioningState": "Succeeded", "subnet": ["id": .string("\(networkID)/subnets/endpoints")],
        "customDnsConfigs": [["fqdn": "seedkv01.vault.azure.net", "ipAddresses": ["10.0.1.4"]]],
        "privateLinkServiceConnections": [
          [
            "name": "seed-pe", "id": .string("\(endpointID)/privateLinkServiceConnections/seed-pe"),
            "properties": [
              "provisioningState": "Succeeded", "privateLinkServiceId": .string(vaultID), "groupIds": ["vault"],
              "privateLinkServiceConnectionState": [
                "status": .string(status), "description": "", "actionsRequired": "None",
              ],
            ],
          ]
        ],
      ],
    ]
  }

  @Test func createsThePrivateEndpointWithANameForItsConnection() async throws {
    let azure = FakeAzure()
    let path = "{group}/providers/Microsoft.Network/privateEndpoints/seed-pe"
    azure.expect("GET \(path)", 404)
    azure.expect(
      "PUT \(path)", 201, ["properties": ["provisioningState": "Updating"]],
      [("Azure-AsyncOperation", Self.operationURL), ("Retry-After", "0")])
    azure.expect("GET \(Self.operations)", 200, ["status": "Succeeded"])
    azure.expect("GET \(path)", 200, Self.endpoint())
    let made = try await azure.create("azure.network.PrivateEndpoint", Self.endpointInputs())
    #expect(
      azure.received[1].body == [
        "location": "eastus", "tags": FakeAzure.tags("azure.network.PrivateEndpoint"),
        "properties": [
          "subnet": ["id": .string("\(Self.networkID)/subnets/endpoints")],
          "privateLinkServiceConnections": [
            [
              "name": "seed-pe",
              "properties": [
                "privateLinkServiceId": .string(Self.vaultID), "groupIds": ["vault"],
                "privateLinkServiceConnectionState": ["status": "Approved"],
              ],
            ]
          ],
        ],
      ])
    #expect(made.id == Self.endpointID)
    let connection = made.outputs["private_link_service_connections"]?.arrayValue?.first
    #expect(connection?["private_link_service_connection_state"]?["status"] == "Approved")
    #expect(azure.missing == [])
  }

  @Test func destroys() async throws {
    let azure = FakeAzure()
    let location =
      "https://management.azure.com/subscriptions/\(FakeAzure.subscription)/operationresults/abc?api-version=2024-03-01"
    azure.expect(
      "DELETE {group}/providers/Microsoft.Network/privateEndpoints/seed-pe", 202, nil,
      [("Azure-AsyncOperation", Self.operationURL), ("Location", location), ("Retry-After", "10")])
    azure.expect("GET \(Self.operations)", 200, ["status": "Succeeded"])
    try await azure.delete("azure.network.PrivateEndpoint", id: Self.endpointID)

    // The vault goes too, so that the secret needs no call.
    try await azure.delete(
      "azure.keyvault.Secret", id: SecretTests.id, alsoDeleting: [Self.vaultID.uppercased()])

    azure.expect("DELETE {group}/providers/Microsoft.KeyVault/vaults/seedkv01", 200)
    try await azure.delete("azure.keyvault.Vault", id: Self.vaultID, Self.vaultInputs())

    azure.expect("DELETE {group}", 202, nil, [("Location", location), ("Retry-After", "15")])
    azure.expect("GET {sub}/operationresults/abc", 202, nil, [("Location", location), ("Retry-After", "15")])
    azure.expect("GET {sub}/operationresults/abc", 200)
    try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group)
    #expect(azure.waits == [10, 15, 15])
    #expect(azure.missing == [])
  }

  @Test(arguments: [
    ("azure.resources.ResourceGroup", FakeAzure.group), ("azure.keyvault.Vault", vaultID),
    ("azure.network.PrivateEndpoint", endpointID), ("azure.network.VirtualNetwork", networkID),
    ("azure.network.Subnet", "\(networkID)/subnets/a"),
  ])
  func deletingWhatIsGoneIsFine(_ type: String, _ id: String) async throws {
    for status in [204, 404] {
      let azure = FakeAzure()
      azure.expect("DELETE \(id)", status)
      try await azure.delete(type, id: id)
      #expect(azure.missing == [])
    }
  }
}
