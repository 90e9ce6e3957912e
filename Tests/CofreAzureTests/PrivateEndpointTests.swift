import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema
import Testing

@Suite struct PrivateEndpointTests {
  static let type = "azure.network.PrivateEndpoint"
  static let path = "{group}/providers/Microsoft.Network/privateEndpoints/seed-pe"

  private func inputs(_ connection: [String: Value] = [:]) -> [String: Value] {
    SeedProgramTests.endpointInputs(connection)
  }

  @Test func namesAConnectionAfterItsEndpointUnlessItHasAName() throws {
    let azure = FakeAzure()
    func name(_ inputs: [String: Value], _ list: String) throws -> Value? {
      try azure.checked(Self.type, inputs)[list]?.arrayValue?.first?["name"]
    }
    #expect(try name(inputs(), "private_link_service_connections") == "seed-pe")
    #expect(try name(inputs(["name": "mine"]), "private_link_service_connections") == "mine")
    var manual = inputs()
    manual["manual_private_link_service_connections"] = manual["private_link_service_connections"]
    manual["private_link_service_connections"] = nil
    #expect(try name(manual, "manual_private_link_service_connections") == "seed-pe")
  }

  @Test func anotherConnectionIsAnotherEndpoint() throws {
    let azure = FakeAzure()
    func check(_ new: [String: Value], _ expected: [String], outputs: [String: Value] = [:]) throws {
      let changes = try azure.diff(Self.type, inputs(), new, outputs: outputs).changes
      #expect(changes.map { "\($0.requiresReplacement ? "±" : "~")\($0.path)" } == expected)
    }
    let list = "private_link_service_connections"
    try check(inputs(), [])
    try check(inputs(["private_link_service_id": .string(SeedProgramTests.vaultID.uppercased())]), [])
    try check(inputs(["private_link_service_connection_state": ["status": "Rejected", "description": "no"]]), [])
    try check(inputs(["group_ids": ["managedhsm"]]), ["±\(list)[0].group_ids"])
    try check(inputs(["request_message": "please"]), ["~\(list)[0].request_message"])
    try check(inputs(["name": "other"]), ["±\(list)[0].name"])
    try check(inputs().merging(["tags": ["a": "b"]]) { $1 }, ["~tags"])
    let dead: [String: Value] = [
      list: [["private_link_service_connection_state": ["status": "Disconnected"]]]
    ]
    try check(inputs(), ["±\(list)[0].private_link_service_connection_state.status"], outputs: dead)
    let waiting: [String: Value] = [list: [["private_link_service_connection_state": ["status": "Pending"]]]]
    try check(inputs(), [], outputs: waiting)
  }

  @Test func replacingOneThatKeepsItsNameDeletesFirst() throws {
    let azure = FakeAzure()
    #expect(try azure.diff(Self.type, inputs(), inputs(["group_ids": ["x"]])).deleteBeforeReplace)
    let renamed = inputs().merging(["private_endpoint_name": "other-pe"]) { $1 }
    #expect(try !azure.diff(Self.type, inputs(), renamed).deleteBeforeReplace)
  }

  @Test func waitsForAServiceThatIsStillBeingMade() async throws {
    let azure = FakeAzure()
    let headers = [("Azure-AsyncOperation", SeedProgramTests.operationURL), ("Retry-After", "0")]
    let body: JSON = ["properties": ["provisioningState": "Updating"]]
    azure.expect("GET \(Self.path)", 404)
    azure.expect("PUT \(Self.path)", 201, body, headers)
    azure.expect(
      "GET \(SeedProgramTests.operations)", 200,
      ["status": "Failed", "error": ["code": "ConflictError", "message": "The vault is busy."]])
    azure.expect("PUT \(Self.path)", 201, body, headers)
    azure.expect("GET \(SeedProgramTests.operations)", 200, ["status": "Succeeded"])
    azure.expect("GET \(Self.path)", 200, SeedProgramTests.endpoint())
    let made = try await azure.create(Self.type, inputs())
    #expect(made.incompleteReasons == [])
    #expect(azure.missing == [])
  }

  @Test func keepsOneThatFailedAfterAzureAcceptedIt() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 404)
    azure.expect(
      "PUT \(Self.path)", 201, ["properties": ["provisioningState": "Updating"]],
      [("Azure-AsyncOperation", SeedProgramTests.operationURL), ("Retry-After", "0")])
    azure.expect(
      "GET \(SeedProgramTests.operations)", 200,
      ["status": "Failed", "error": ["code": "InternalServerError", "message": "Sorry."]])
    azure.expect("GET \(Self.path)", 200, SeedProgramTests.endpoint(tags: FakeAzure.tags(Self.type)))
    let made = try await azure.create(Self.type, inputs())
    #expect(made.id == SeedProgramTests.endpointID)
    #expect(made.incompleteReasons == ["Creating private endpoint 'seed-pe' failed: Sorry."])
  }

  @Test func aRefreshReadsTheStateAsAnOutput() async throws {
    let azure = FakeAzure()
    azure.expect("GET \(Self.path)", 200, SeedProgramTests.endpoint("Disconnected"))
    let read = try await azure.read(Self.type, id: SeedProgramTests.endpointID, inputs())
    let connection = read?.outputs["private_link_service_connections"]?.arrayValue?.first
    #expect(connection?["private_link_service_connection_state"]?["status"] == "Disconnected")
    #expect(read?.inputs["custom_dns_configs"] == nil)
  }

  @Test func needsExactlyOneListOfConnections() throws {
    let type = try FakeAzure.type(Self.type)
    var none = inputs()
    none["private_link_service_connections"] = nil
    #expect(type.validate(none).map(\.code) == ["exactly-one-property"])
    var both = inputs()
    both["manual_private_link_service_connections"] = both["private_link_service_connections"]
    #expect(type.validate(both).map(\.code) == ["exactly-one-property"])
  }
}
