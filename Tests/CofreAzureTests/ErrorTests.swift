import CofreHTTP
import CofreJSON
import CofreProvider
import Testing

@testable import CofreAzure

@Suite struct ErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var status: Int
    var body: String
    var code: ProviderError.Code
    var cloudCode: String
    /// A part of the message.
    var says: String
    /// A part of the hint; nil when there is none.
    var hints: String?

    var testDescription: String { "\(status) \(cloudCode)" }
  }

  static let cases: [Case] = [
    Case(
      status: 409,
      body: """
        {"error":{"code":"ConflictError","message":"A vault with the same name already exists in deleted state. \
        You need to either recover or purge existing key vault."}}
        """, code: .tombstone, cloudCode: "ConflictError", says: "deleted state", hints: "purge"),
    Case(
      status: 409, body: #"{"error":{"code":"ConflictError","message":"A conflict occurred."}}"#, code: .conflict,
      cloudCode: "ConflictError", says: "A conflict occurred.", hints: nil),
    Case(
      status: 409, body: #"{"error":{"code":"VaultAlreadyExists","message":"The vault name is already in use."}}"#,
      code: .alreadyExists, cloudCode: "VaultAlreadyExists", says: "in use", hints: "all of Azure"),
    Case(
      status: 409,
      body: #"{"error":{"code":"Conflict","message":"…","innererror":{"code":"ObjectIsDeletedButRecoverable"}}}"#,
      code: .tombstone, cloudCode: "ObjectIsDeletedButRecoverable", says: "…", hints: "Recover"),
    Case(
      status: 409, body: #"{"error":{"code":"PrivateEndpointAlreadyExists","message":"…"}}"#, code: .alreadyExists,
      cloudCode: "PrivateEndpointAlreadyExists", says: "…", hints: nil),
    Case(
      status: 409, body: #"{"error":{"code":"InvalidResourceLocation","message":"…"}}"#, code: .alreadyExists,
      cloudCode: "InvalidResourceLocation", says: "…", hints: "region"),
    Case(
      status: 409, body: #"{"error":{"code":"ScopeLocked","message":"…"}}"#, code: .conflict, cloudCode: "ScopeLocked",
      says: "…", hints: "lock"),
    Case(
      status: 403,
      body: #"{"error":{"code":"AuthorizationFailed","message":"The client does not have authorization."}}"#,
      code: .denied, cloudCode: "AuthorizationFailed", says: "authorization", hints: "role"),
    Case(
      status: 403, body: #"{"error":{"code":"LinkedAuthorizationFailed","message":"…"}}"#, code: .denied,
      cloudCode: "LinkedAuthorizationFailed", says: "…", hints: "manual_private_link_service_connections"),
    Case(
      status: 400, body: #"{"error":{"code":"BadRequest","message":"…","innererror":{"code":"ForbiddenByRbac"}}}"#,
      code: .denied, cloudCode: "ForbiddenByRbac", says: "…", hints: "Key Vault Secrets Officer"),
    Case(
      status: 401, body: #"{"error":{"code":"InvalidAuthenticationTokenTenant","message":"…"}}"#,
      code: .unauthenticated, cloudCode: "InvalidAuthenticationTokenTenant", says: "…", hints: "AZURE_TENANT_ID"),
    Case(
      status: 404, body: #"{"error":{"code":"ResourceGroupNotFound","message":"…"}}"#, code: .notFound,
      cloudCode: "ResourceGroupNotFound", says: "…", hints: "resource_group_name"),
    Case(
      status: 400, body: #"{"error":{"code":"InUseSubnetCannotBeDeleted","message":"…"}}"#, code: .conflict,
      cloudCode: "InUseSubnetCannotBeDeleted", says: "…", hints: "private endpoint"),
    Case(
      status: 400,
      body: """
        {"error":{"code":"InvalidRequestFormat","message":"Cannot parse the request.","details":[{"code":"MissingName",\
        "message":"A name is missing.","details":[{"code":"Deep","message":"Deep down."}]}]}}
        """, code: .invalid, cloudCode: "InvalidRequestFormat",
      says: "Cannot parse the request. A name is missing. Deep down.", hints: nil),
    Case(
      status: 400,
      body: """
        {"error":{"code":"Failed","message":"{\\"error\\":{\\"code\\":\\"VaultNameNotValid\\",\\"message\\":\\"Bad name.\\"}}"}}
        """, code: .invalid, cloudCode: "VaultNameNotValid", says: "Bad name.", hints: "3 to 24"),
    Case(
      status: 429, body: #"{"error":{"code":"SubscriptionRequestsThrottled","message":"…"}}"#, code: .throttled,
      cloudCode: "SubscriptionRequestsThrottled", says: "…", hints: "--parallel"),
    Case(status: 503, body: "<html>", code: .unavailable, cloudCode: "HTTP 503", says: "status 503", hints: "again"),
    Case(status: 418, body: "", code: .invalid, cloudCode: "HTTP 418", says: "status 418", hints: nil),
    Case(status: 400, body: "[1,2]", code: .invalid, cloudCode: "HTTP 400", says: "status 400", hints: nil),
    Case(
      status: 400, body: #"{"error":{"code":5,"message":{"a":1},"details":"x"}}"#, code: .invalid,
      cloudCode: "HTTP 400", says: "status 400", hints: nil),
  ]

  @Test(arguments: cases) func classifies(_ example: Case) {
    let response = HTTPResponse(
      status: example.status, headers: ["x-ms-correlation-request-id": "c-1", "x-ms-request-id": "r-1"],
      body: Array(example.body.utf8))
    let error = ProviderError(CloudError(response, now: 0), doing: "Creating key vault 'x'")
    #expect(error.code == example.code)
    #expect(error.cloudCode == example.cloudCode)
    #expect(error.requestID == "c-1")
    #expect(error.message.hasPrefix("Creating key vault 'x' failed: "))
    #expect(error.message.contains(example.says))
    if let hint = example.hints {
      #expect(error.hint?.contains(hint) == true)
    } else {
      #expect(error.hint == nil)
    }
    #expect(error.mayHaveChanged == (example.status >= 500))
  }

  @Test func aMessageThatNestsForeverEnds() {
    var body = #"{"code":"End","message":"end"}"#
    for _ in 0..<10 { body = JSON.object(["code": "Again", "message": .string(body)]).text() }
    let error = CloudError(HTTPResponse(status: 400, body: Array(body.utf8)), now: 0)
    #expect(error.code == "Again")
    #expect(!error.message.isEmpty)
  }

  @Test func aSubscriptionThatWeCannotSeeIsNotEmpty() async throws {
    let azure = FakeAzure()
    let answer: JSON = ["error": ["code": "SubscriptionNotFound", "message": "The subscription could not be found."]]
    azure.expect("GET {group}", 404, answer)
    let reading = await failure { _ = try await azure.read("azure.resources.ResourceGroup", id: FakeAzure.group) }
    #expect(reading?.code == .notFound)
    #expect(reading?.hint?.contains("AZURE_SUBSCRIPTION_ID") == true)
    azure.expect("DELETE {group}", 404, answer)
    let deleting = await failure { try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group) }
    #expect(deleting?.code == .notFound)
  }

  @Test func registersAServiceThatTheSubscriptionDoesNotUse() async throws {
    let azure = FakeAzure()
    let path = "{group}/providers/Microsoft.KeyVault/vaults/seedkv01"
    let provider = "{sub}/providers/Microsoft.KeyVault"
    azure.expect("GET \(path)", 404)
    azure.expect(
      "PUT \(path)", 409,
      [
        "error": [
          "code": "MissingSubscriptionRegistration",
          "message": "The subscription is not registered to use namespace 'Microsoft.KeyVault'.",
        ]
      ])
    azure.expect("POST \(provider)/register", 200, ["registrationState": "Registering"])
    azure.expect("GET \(provider)", 200, ["registrationState": "Registering"])
    azure.expect("GET \(provider)", 200, ["registrationState": "Registered"])
    azure.expect("PUT \(path)", 200, SeedProgramTests.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/"))
    azure.expect("GET \(path)", 200, SeedProgramTests.vault("Succeeded", uri: "https://seedkv01.vault.azure.net/"))
    _ = try await azure.create("azure.keyvault.Vault", SeedProgramTests.vaultInputs())
    // The same id would get the same refusal again.
    let ids = azure.received.filter { $0.line.hasPrefix("PUT") }.map { $0.request.headers["x-ms-client-request-id"] }
    #expect(ids.count == 2 && ids[0] != ids[1] && ids[0]?.count == 36)
    #expect(azure.received[2].request.url.hasSuffix("?api-version=2016-02-01"))
    #expect(azure.missing == [])
  }

  @Test func saysHowTheOwnerRegistersWhenWeMayNot() async throws {
    let azure = FakeAzure()
    let path = "{group}/providers/Microsoft.KeyVault/vaults/seedkv01"
    azure.expect("GET \(path)", 404)
    azure.expect("PUT \(path)", 409, ["error": ["code": "MissingSubscriptionRegistration", "message": "…"]])
    azure.expect(
      "POST {sub}/providers/Microsoft.KeyVault/register", 403,
      ["error": ["code": "AuthorizationFailed", "message": "…"]])
    let error = await failure { _ = try await azure.create("azure.keyvault.Vault", SeedProgramTests.vaultInputs()) }
    #expect(error?.code == .denied)
    #expect(error?.hint?.contains("az provider register --namespace Microsoft.KeyVault") == true)
  }

  @Test(arguments: [
    "AnotherOperationInProgress", "CanceledAndSupersededDueToAnotherOperation", "ReferencedResourceNotProvisioned",
    "RetryableError",
  ])
  func waitsWhileAzureIsBusy(_ code: String) async throws {
    let azure = FakeAzure()
    azure.expect("DELETE {group}", 409, ["error": ["code": .string(code), "message": "…"]])
    azure.expect(
      "DELETE {group}", 409, ["error": ["code": .string(code), "message": "…"]], [("Retry-After", "7")])
    azure.expect("DELETE {group}", 200)
    try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group)
    #expect(azure.waits == [2, 7])
  }

  @Test func anExpiredTokenIsRenewedOnce() async throws {
    let azure = FakeAzure()
    let refusal: JSON = ["error": ["code": "ExpiredAuthenticationToken", "message": "…"]]
    azure.expect("DELETE {group}", 401, refusal)
    azure.expect("DELETE {group}", 200)
    try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group)
    #expect(azure.tokenRequests.count == 2)

    let other = FakeAzure()
    other.expect("DELETE {group}", 401, refusal)
    other.expect("DELETE {group}", 401, refusal)
    let error = await failure { try await other.delete("azure.resources.ResourceGroup", id: FakeAzure.group) }
    #expect(error?.code == .unauthenticated)
  }

  @Test func aClaimsChallengeIsAnswered() async throws {
    let azure = FakeAzure()
    azure.expect(
      "DELETE {group}", 401, ["error": ["code": "InvalidAuthenticationToken", "message": "…"]],
      [
        (
          "WWW-Authenticate",
          "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            + "error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\""
        )
      ])
    azure.expect("DELETE {group}", 200)
    try await azure.delete("azure.resources.ResourceGroup", id: FakeAzure.group)
    #expect(azure.tokenRequests.count == 2)
    #expect(azure.tokenRequests[1].contains("claims=%7B%22a%22%3A1%7D"))
  }
}
