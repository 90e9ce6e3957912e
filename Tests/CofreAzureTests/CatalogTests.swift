import CofreAzure
import CofreCatalog
import CofreModel
import CofreProvider
import CofreSchema
import Testing

@Suite struct CatalogTests {
  @Test(arguments: Catalog.Azure.types.map(\.name))
  func madeUpNamesAreAllowed(_ name: String) throws {
    let type = try FakeAzure.type(name)
    for property in type.inputs {
      guard let rule = property.autoName else { continue }
      for logicalName in ["a", "-", "my.Key_Vault", "éclair", String(repeating: "long-", count: 40), "9lives", "x--y"] {
        let made = rule.name(for: logicalName, digits: "0a1b2c3d4e5f")
        let problems = property.constraints.compactMap { $0.violation(by: .string(made)) }
        #expect(problems == [], "\(logicalName) → \(made)")
      }
    }
  }

  @Test(arguments: [
    ("a", true), ("my-resource_group.(1)", true), ("gruppe-süd", true), ("ends.", false), ("a b", false),
    ("a/b", false), ("", false), (String(repeating: "x", count: 90), true), (String(repeating: "x", count: 91), false),
  ])
  func resourceGroupNames(_ name: String, _ isAllowed: Bool) throws {
    let property = try #require(
      try FakeAzure.type("azure.resources.ResourceGroup").input("resource_group_name"))
    #expect(property.constraints.allSatisfy { $0.violation(by: .string(name)) == nil } == isAllowed)
  }

  @Test(arguments: [
    ("abc", true), ("a-b-c", true), ("seedkv01", true), ("ab", false), ("1abc", false), ("abc-", false),
    ("a--b", false), (String(repeating: "x", count: 24), true), (String(repeating: "x", count: 25), false),
    ("under_score", false),
  ])
  func vaultNames(_ name: String, _ isAllowed: Bool) throws {
    let property = try #require(try FakeAzure.type("azure.keyvault.Vault").input("vault_name"))
    #expect(property.constraints.allSatisfy { $0.violation(by: .string(name)) == nil } == isAllowed)
  }

  @Test(arguments: Catalog.Azure.types.map(\.name))
  func everyTypeSaysWhatAReaderNeeds(_ name: String) throws {
    let type = try FakeAzure.type(name)
    #expect(!type.examples.isEmpty)
    #expect(type.summary.hasSuffix("."))
    #expect(type.documentation.hasPrefix("https://learn.microsoft.com/"))
    if !type.isProvider {
      #expect(type.output("name") != nil)
      #expect(!type.permissions.create.isEmpty && !type.permissions.delete.isEmpty)
    }
    let required = type.inputs.map(\.isRequired)
    #expect(required == required.sorted { $0 && !$1 }, "Required ones come first.")
    for group in [type.inputs.filter(\.isRequired), type.inputs.filter { !$0.isRequired }] {
      #expect(group.map(\.name) == group.map(\.name).sorted())
    }
  }

  @Test func everyReferenceLeadsToAProperty() throws {
    func check(_ properties: [Property]) {
      for property in properties {
        if let reference = property.reference {
          let type = Catalog.resourceType(reference.type)
          #expect(type != nil && (reference.property == "id" || type?.output(reference.property) != nil))
        }
        switch property.kind {
        case .object(let inner), .array(of: .object(let inner)), .map(of: .object(let inner)): check(inner)
        default: break
        }
      }
    }
    for type in Catalog.Azure.types {
      check(type.inputs)
      check(type.outputs)
    }
  }

  @Test func aProviderMakesEveryTypeButItself() throws {
    let provider = try FakeAzure().provider()
    for type in Catalog.Azure.types { #expect((provider.lifecycle(for: type.name) == nil) == type.isProvider) }
    #expect(provider.lifecycle(for: "aws.secretsmanager.Secret") == nil)
  }

  @Test func theLocationComesFromTheProviderOrTheErrorSaysHow() throws {
    let azure = FakeAzure()
    let type = try FakeAzure.type("azure.resources.ResourceGroup")
    let request = CheckRequest(
      urn: FakeAzure.urn(type.name), type: type, inputs: type.prepare(["resource_group_name": "x"]), priorInputs: nil)
    let without = try azure.lifecycle(type.name).check(request)
    #expect(without.violations.map(\.code) == ["missing-property"])
    #expect(without.violations.first?.hint?.contains("ARM_LOCATION") == true)
    let provider = try azure.provider(["location": "West Europe"])
    let with = try provider.lifecycle(for: type.name)?.check(request)
    #expect(with?.violations == [])
    #expect(with?.inputs["location"] == "West Europe")
  }

  @Test(arguments: [
    ("team", "ml", nil), ("cofre-urn", "x", "reserved"), ("Cofre-Other", "x", "reserved"), ("a/b", "x", "none of"),
    ("team", String(repeating: "x", count: 257), "256"), (String(repeating: "x", count: 513), "x", "512"),
  ])
  func tagsFollowAzuresRules(_ name: String, _ value: String, _ words: String?) throws {
    let type = try FakeAzure.type("azure.resources.ResourceGroup")
    let request = CheckRequest(
      urn: FakeAzure.urn(type.name), type: type,
      inputs: ["resource_group_name": "x", "location": "y", "tags": .object([name: .string(value)])], priorInputs: nil)
    let violations = try FakeAzure().lifecycle(type.name).check(request).violations
    #expect(violations.map(\.code) == (words == nil ? [] : ["invalid-tag"]))
    if let words { #expect(violations.first?.detail.contains(words) == true) }
  }

  @Test func vaultRulesThatTheSchemaCannotSay() throws {
    let type = try FakeAzure.type("azure.keyvault.Vault")
    func codes(_ properties: [String: Value]) throws -> [String] {
      let inputs = type.prepare(SeedProgramTests.vaultInputs(properties))
      let request = CheckRequest(urn: FakeAzure.urn(type.name), type: type, inputs: inputs, priorInputs: nil)
      return try FakeAzure().lifecycle(type.name).check(request).violations.map { "\($0.code) \($0.path)" }
    }
    func policy(_ object: String, _ permissions: Value) -> Value {
      ["object_id": .string(object), "tenant_id": .string(FakeAzure.tenant), "permissions": permissions]
    }
    #expect(try codes([:]) == [])
    #expect(try codes(["enable_soft_delete": false]) == ["out-of-range properties.enable_soft_delete"])
    #expect(try codes(["access_policies": [policy("a", ["secrets": ["get", "List"]])]]) == [])
    #expect(
      try codes(["access_policies": [policy("a", ["secrets": ["get", "read"]])]]) == [
        "out-of-range properties.access_policies[0].permissions.secrets[1]"
      ])
    #expect(
      try codes(["access_policies": [policy("a", [:]), policy("A", [:])]]) == [
        "duplicate-element properties.access_policies[1]"
      ])
  }
}
