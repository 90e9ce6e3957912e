import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Testing

@testable import CofreAzure

@Suite struct SecretTests {
  static let type = "azure.keyvault.Secret"
  static let id = "\(FakeAzure.group)/providers/Microsoft.KeyVault/vaults/seedkv01/secrets/api-key"
  static let host = "seedkv01.vault.azure.net"
  static let outputs: [String: Value] = [
    "properties": ["secret_uri": "https://seedkv01.vault.azure.net/secrets/api-key"]
  ]

  static func inputs(_ value: String, _ properties: [String: Value] = [:]) -> [String: Value] {
    [
      "resource_group_name": "seed-rg", "vault_name": "seedkv01", "secret_name": "api-key",
      "properties": .object(["value": .string(value)].merging(properties) { _, new in new }),
    ]
  }

  static func secret(tags: JSON = [:]) -> JSON {
    [
      "id": .string(id), "name": "api-key", "type": "Microsoft.KeyVault/vaults/secrets", "location": "eastus",
      "tags": tags,
      "properties": [
        "attributes": ["enabled": true, "created": 1, "updated": 2],
        "secretUri": "https://seedkv01.vault.azure.net/secrets/api-key",
        "secretUriWithVersion": "https://seedkv01.vault.azure.net/secrets/api-key/0123456789abcdef0123456789abcdef",
      ],
    ]
  }

  static let unauthorized: JSON = [
    "error": ["code": "Unauthorized", "message": "AKV10000: Request is missing a Bearer or PoP token."]
  ]

  @Test func deletesInTheVaultByTheTenantThatItAsksFor() async throws {
    let azure = FakeAzure()
    azure.expect(
      "DELETE \(Self.host)/secrets/api-key", 401, Self.unauthorized,
      [
        (
          "WWW-Authenticate",
          "Bearer authorization=\"https://login.windows.net/33333333-3333-3333-3333-333333333333\", "
            + "resource=\"https://vault.azure.net\""
        )
      ])
    azure.expect(
      "DELETE \(Self.host)/secrets/api-key", 200, ["recoveryId": "https://…", "scheduledPurgeDate": 1_800_000_000])
    azure.expect("GET \(Self.host)/deletedsecrets/api-key", 404)
    azure.expect("GET \(Self.host)/deletedsecrets/api-key", 200, ["id": "…"])
    try await azure.delete(Self.type, id: Self.id, outputs: Self.outputs)
    #expect(azure.waits == [0.5])
    #expect(azure.tokenRequests.count == 2)
    #expect(azure.tokenRequests[0].hasPrefix("/\(FakeAzure.tenant)/"))
    #expect(azure.tokenRequests[1].hasPrefix("/33333333-3333-3333-3333-333333333333/"))
    #expect(azure.tokenRequests[1].contains("scope=https%3A%2F%2Fvault.azure.net%2F.default"))
    #expect(azure.received[0].request.url.hasSuffix("?api-version=7.4"))
    #expect(azure.received[3].request.headers["Authorization"] == "Bearer token-2")
    #expect(azure.missing == [])
  }

  @Test(arguments: [
    "https://evil.example", "https://azure.net.evil.example", "http://vault.azure.net",
    "https://seedkv01.vault.azure.net",
    "https://vault.azure.net:8443",
  ])
  func aVaultGetsNoTokenThatIsNotMeantForIt(_ resource: String) async throws {
    let azure = FakeAzure()
    azure.expect(
      "DELETE \(Self.host)/secrets/api-key", 401, Self.unauthorized,
      [("WWW-Authenticate", "Bearer authorization=\"https://login.windows.net/t\", resource=\"\(resource)\"")])
    let error = await failure { try await azure.delete(Self.type, id: Self.id, outputs: Self.outputs) }
    #expect(error?.code == .unauthenticated)
    #expect(azure.tokenRequests.count == 1)
  }

  @Test(arguments: [
    "https://seedkv01.vault.azure.net.evil.example/secrets/a", "http://seedkv01.vault.azure.net/secrets/a",
    "https://seedkv01.vault.azure.net:8443/secrets/a", "https://vault.azure.net/secrets/a",
  ])
  func nothingIsSentToAnAddressThatIsNoVaults(_ address: String) async throws {
    let azure = FakeAzure()
    let error = await failure {
      try await azure.delete(Self.type, id: Self.id, outputs: ["properties": ["secret_uri": .string(address)]])
    }
    #expect(error?.code == .unexpectedResponse)
    #expect(azure.received.isEmpty)
    #expect(azure.tokenRequests.isEmpty)
  }

  @Test func explainsThatDeletingTakesARightToTheContents() async throws {
    let azure = FakeAzure()
    azure.expect(
      "DELETE \(Self.host)/secrets/api-key", 403,
      [
        "error": [
          "code": "Forbidden", "message": "Caller was not found on any access policy.",
          "innererror": ["code": "AccessDenied"],
        ]
      ])
    let error = await failure { try await azure.delete(Self.type, id: Self.id, outputs: Self.outputs) }
    #expect(error?.code == .denied)
    #expect(error?.cloudCode == "AccessDenied")
    #expect(error?.message.contains("Only the vault itself can delete a secret") == true)
    #expect(error?.hint?.contains("Key Vault Secrets Officer") == true)
    #expect(error?.hint?.contains("retain_on_delete") == true)
  }

  @Test func deletingIsNotTriedWhenItsResourceGroupGoes() async throws {
    let azure = FakeAzure()
    try await azure.delete(Self.type, id: Self.id, outputs: Self.outputs, alsoDeleting: [FakeAzure.group])
    #expect(azure.received.isEmpty)
  }

  @Test func deletingIsDoneWhenTheVaultIsGone() async throws {
    let azure = FakeAzure()
    azure.expect("GET {group}/providers/Microsoft.KeyVault/vaults/seedkv01", 404)
    try await azure.delete(Self.type, id: Self.id)
    #expect(azure.missing == [])
  }

  @Test func purgesWhenAsked() async throws {
    let azure = FakeAzure()
    azure.expect("DELETE \(Self.host)/secrets/api-key", 200, ["id": "…"])
    azure.expect("GET \(Self.host)/deletedsecrets/api-key", 200, ["id": "…"])
    azure.expect("DELETE \(Self.host)/deletedsecrets/api-key", 204)
    try await azure.delete(Self.type, id: Self.id, ["purge_on_delete": true], outputs: Self.outputs)
    #expect(azure.missing == [])
  }

  @Test func aChangeOfMetadataMakesNoVersion() async throws {
    let azure = FakeAzure()
    azure.expect("PATCH \(Self.id)", 200, Self.secret())
    _ = try await azure.update(
      Self.type, id: Self.id, Self.inputs("v"), Self.inputs("v", ["content_type": "text/plain"]))
    #expect(
      azure.received[0].body == [
        "properties": ["contentType": "text/plain"], "tags": FakeAzure.tags(Self.type),
      ])
  }

  @Test func aChangeOfTheValueMakesAVersion() async throws {
    let azure = FakeAzure()
    azure.expect("PUT \(Self.id)", 200, Self.secret())
    _ = try await azure.update(Self.type, id: Self.id, Self.inputs("v"), Self.inputs("w"))
    #expect(azure.received[0].body?["properties"] == ["value": "w"])
  }

  @Test func takingAnExpiryAwayMakesAVersion() async throws {
    let azure = FakeAzure()
    azure.expect("PUT \(Self.id)", 200, Self.secret())
    _ = try await azure.update(
      Self.type, id: Self.id, Self.inputs("v", ["attributes": ["expires": 1_900_000_000]]), Self.inputs("v"))
    #expect(azure.received[0].body?["properties"] == ["value": "v"])
  }

  @Test func namesTheRemediesWhenADeletedSecretHoldsTheName() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.id)", 404)
    azure.expect("PUT \(Self.id)", 409, Self.deletedConflict)
    azure.expect(
      "GET {group}/providers/Microsoft.KeyVault/vaults/seedkv01", 200,
      SeedProgramTests.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/"))
    azure.expect("GET \(Self.host)/deletedsecrets/api-key", 200, ["scheduledPurgeDate": 1_795_290_344])
    let error = await failure { _ = try await azure.create(Self.type, Self.inputs("s3cr3t")) }
    #expect(error?.code == .tombstone)
    #expect(error?.message.contains("until 2026-11-21T19:45:44Z") == true)
    #expect(error?.hint?.contains("recover_soft_deleted") == true)
    #expect(error?.hint?.contains("az keyvault secret purge --vault-name seedkv01 --name api-key") == true)
    #expect(azure.missing == [])
  }

  static let deletedConflict: JSON = [
    "error": [
      "code": "Conflict", "message": "Secret api-key is currently in a deleted but recoverable state.",
      "innererror": ["code": "ObjectIsDeletedButRecoverable"],
    ]
  ]

  @Test func recoversADeletedSecretWhenAsked() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.id)", 404)
    azure.expect("PUT \(Self.id)", 409, Self.deletedConflict)
    azure.expect(
      "GET {group}/providers/Microsoft.KeyVault/vaults/seedkv01", 200,
      SeedProgramTests.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/"))
    azure.expect("POST \(Self.host)/deletedsecrets/api-key/recover", 200, ["id": "…"])
    azure.expect("GET \(Self.host)/secrets/api-key/", 404)
    azure.expect("GET \(Self.host)/secrets/api-key/", 200, ["id": "…"])
    azure.expect("PUT \(Self.id)", 200, Self.secret())
    var inputs = Self.inputs("s3cr3t")
    inputs["recover_soft_deleted"] = true
    let made = try await azure.create(Self.type, inputs)
    #expect(made.id == Self.id)
    #expect(azure.missing == [])
  }

  @Test func waitsWhileTheNameIsBeingFreed() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.id)", 404)
    let conflict: JSON = [
      "error": ["code": "Conflict", "message": "…", "innererror": ["code": "ObjectIsBeingDeleted"]]
    ]
    azure.expect("PUT \(Self.id)", 409, conflict)
    azure.expect("PUT \(Self.id)", 409, conflict)
    azure.expect("PUT \(Self.id)", 200, Self.secret())
    _ = try await azure.create(Self.type, Self.inputs("s3cr3t"))
    #expect(azure.waits == [2, 3])
  }

  @Test func neverRepeatsTheValueInAnError() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.id)", 404)
    azure.expect(
      "PUT \(Self.id)", 400, ["error": ["code": "BadParameter", "message": "The value \"hunter22\" is not nice."]])
    let error = await failure { _ = try await azure.create(Self.type, Self.inputs("hunter22")) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("hunter22") == false)
    #expect(error?.message.contains("[sensitive]") == true)
  }

  @Test func aRefreshKeepsTheDigestOfTheValue() async throws {
    let azure = FakeAzure()
    var recorded = try azure.checked(Self.type, Self.inputs("x", ["content_type": "text/plain"]))
    recorded["properties"] = recorded["properties"]?.setting(PropertyPath("value"), to: .digest(Digest(hex: "7f3a")))
    var answer = Self.secret(tags: FakeAzure.tags(Self.type))
    answer.set(["properties", "contentType"], to: "text/plain")
    azure.expect("GET \(Self.id)", 200, answer)
    let request = ReadRequest(
      urn: FakeAzure.urn(Self.type), type: try FakeAzure.type(Self.type), id: Self.id, inputs: recorded, outputs: [:])
    let read = try await azure.lifecycle(Self.type).read(request)
    #expect(read?.inputs == recorded)
    #expect(read?.outputs["tags"] == nil)

    azure.expect("GET \(Self.id)", 200, answer)
    let imported = try await azure.read(Self.type, id: Self.id)
    #expect(imported?.inputs["properties"] == ["content_type": "text/plain", "attributes": ["enabled": true]])
    #expect(imported?.inputs["secret_name"] == "api-key")
  }

  // MARK: Values beside the plan

  private func state(_ inputs: [String: Value]) -> ResourceState {
    ResourceState(
      urn: FakeAzure.urn(Self.type), id: Self.id, inputs: inputs, outputs: Self.outputs, options: ResourceOptions(),
      dependencies: [])
  }

  private func access(_ azure: FakeAzure) throws -> any SecretValueAccess {
    try #require(try azure.lifecycle(Self.type) as? any SecretValueAccess)
  }

  @Test func storesAValueWithEverythingThatAVersionHas() async throws {
    let azure = FakeAzure()
    azure.expect(
      "PUT \(Self.host)/secrets/api-key", 200,
      ["id": "https://seedkv01.vault.azure.net/secrets/api-key/aaaabbbbccccddddaaaabbbbccccdddd"])
    var inputs = Self.inputs("x", ["content_type": "text/plain", "attributes": ["expires": 1_900_000_000]])
    inputs["properties"] = inputs["properties"]?.setting(
      PropertyPath("value"), to: .digest(Digest(hex: "7f3a")))
    inputs["tags"] = ["team": "ml"]
    let version = try await access(azure).setSecretValue(Sensitive("new"), of: state(inputs))
    #expect(version == "aaaabbbbccccddddaaaabbbbccccdddd")
    #expect(
      azure.received[0].body == [
        "value": "new", "contentType": "text/plain", "attributes": ["exp": 1_900_000_000],
        "tags": ["team": "ml", "cofre-urn": .string(FakeAzure.urn(Self.type).description)],
      ])
  }

  @Test func storesAValueAsUpDoesWhenTheVaultRefuses() async throws {
    let azure = FakeAzure()
    azure.expect(
      "PUT \(Self.host)/secrets/api-key", 403,
      ["error": ["code": "Forbidden", "message": "…", "innererror": ["code": "AccessDenied"]]])
    azure.expect("PUT \(Self.id)", 200, Self.secret())
    let version = try await access(azure).setSecretValue(Sensitive("new"), of: state([:]))
    #expect(version == "0123456789abcdef0123456789abcdef")
    #expect(azure.received[1].body?["properties"] == ["value": "new"])
  }

  @Test func aRefusalThatRepeatsTheValueIsNotQuoted() async throws {
    let azure = FakeAzure()
    azure.expect(
      "PUT \(Self.host)/secrets/api-key", 400,
      ["error": ["code": "BadParameter", "message": "The value canary-9 is too odd."]])
    let error = await failure {
      _ = try await access(azure).setSecretValue(Sensitive("canary-9"), of: state([:]))
    }
    #expect(error?.message.contains("The value [sensitive]") == true)
    #expect(error?.message.contains("canary") == false)
  }

  @Test func readsTheValue() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.host)/secrets/api-key/", 200, ["value": "it"])
    let value = try await access(azure).secretValue(of: state([:]))
    #expect(value?.revealString(for: .userRequest) == "it")

    azure.expect(
      "GET \(Self.host)/secrets/api-key/", 403,
      [
        "error": [
          "code": "Forbidden", "message": "Operation get is not allowed on a disabled secret.",
          "innererror": ["code": "SecretDisabled"],
        ]
      ])
    let disabled = await failure { _ = try await access(azure).secretValue(of: state([:])) }
    #expect(disabled?.code == .denied)
    #expect(disabled?.hint?.contains("enabled") == true)

    azure.expect("GET \(Self.host)/secrets/api-key/", 404, ["error": ["code": "SecretNotFound", "message": "…"]])
    let gone = await failure { _ = try await access(azure).secretValue(of: state([:])) }
    #expect(gone?.code == .notFound)
  }
}
