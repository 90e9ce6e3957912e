import CofreJSON
import CofreModel
import CofreProvider
import Testing

@testable import CofreAzure

@Suite struct VaultTests {
  static let type = "azure.keyvault.Vault"
  static let path = "{group}/providers/Microsoft.KeyVault/vaults/seedkv01"
  static let deletedPath = "{sub}/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/seedkv01"
  static let ready = SeedProgramTests.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/")
  static let id = SeedProgramTests.vaultID

  static let nameIsHeld: JSON = [
    "error": [
      "code": "ConflictError", "message": "A vault with the same name already exists in deleted state.",
    ]
  ]

  static func deleted(_ isProtected: Bool = false, id: String = id) -> JSON {
    [
      "name": "seedkv01",
      "properties": [
        "vaultId": .string(id), "location": "eastus", "deletionDate": "2026-11-01T00:00:00Z",
        "scheduledPurgeDate": "2027-01-30T00:00:00Z", "purgeProtectionEnabled": .bool(isProtected),
      ],
    ]
  }

  private func inputs(_ properties: [String: Value] = [:], _ others: [String: Value] = [:]) -> [String: Value] {
    SeedProgramTests.vaultInputs(properties).merging(others) { _, new in new }
  }

  // MARK: Names that are taken

  @Test func takesNothingOver() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 200, Self.ready)
    let error = await failure { _ = try await azure.create(Self.type, inputs()) }
    #expect(error?.code == .alreadyExists)
    #expect(error?.hint?.contains("delete the one that is there: \(Self.id)") == true)
    #expect(azure.received.count == 1)
  }

  @Test func goesOnWithWhatTheSameStepBegan() async throws {
    let azure = FakeAzure()
    let ours = SeedProgramTests.vault(
      "RegisteringDns", uri: "https://seedkv01.vault.azure.net", tags: FakeAzure.tags(Self.type))
    azure.expect("GET \(Self.path)", 200, ours)
    azure.expect("GET \(Self.path)", 200, Self.ready)
    let request = try azure.createRequest(Self.type, inputs())
    let found = try await azure.lifecycle(Self.type).findCreated(request)
    #expect(found?.id == Self.id)
    #expect(found?.outputs["properties"]?["vault_uri"] == "https://seedkv01.vault.azure.net/")
    #expect(found?.outputs["tags"] == nil)
    #expect(azure.missing == [])
  }

  @Test func findsNothingWhereNothingIs() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    #expect(try await azure.lifecycle(Self.type).findCreated(try azure.createRequest(Self.type, inputs())) == nil)
  }

  @Test func namesTheRemediesWhenADeletedVaultHoldsTheName() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect("PUT \(Self.path)", 409, Self.nameIsHeld)
    azure.expect("GET \(Self.deletedPath)", 200, Self.deleted())
    let error = await failure { _ = try await azure.create(Self.type, inputs()) }
    #expect(error?.code == .tombstone)
    #expect(error?.message.contains("2027-01-30T00:00:00Z") == true)
    #expect(error?.hint?.contains("recover_soft_deleted = true") == true)
    #expect(error?.hint?.contains("az keyvault purge --name seedkv01 --location eastus") == true)
  }

  @Test func doesNotOfferToPurgeWhatIsProtected() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect("PUT \(Self.path)", 409, Self.nameIsHeld)
    azure.expect("GET \(Self.deletedPath)", 200, Self.deleted(true))
    let error = await failure { _ = try await azure.create(Self.type, inputs()) }
    #expect(error?.message.contains("purge protection") == true)
    #expect(error?.hint?.contains("az keyvault purge") == false)
  }

  @Test func helpsEvenWhenItMayNotLookAtDeletedVaults() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect("PUT \(Self.path)", 409, Self.nameIsHeld)
    azure.expect("GET \(Self.deletedPath)", 403, ["error": ["code": "AuthorizationFailed", "message": "…"]])
    let error = await failure { _ = try await azure.create(Self.type, inputs()) }
    #expect(error?.code == .tombstone)
    #expect(error?.hint?.contains("az keyvault list-deleted") == true)
  }

  @Test func recoversAndThenSetsUpWhenAsked() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect("GET \(Self.deletedPath)", 200, Self.deleted())
    azure.expect("PUT \(Self.path)", 200, Self.ready)
    azure.expect("PATCH \(Self.path)", 200, Self.ready)
    let made = try await azure.create(
      Self.type, inputs(["enabled_for_deployment": true], ["recover_soft_deleted": true]))
    #expect(made.incompleteReasons == [])
    #expect(
      azure.received[2].body?["properties"] == [
        "createMode": "recover", "tenantId": .string(FakeAzure.tenant), "sku": ["family": "A", "name": "standard"],
      ])
    #expect(azure.received[3].body?["properties"]?["enabledForDeployment"] == true)
    #expect(azure.received[3].body?["tags"] == FakeAzure.tags(Self.type))
    #expect(azure.missing == [])
  }

  @Test func knowsARecoveredVaultThatIsNotSetUp() async throws {
    let azure = FakeAzure()
    azure.expect(
      "GET \(Self.path)", 200,
      SeedProgramTests.vault(
        "Succeeded", uri: "https://seedkv01.vault.azure.net/",
        tags: ["cofre-operation": .string(FakeAzure.operation + "-unfinished")]))
    let request = try azure.createRequest(Self.type, inputs([:], ["recover_soft_deleted": true]))
    let found = try await azure.lifecycle(Self.type).findCreated(request)
    #expect(found?.incompleteReasons.count == 1)
  }

  @Test func recoversNothingFromAnotherResourceGroup() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect("GET \(Self.deletedPath)", 200, Self.deleted(id: "/subscriptions/x/resourceGroups/other/…"))
    let error = await failure {
      _ = try await azure.create(Self.type, inputs(["create_mode": "recover"]))
    }
    #expect(error?.code == .tombstone)
    #expect(azure.missing == [])
  }

  @Test func forgetsNothingThatWasMadeAndThenFailed() async throws {
    let azure = FakeAzure()
    let failed = SeedProgramTests.vault("Failed", uri: "", tags: FakeAzure.tags(Self.type))
    azure.expect("GET \(Self.path)", 404)
    azure.expect("PUT \(Self.path)", 200, SeedProgramTests.vault("RegisteringDns", uri: ""))
    azure.expect("GET \(Self.path)", 200, failed)
    azure.expect("GET \(Self.path)", 200, failed)
    let made = try await azure.create(Self.type, inputs())
    #expect(made.id == Self.id)
    #expect(made.incompleteReasons.count == 1)
  }

  @Test func whatIsBeingDeletedIsGoneAndInTheWay() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 200, SeedProgramTests.vault("Deleting", uri: ""))
    #expect(try await azure.read(Self.type, id: Self.id, inputs()) == nil)
    azure.expect("GET \(Self.path)", 200, SeedProgramTests.vault("Deleting", uri: ""))
    let error = await failure { _ = try await azure.create(Self.type, inputs()) }
    #expect(error?.code == .conflict)
  }

  // MARK: Deleting

  @Test func purgesWhenAsked() async throws {
    let azure = FakeAzure()
    azure.expect("DELETE \(Self.path)", 200)
    azure.expect("GET \(Self.deletedPath)", 404)
    azure.expect("GET \(Self.deletedPath)", 200, Self.deleted())
    let result = "/subscriptions/\(FakeAzure.subscription)/providers/Microsoft.KeyVault/locations/eastus/x"
    azure.expect("POST \(Self.deletedPath)/purge", 202, nil, [("Location", "https://management.azure.com\(result)")])
    azure.expect("GET \(result)", 200, ["status": "Succeeded"])
    try await azure.delete(Self.type, id: Self.id, inputs([:], ["purge_on_delete": true]))
    #expect(azure.waits == [2, 2])
    #expect(azure.missing == [])
  }

  @Test func leavesAProtectedVaultToItsRetention() async throws {
    let azure = FakeAzure()
    azure.expect("DELETE \(Self.path)", 200)
    azure.expect("GET \(Self.deletedPath)", 200, Self.deleted(true))
    azure.expect(
      "POST \(Self.deletedPath)/purge", 405,
      ["error": ["code": "MethodNotAllowed", "message": "Operation 'DeletedVaultPurge' is not allowed."]])
    try await azure.delete(Self.type, id: Self.id, inputs([:], ["purge_on_delete": true]))
    #expect(azure.missing == [])
  }

  @Test func purgingWhatIsPurgedIsFine() async throws {
    let azure = FakeAzure()
    azure.expect("DELETE \(Self.path)", 204)
    for _ in 0..<4 { azure.expect("GET \(Self.deletedPath)", 404) }
    try await azure.delete(Self.type, id: Self.id, inputs([:], ["purge_on_delete": true]))
    #expect(azure.missing == [])
  }

  // MARK: Changes

  @Test func changesByPatchAndResetsWhatTheScriptNoLongerSays() async throws {
    let azure = FakeAzure()
    azure.expect("PATCH \(Self.path)", 200, Self.ready)
    _ = try await azure.update(
      Self.type, id: Self.id,
      inputs([
        "enabled_for_deployment": true, "network_acls": ["default_action": "Deny"], "public_network_access": "disabled",
      ]), inputs(["enable_purge_protection": true], ["tags": ["team": "ml"]]))
    let body = azure.received[0].body
    #expect(
      body?["properties"] == [
        "tenantId": .string(FakeAzure.tenant), "sku": ["family": "A", "name": "standard"], "accessPolicies": [],
        "enablePurgeProtection": true, "enableRbacAuthorization": false, "enabledForDeployment": false,
        "publicNetworkAccess": "Enabled",
        "networkAcls": ["bypass": "AzureServices", "defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": []],
      ])
    #expect(body?["location"] == nil)
    #expect(body?["tags"]?["team"] == "ml")
  }

  @Test func neverSendsThatPurgeProtectionIsOff() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect("PUT \(Self.path)", 200, Self.ready)
    azure.expect("GET \(Self.path)", 200, Self.ready)
    _ = try await azure.create(Self.type, inputs(["enable_purge_protection": false]))
    #expect(azure.received[1].body?["properties"]?["enablePurgeProtection"] == nil)
  }

  @Test func whatMeansTheSameIsNoChange() throws {
    let azure = FakeAzure()
    func check(_ old: [String: Value], _ new: [String: Value], _ expected: [String]) throws {
      let changes = try azure.diff(Self.type, old, new).changes
      #expect(changes.map { "\($0.requiresReplacement ? "±" : "~")\($0.path)" } == expected)
    }
    try check(inputs(), inputs(), [])
    try check(inputs(), inputs([:], ["location": "east us"]), [])
    try check(inputs(), inputs(["soft_delete_retention_in_days": 90]), [])
    try check(inputs(), inputs(["enable_purge_protection": false, "enable_soft_delete": true]), [])
    try check(inputs(["create_mode": "recover"]), inputs(), [])
    try check(inputs(["public_network_access": "enabled"]), inputs(["public_network_access": "Enabled"]), [])
    try check(inputs(), inputs(["enable_purge_protection": true]), ["~properties.enable_purge_protection"])
    try check(inputs(), inputs(["sku": ["name": "premium"]]), ["~properties.sku.name"])
    try check(inputs(), inputs([:], ["vault_name": "another1"]), ["±vault_name"])
  }

  @Test(
    arguments: [
      (["soft_delete_retention_in_days": 30], ["soft_delete_retention_in_days": 7], "30 days"),
      (["soft_delete_retention_in_days": 30], [:], "30 days"),
      ([:], ["soft_delete_retention_in_days": 7], "90 days"),
      (["enable_purge_protection": true], [:], "never be switched off"),
      (["enable_purge_protection": true], ["enable_purge_protection": false], "never be switched off"),
    ] as [([String: Value], [String: Value], String)])
  func refusesWhatAzureCanNeverDo(_ old: [String: Value], _ new: [String: Value], _ words: String) async throws {
    let azure = FakeAzure()
    let error = await failure { _ = try azure.diff(Self.type, inputs(old), inputs(new)) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains(words) == true)
  }

  @Test func refusesAReplacementWhoseNameWouldBeHeld() async throws {
    let azure = FakeAzure()
    let elsewhere: [String: Value] = ["location": "westeurope"]
    let error = await failure { _ = try azure.diff(Self.type, inputs(), inputs([:], elsewhere)) }
    #expect(error?.code == .tombstone)
    #expect(error?.hint?.contains("purge_on_delete") == true)
    let purged = try azure.diff(Self.type, inputs([:], ["purge_on_delete": true]), inputs([:], elsewhere))
    #expect(purged.deleteBeforeReplace)
    #expect(purged.requiresReplacement)
  }

  // MARK: Refresh

  @Test func aRefreshShowsWhatChangedAndNothingElse() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 200, Self.ready)
    let same = try await azure.read(Self.type, id: Self.id, inputs())
    #expect(same?.inputs == (try azure.checked(Self.type, inputs())))

    var changed = Self.ready
    changed.set(["properties", "sku", "name"], to: "Premium")
    changed.set(["tags"], to: ["by-policy": "x"])
    azure.expect("GET \(Self.path)", 200, changed)
    let read = try await azure.read(Self.type, id: Self.id, inputs())
    #expect(read?.inputs["properties"]?["sku"]?["name"] == "Premium")
    #expect(read?.inputs["tags"] == nil)

    azure.expect("GET \(Self.path)", 404)
    #expect(try await azure.read(Self.type, id: Self.id, inputs()) == nil)
  }

  @Test func anImportReadsWhatAScriptWouldSay() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 200, Self.ready)
    let read = try await azure.read(Self.type, id: Self.id)
    let script = try azure.checked(
      Self.type,
      inputs(
        [
          "soft_delete_retention_in_days": 90, "enable_soft_delete": true, "public_network_access": "Enabled",
        ], ["location": "eastus"]))
    #expect(read?.inputs == script)
  }

  @Test func anImportRefusesTheIdOfSomethingElse() async throws {
    let azure = FakeAzure()
    for id in ["seedkv01", "", "//", FakeAzure.group, "\(Self.id)/secrets/a", "/subscriptions/a/resourceGroups/"] {
      let error = await failure { _ = try await azure.read(Self.type, id: id) }
      #expect(error?.code == .invalid)
      #expect(error?.message.contains("Microsoft.KeyVault/vaults/{name}") == true)
    }
    #expect(azure.received.isEmpty)
  }
}
