import CofreLua
import CofreModel
import Testing

/// The two programs that the project exists to run.
@Suite struct SeedProgramTests {
  static let keys = """
    local cofre = require "cofre"
    local aws   = require "cofre.aws"
    local gcp   = require "cofre.gcp"

    local aws_provider = aws.Provider("aws", { region = "us-west-2" })

    local api_secret = aws.secretsmanager.Secret("apiSecret", {
      description = "API key for my ML model service",
    }, { provider = aws_provider })

    local gcp_provider = gcp.Provider("gcp", { region = "us-central1" })

    local key_ring = gcp.kms.KeyRing("keyRing", {
      location = "global",
    }, { provider = gcp_provider })

    local crypto_key = gcp.kms.CryptoKey("cryptoKey", {
      key_ring_id = key_ring.id,
      rotation_period = "100000s",
    }, { provider = gcp_provider })

    cofre.export("aws_secret_id", api_secret.id)
    cofre.export("gcp_key_ring_id", key_ring.id)
    cofre.export("gcp_crypto_key_id", crypto_key.id)
    """

  static let vault = """
    local cofre = require "cofre"
    local azure = require "cofre.azure"

    local config = cofre.config()

    local resource_group = azure.resources.ResourceGroup("resourceGroup", {
      resource_group_name = "my-resource-group",
      location = "EastUS",
    })

    local key_vault = azure.keyvault.Vault("myKeyVault", {
      resource_group_name = resource_group.name,
      location = resource_group.location,
      properties = {
        tenant_id = config:require "tenant_id",
        sku = { name = "standard" },
        access_policies = {},
      },
    })

    local api_key_secret = azure.keyvault.Secret("mySecret", {
      resource_group_name = resource_group.name,
      vault_name = key_vault.name,
      secret_name = "api-key",
      properties = { value = config:require_secret "api_key" },
    })

    local subnet_id = config:get "subnet_id"
    if not subnet_id then
      local network = azure.network.VirtualNetwork("network", {
        resource_group_name = resource_group.name,
        location = resource_group.location,
        address_space = { address_prefixes = { "10.0.0.0/16" } },
      })
      subnet_id = azure.network.Subnet("endpoints", {
        resource_group_name = resource_group.name,
        virtual_network_name = network.name,
        address_prefix = "10.0.1.0/24",
      }).id
    end

    local private_endpoint = azure.network.PrivateEndpoint("myPrivateEndpoint", {
      resource_group_name = resource_group.name,
      location = resource_group.location,
      private_link_service_connections = {
        {
          private_link_service_id = key_vault.id,
          group_ids = { "vault" },
          private_link_service_connection_state = { status = "Approved" },
        },
      },
      subnet = { id = subnet_id },
    })

    cofre.export("keyVaultUri", key_vault.properties.vault_uri)
    cofre.export("secretId", api_key_secret.id)
    cofre.export("privateEndpointId", private_endpoint.id)
    """

  static let tenant = "11111111-2222-3333-4444-555555555555"

  @Test func declaresTheKeysInTwoClouds() async throws {
    let run = try await ScriptHarness(Self.keys).run()
    #expect(run.waves.map { $0.map(\.urn.name) } == [["aws", "gcp"], ["apiSecret", "keyRing"], ["cryptoKey"]])
    let secret = try #require(run.goal("apiSecret"))
    #expect(secret.urn.description == "urn:cofre:dev::demo::aws.secretsmanager.Secret::apiSecret")
    #expect(secret.inputs == ["description": "API key for my ML model service"])
    #expect(secret.options.provider == urn("aws.Provider", "aws"))
    #expect(secret.location == SourceLocation(file: "stack.lua", line: 7))
    let key = try #require(run.goal("cryptoKey"))
    #expect(key.inputs == ["key_ring_id": "id-of-keyRing", "rotation_period": "100000s"])
    #expect(key.propertyDependencies == ["key_ring_id": [urn("gcp.kms.KeyRing", "keyRing")]])
    #expect(key.options.provider == urn("gcp.Provider", "gcp"))
    #expect(
      run.result.exports == [
        "aws_secret_id": "id-of-apiSecret", "gcp_key_ring_id": "id-of-keyRing", "gcp_crypto_key_id": "id-of-cryptoKey",
      ])
    #expect(run.result.blocked.isEmpty)
  }

  @Test func declaresTheVaultAndItsEndpoint() async throws {
    let harness = ScriptHarness(
      Self.vault,
      config: ["demo:tenant_id": .string(Self.tenant), "demo:api_key": .sensitive(Sensitive("canary-api-key"))])
    let run = try await harness.run([
      "resourceGroup": ["id": "/groups/1", "name": "my-resource-group", "location": "eastus"],
      "myKeyVault": ["id": "/vaults/1", "name": "kv", "properties": ["vault_uri": "https://kv.example/"]],
    ])
    #expect(
      run.waves.map { $0.map(\.urn.name) } == [
        ["resourceGroup"], ["myKeyVault", "network"], ["mySecret", "endpoints"], ["myPrivateEndpoint"],
      ])
    #expect(
      run.goal("myKeyVault")?.inputs == [
        "resource_group_name": "my-resource-group", "location": "eastus",
        "properties": ["tenant_id": .string(Self.tenant), "sku": ["name": "standard"], "access_policies": []],
      ])
    #expect(run.goal("mySecret")?.inputs["properties"] == ["value": .sensitive(Sensitive("canary-api-key"))])
    let endpoint = try #require(run.goal("myPrivateEndpoint"))
    #expect(endpoint.inputs["subnet"] == ["id": "id-of-endpoints"])
    #expect(
      endpoint.propertyDependencies == [
        "resource_group_name": [urn("azure.resources.ResourceGroup", "resourceGroup")],
        "location": [urn("azure.resources.ResourceGroup", "resourceGroup")],
        "private_link_service_connections": [urn("azure.keyvault.Vault", "myKeyVault")],
        "subnet": [urn("azure.network.Subnet", "endpoints")],
      ])
    #expect(run.result.exports["keyVaultUri"] == "https://kv.example/")
  }

  @Test func takesASubnetThatIsAlreadyThere() async throws {
    let harness = ScriptHarness(
      Self.vault,
      config: [
        "demo:tenant_id": .string(Self.tenant), "demo:api_key": .sensitive(Sensitive("k")),
        "demo:subnet_id": "/subnets/7",
      ])
    let run = try await harness.run()
    #expect(run.goal("network") == nil)
    #expect(run.goal("myPrivateEndpoint")?.inputs["subnet"] == ["id": "/subnets/7"])
  }

  @Test func saysWhichConfigurationIsMissing() async {
    #expect(
      await failure(Self.vault) == """
        stack.lua:15: missing-config: The stack 'dev' has no configuration value 'tenant_id'. \
        Run: cofre config set tenant_id
        """)
    #expect(
      await failure(Self.vault, config: ["demo:tenant_id": .string(Self.tenant)]) == """
        stack.lua:25: missing-config: The stack 'dev' has no configuration value 'api_key'. \
        Run: cofre config set --secret api_key
        """)
  }

  @Test func unknownOutputsStayUnknownInAPreview() async throws {
    let harness = ScriptHarness(Self.keys, isPreview: true)
    let run = try await harness.run([
      "aws": ["id": "aws"], "gcp": ["id": "gcp"], "apiSecret": ["id": .unknown], "keyRing": ["id": .unknown],
      "cryptoKey": ["id": .unknown],
    ])
    #expect(run.goal("cryptoKey")?.inputs["key_ring_id"] == .unknown)
    #expect(
      run.result.exports == ["aws_secret_id": .unknown, "gcp_key_ring_id": .unknown, "gcp_crypto_key_id": .unknown])
  }
}
