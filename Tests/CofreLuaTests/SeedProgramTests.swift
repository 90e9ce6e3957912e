import CofreLua
import CofreModel
import Foundation
import Testing

/// The two programs that the project exists to run, as the examples have them.
@Suite struct SeedProgramTests {
  static let keys = example("ml-keys")
  static let vault = example("key-vault")
  static let tenant = "11111111-2222-3333-4444-555555555555"

  private static func example(_ name: String) -> String {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: repository.appending(path: "examples/\(name)/stack.lua"), encoding: .utf8)) ?? ""
  }

  @Test func declaresTheKeysInTwoClouds() async throws {
    let run = try await ScriptHarness(Self.keys).run()
    #expect(run.waves.map { $0.map(\.urn.name) } == [["aws", "gcp"], ["apiSecret", "keyRing"], ["cryptoKey"]])
    let secret = try #require(run.goal("apiSecret"))
    #expect(secret.urn.description == "urn:cofre:dev::demo::aws.secretsmanager.Secret::apiSecret")
    #expect(secret.inputs == ["description": "API key for my ML model service"])
    #expect(secret.options.provider == urn("aws.Provider", "aws"))
    #expect(secret.location == SourceLocation(file: "stack.lua", line: 11))
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
        stack.lua:16: missing-config: The stack 'dev' has no configuration value 'tenant_id'. \
        Run: cofre config set tenant_id
        """)
    #expect(
      await failure(Self.vault, config: ["demo:tenant_id": .string(Self.tenant)]) == """
        stack.lua:27: missing-config: The stack 'dev' has no configuration value 'api_key'. \
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
