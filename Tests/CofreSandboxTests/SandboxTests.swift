import CofreCrypto
import CofreJSON
import TestSupport
import Testing

@testable import CofreSandbox

/// The sandbox by its pure function: requests in, responses out, on a clock that the test sets.
@Suite struct SandboxTests {
  @Test func nothingStaysHalfDoneForEver() throws {
    let cloud = try Cloud()
    cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"])
    #expect(cloud.arm("DELETE", "/resourcegroups/g").status == 202)
    #expect(cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"]).status == 409)
    cloud.now = cloud.now.adding(seconds: 2)
    #expect(cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"]).status == 201)
  }

  @Test func whatWasSeenToBeGoneCanBeMadeAgain() throws {
    let cloud = try Cloud()
    cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"])
    cloud.arm("DELETE", "/resourcegroups/g")
    #expect(cloud.arm("GET", "/resourcegroups/g").status == 200)
    #expect(cloud.arm("GET", "/resourcegroups/g").status == 404)
    #expect(cloud.arm("PUT", "/resourcegroups/g", ["location": "westus"]).status == 201)
  }

  @Test func aRefusedRequestChangesNothing() throws {
    let cloud = try Cloud()
    let before = cloud.sandbox.store.contents
    #expect(cloud.arm("PUT", "/resourcegroups/g", [:]).status == 400)
    #expect(cloud.send("POST", "/", headers: [("X-Amz-Target", "secretsmanager.CreateSecret")]).status == 400)
    #expect(cloud.send("POST", "/v1/projects/p/locations/global/keyRings?keyRingId=r").status == 401)
    #expect(cloud.sandbox.store.contents == before)
  }

  @Test func faultsComeBeforeOrAfterTheChange() throws {
    let cloud = try Cloud()
    for (keepsChange, expected) in [(false, 404), (true, 200)] {
      cloud.sandbox.fail(
        operation: "azure.resources.ResourceGroups.CreateOrUpdate", status: 503, code: nil, times: 1,
        keepsChange: keepsChange)
      #expect(cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"]).status == 503)
      #expect(cloud.arm("GET", "/resourcegroups/g").status == expected)
    }
    #expect(cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"]).status == 200)
  }

  @Test func placeholdersAreTakenOnlyWhenToldTo() throws {
    for (accepts, expected) in [(false, 400), (true, 200)] {
      let cloud = try Cloud(options: Sandbox.Options(acceptsPlaceholders: accepts))
      cloud.arm("PUT", "/resourcegroups/g", ["location": "eastus"])
      let answer = cloud.arm(
        "PUT", "/resourceGroups/g/providers/Microsoft.KeyVault/vaults/vault-1",
        [
          "location": "eastus",
          "properties": [
            "tenantId": "your-tenant-id", "sku": ["family": "A", "name": "standard"], "accessPolicies": [],
          ],
        ])
      #expect(answer.status == expected)
    }
  }

  /// Whatever comes in, an answer goes out.
  @Test func answersAnyRequest() throws {
    let cloud = try Cloud()
    var generator = SeededGenerator(seed: 42)
    let words = [
      "subscriptions", cloud.sandbox.identity.azureSubscription, "resourceGroups", "g", "providers",
      "Microsoft.KeyVault",
      "Microsoft.Network", "Microsoft.Authorization", "vaults", "v", "secrets", "s", "accessPolicies", "add",
      "locations",
      "eastus", "deletedVaults", "purge", "privateEndpoints", "virtualNetworks", "subnets", "roleAssignments",
      "operations",
      "v1", "projects", "p", "global", "keyRings", "r", "cryptoKeys", "k", "cryptoKeyVersions", "1", "1:destroy",
      "k:encrypt", "k:decrypt", "r:setIamPolicy", "_cofre", "clock", "calls", "faults", "computeMetadata", "instance",
      "metadata", "identity", "oauth2", "token", "v2.0", "%", "%2F", "", ":", "retiredResources", "deletedsecrets",
    ]
    let bodies = [
      "", "{}", "[]", "null", "{", "\u{0}", "{\"properties\":null}", "{\"location\":1,\"properties\":{\"sku\":[]}}",
      "{\"properties\":{\"addressSpace\":{\"addressPrefixes\":[1,\"10.0.0.0/8\"]},\"subnets\":[1]},\"location\":\"a\"}",
      "{\"policy\":{\"bindings\":[{\"role\":1}]}}", "{\"ciphertext\":\"AAAAAAAA\",\"plaintextCrc32c\":\"x\"}",
      "{\"purpose\":99,\"rotationPeriod\":\"1e400s\",\"nextRotationTime\":\"x\"}", "grant_type=client_credentials&&=&%",
      "{\"advance\":\"1s\"}",
    ]
    for index in 0..<20_000 {
      let path = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in generator.one(of: words) }.joined(
        separator: "/")
      let query = generator.one(of: ["", "?api-version=2026-02-01", "?api-version=7.4", "?a&=&%", "?updateMask=labels"])
      let host = generator.one(of: ["localhost", "v.vault.localhost", "127.0.0.1:1", "[::1]:80", "", "x.example"])
      let token = generator.one(of: [cloud.token, cloud.gcpToken, "x.y.z", ""])
      var headers: [SandboxRequest.Header] = [("Host", host), ("Authorization", "Bearer \(token)")]
      if index % 50 == 0 { headers.append(("X-Amz-Target", generator.one(of: words))) }
      if index % 20 == 0 { headers.append(("Metadata-Flavor", "Google")) }
      let method = generator.one(of: ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"])
      let response = cloud.sandbox.respond(
        to: SandboxRequest(
          method: method, target: "/\(path)\(query)", headers: headers,
          body: Array(generator.one(of: bodies).utf8)), at: cloud.now)
      #expect(100...599 ~= response.status && response.status != 500, "\(method) /\(path)\(query)")
      cloud.sandbox.store.commit()
    }
  }
}

/// A sandbox with the credentials of its user.
private final class Cloud {
  let sandbox: Sandbox
  var now = Instant(seconds: 1_800_000_000)
  private(set) var token = ""
  private(set) var gcpToken = ""

  init(options: Sandbox.Options = Sandbox.Options()) throws {
    let identity = try Identity.generate()
    sandbox = try Sandbox(
      store: Store(), identity: identity, endpoints: Endpoints(httpPort: 1, httpsPort: 2), options: options)
    let form =
      "grant_type=client_credentials&client_id=\(identity.azureClientID)&client_secret=\(identity.azureClientSecret)"
      + "&scope=https://management.azure.com/.default"
    token =
      send("POST", "/\(identity.azureTenant)/oauth2/v2.0/token", body: form).json?["access_token"]?.stringValue ?? ""
    gcpToken =
      send(
        "GET", "/computeMetadata/v1/instance/service-accounts/default/token", headers: [("Metadata-Flavor", "Google")]
      ).json?["access_token"]?.stringValue ?? ""
  }

  @discardableResult
  func arm(_ method: String, _ path: String, _ body: JSON? = nil) -> SandboxResponse {
    send(
      method, "/subscriptions/\(sandbox.identity.azureSubscription)\(path)?api-version=2024-03-01",
      headers: [("Authorization", "Bearer \(token)")], body: body?.text() ?? "")
  }

  func send(
    _ method: String, _ target: String, headers: [SandboxRequest.Header] = [], body: String = ""
  ) -> SandboxResponse {
    let response = sandbox.respond(
      to: SandboxRequest(
        method: method, target: target, headers: [("Host", "localhost")] + headers, body: Array(body.utf8)), at: now)
    sandbox.store.commit()
    return response
  }
}
