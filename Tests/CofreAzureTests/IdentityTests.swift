import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import Synchronization
import Testing

@testable import CofreAzure

@Suite struct IdentityTests {
  // MARK: The cache

  private final class CountingSource: CredentialSource {
    let count = Mutex(0)
    let name = "a source"

    func token(for request: TokenRequest) async throws -> AccessToken {
      let number = count.withLock { count in
        count += 1
        return count
      }
      await Task.yield()
      return AccessToken(Sensitive("token-\(number)"), expiry: 1_800_000_000 + 3600)
    }
  }

  @Test func fetchesATokenOnceHoweverManyAsk() async throws {
    let azure = FakeAzure()
    let source = CountingSource()
    let cache = TokenCache(source, clock: azure.clock)
    let request = TokenRequest(scope: "https://a/.default")
    try await withThrowingTaskGroup(of: Sensitive.self) { group in
      for _ in 0..<50 { group.addTask { try await cache.token(for: request) } }
      for try await token in group { #expect(token == Sensitive("token-1")) }
    }
    #expect(source.count.withLock { $0 } == 1)
    _ = try await cache.token(for: TokenRequest(scope: "https://b/.default"))
    #expect(source.count.withLock { $0 } == 2)
  }

  @Test func fetchesAnotherFiveMinutesBeforeTheEnd() async throws {
    let azure = FakeAzure()
    let source = CountingSource()
    let cache = TokenCache(source, clock: azure.clock)
    let request = TokenRequest(scope: "https://a/.default")
    _ = try await cache.token(for: request)
    azure.pass(3600 - 301)
    #expect(try await cache.token(for: request) == Sensitive("token-1"))
    azure.pass(2)
    #expect(try await cache.token(for: request) == Sensitive("token-2"))
  }

  @Test func forgetsOnlyTheTokenThatWasRefused() async throws {
    let cache = TokenCache(CountingSource(), clock: FakeAzure().clock)
    let request = TokenRequest(scope: "https://a/.default")
    let token = try await cache.token(for: request)
    await cache.forget(Sensitive("another"), for: request)
    #expect(try await cache.token(for: request) == token)
    await cache.forget(token, for: request)
    #expect(try await cache.token(for: request) == Sensitive("token-2"))
  }

  // MARK: Sources

  @Test func aClientSecretIsSentAsAForm() async throws {
    let azure = FakeAzure()
    azure.expect("GET {group}", 404)
    _ = try await azure.read("azure.resources.ResourceGroup", id: FakeAzure.group)
    #expect(
      azure.tokenRequests == [
        "/\(FakeAzure.tenant)/oauth2/v2.0/token client_id=22222222-2222-2222-2222-222222222222"
          + "&client_secret=s3cr3t-of-the-client&grant_type=client_credentials"
          + "&scope=https%3A%2F%2Fmanagement.azure.com%2F.default"
      ])
  }

  @Test func aFederatedTokenIsReadFromItsFile() async throws {
    let azure = FakeAzure()
    azure.expect("GET {group}", 404)
    var environment = FakeAzure.environment
    environment["AZURE_CLIENT_SECRET"] = nil
    environment["AZURE_FEDERATED_TOKEN_FILE"] = "/var/token"
    let request = ReadRequest(
      urn: FakeAzure.urn("azure.resources.ResourceGroup"), type: try FakeAzure.type("azure.resources.ResourceGroup"),
      id: FakeAzure.group, inputs: [:], outputs: [:])
    let provider = try azure.provider(environment: environment, files: ["/var/token": "e30.e30.x\n"])
    _ = try await provider.lifecycle(for: "azure.resources.ResourceGroup")?.read(request)
    #expect(
      azure.tokenRequests == [
        "/\(FakeAzure.tenant)/oauth2/v2.0/token client_id=22222222-2222-2222-2222-222222222222"
          + "&grant_type=client_credentials"
          + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
          + "&client_assertion=e30.e30.x&scope=https%3A%2F%2Fmanagement.azure.com%2F.default"
      ])
    let without = try azure.provider(environment: environment)
    let error = await failure {
      _ = try await without.lifecycle(for: "azure.resources.ResourceGroup")?.read(request)
    }
    #expect(error?.code == .notConfigured)
    #expect(error?.message.contains("/var/token") == true)
  }

  @Test(arguments: [
    (
      401,
      #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Trace ID: t"}"#,
      "AADSTS7000215", "not its id"
    ),
    (
      400, #"{"error":"unauthorized_client","error_description":"AADSTS700016: No such application.\r\nTrace ID: t"}"#,
      "AADSTS700016", "AZURE_CLIENT_ID"
    ),
    (400, #"{"error":"invalid_request"}"#, "invalid_request", "AZURE_TENANT_ID"),
  ])
  func explainsARefusedIdentity(_ status: Int, _ body: String, _ code: String, _ hint: String) async {
    let response = HTTPResponse(status: status, body: Array(body.utf8))
    let error = await failure { _ = try TokenEndpoint.token(in: response, now: 0, identity: "the client secret") }
    #expect(error?.code == .unauthenticated)
    #expect(error?.cloudCode == code)
    #expect(error?.hint?.contains(hint) == true)
    #expect(error?.message.contains("Trace ID") == false)
  }

  @Test func readsTheExpiryInEveryForm() throws {
    func expiry(_ body: JSON) throws -> Double {
      try TokenEndpoint.token(
        in: HTTPResponse(status: 200, body: body.serialized()), now: 1000, identity: "…"
      ).expiry
    }
    #expect(try expiry(["access_token": "t", "expires_in": 100]) == 1100)
    #expect(try expiry(["access_token": "t", "expires_in": "100", "expires_on": "5"]) == 1100)
    #expect(try expiry(["access_token": "t", "expires_on": "5000"]) == 5000)
    #expect(try expiry(["access_token": "t"]) == 1600)
    #expect(throws: ProviderError.self) { try expiry(["token_type": "Bearer"]) }
  }

  /// A machine with, or without, a metadata service.
  private struct Machine: HTTPTransport {
    var answers: @Sendable (HTTPRequest) throws -> HTTPResponse
    func send(_ request: HTTPRequest) async throws -> HTTPResponse { try answers(request) }
  }

  @Test func asksTheMachineForItsIdentity() async throws {
    let machine = Machine { request in
      guard request.headers["Metadata"] == "true" else { return HTTPResponse(status: 400) }
      #expect(
        request.url == "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
          + "&resource=https%3A%2F%2Fvault.azure.net&client_id=me")
      return HTTPResponse(
        status: 200, body: JSON.object(["access_token": "m", "expires_in": "86400"]).serialized())
    }
    let source = ManagedIdentitySource(
      clientID: "me", environment: [:], transport: machine, clock: FakeAzure().clock)
    let token = try await source.token(for: TokenRequest(scope: "https://vault.azure.net/.default"))
    #expect(token.value == Sensitive("m"))
  }

  @Test func asksTheAppServiceForItsIdentity() async throws {
    let machine = Machine { request in
      #expect(request.headers["X-IDENTITY-HEADER"] == "h")
      #expect(request.url == "http://127.0.0.1:41/msi?api-version=2019-08-01&resource=https%3A%2F%2Fa")
      return HTTPResponse(status: 200, body: JSON.object(["access_token": "m", "expires_on": "9"]).serialized())
    }
    let source = ManagedIdentitySource(
      clientID: nil, environment: ["IDENTITY_ENDPOINT": "http://127.0.0.1:41/msi", "IDENTITY_HEADER": "h"],
      transport: machine, clock: FakeAzure().clock)
    #expect(try await source.token(for: TokenRequest(scope: "https://a/.default")).expiry == 9)
  }

  @Test func goesOnWhenTheMachineHasNoIdentity() async throws {
    let silent = Machine { _ in throw HTTPError(.timedOut, "…") }
    let unassigned = Machine { request in
      HTTPResponse(
        status: 400, body: Array(#"{"error":"invalid_request","error_description":"Identity not found"}"#.utf8))
    }
    for machine in [silent, unassigned] {
      let managed = ManagedIdentitySource(
        clientID: nil, environment: [:], transport: machine, clock: FakeAzure().clock)
      let chain = CredentialChain([managed, CountingSource()])
      #expect(try await chain.token(for: TokenRequest(scope: "s")).value == Sensitive("token-1"))
      let error = await failure { _ = try await CredentialChain([managed]).token(for: TokenRequest(scope: "s")) }
      #expect(error?.code == .notConfigured)
      #expect(error?.hint?.contains("AZURE_CLIENT_SECRET") == true)
    }
  }

  @Test func saysThatACertificateWasLeftOut() async throws {
    let azure = FakeAzure()
    let silent = Machine { _ in throw HTTPError(.timedOut, "…") }
    let configuration = try AzureConfiguration(
      properties: ["subscription_id": "s"],
      environment: ["AZURE_CLIENT_CERTIFICATE_PATH": "/c.pem", "PATH": ""])
    let source = CredentialChain.source(
      for: configuration, readFile: { _ in nil }, transport: azure, probing: silent, clock: azure.clock)
    let error = await failure { _ = try await source.token(for: TokenRequest(scope: "s")) }
    #expect(error?.message.contains("AZURE_CLIENT_CERTIFICATE_PATH") == true)
    #expect(error?.message.contains("Azure CLI is not installed") == true)
  }

  // MARK: Challenges

  @Test func readsAChallenge() throws {
    let azure = try #require(
      AuthenticationChallenge(
        parsing: #"Bearer authorization="https://login.windows.net/tenant-1", resource="https://vault.azure.net""#))
    #expect(azure.tenant == "tenant-1")
    #expect(azure.resource == "https://vault.azure.net")
    let newer = try #require(
      AuthenticationChallenge(
        parsing:
          #"PoP x=1, Bearer authorization_uri="https://login.microsoftonline.com/t2/x" scope="https://vault.azure.net/.default""#
      ))
    #expect(newer.tenant == "t2")
    #expect(newer.scope == "https://vault.azure.net/.default")
    let claims = try #require(AuthenticationChallenge(parsing: #"Bearer error="insufficient_claims", claims="e30""#))
    #expect(claims.claims == "{}")
    #expect(AuthenticationChallenge(parsing: "Basic realm=x") == nil)
    #expect(AuthenticationChallenge(parsing: #"Bearer resource="unclosed"#) == nil)
    #expect(AuthenticationChallenge(parsing: "") == nil)
  }

  @Test func theSandboxesVaultsAreReachedWithTheirPort() async throws {
    let azure = FakeAzure()
    var environment = FakeAzure.environment
    environment["COFRE_AZURE_VAULT_SUFFIX"] = "vault.localhost:8443"
    let host = "seedkv01.vault.localhost:8443"
    azure.expect(
      "DELETE \(host)/secrets/api-key", 401, SecretTests.unauthorized,
      [
        (
          "WWW-Authenticate",
          "Bearer authorization=\"https://localhost:8443/t\", resource=\"https://vault.localhost:8443\""
        )
      ])
    azure.expect("DELETE \(host)/secrets/api-key", 404)
    let lifecycle = try #require(try azure.provider(environment: environment).lifecycle(for: SecretTests.type))
    try await lifecycle.delete(
      DeleteRequest(
        owner: Owner(urn: FakeAzure.urn(SecretTests.type), operationID: "1"),
        type: try FakeAzure.type(SecretTests.type),
        id: SecretTests.id, inputs: [:],
        outputs: ["properties": ["secret_uri": "https://seedkv01.vault.localhost:8443/secrets/api-key"]]))
    #expect(azure.tokenRequests.last?.contains("scope=https%3A%2F%2Fvault.localhost%3A8443%2F.default") == true)
    #expect(azure.missing == [])
  }

  // MARK: Programs

  @Test func runsAProgramAndCollectsWhatItPrints() async {
    let environment = ["PATH": "/usr/bin:/bin", "WORD": "hello"]
    let result = await ChildProcess.run(
      ["sh", "-c", "echo $WORD; echo no >&2; exit 3"], environment: environment, timeout: .seconds(20))
    #expect(result?.output == Array("hello\n".utf8))
    #expect(result?.errors == Array("no\n".utf8))
    #expect(result?.status == 3)
    let missing = await ChildProcess.run(
      ["cofre-no-such-program"], environment: environment, timeout: .seconds(20))
    #expect(missing == nil)
  }

  @Test func asksTheAzureCLI() async throws {
    // A stand-in for `az` that checks what it is asked.
    let directory = "/tmp/cofre-tests-az-\(UInt32.random(in: 0...UInt32.max))"
    let script = """
      mkdir -p \(directory) && cat > \(directory)/az <<'EOF'
      #!/bin/sh
      case "$*" in
        "account get-access-token --output json --resource https://vault.azure.net --tenant t1")
          echo '{"accessToken":"cli","expires_on":1900000000}' ;;
        *--tenant*) echo "ERROR: Please run 'az login' to setup account." >&2; exit 1 ;;
        *) exit 2 ;;
      esac
      EOF
      chmod +x \(directory)/az
      """
    let tools = ["PATH": "/usr/bin:/bin"]
    _ = await ChildProcess.run(["sh", "-c", script], environment: tools, timeout: .seconds(20))
    let environment = ["PATH": "relative:\(directory):/usr/bin:/bin"]
    let request = TokenRequest(scope: "https://vault.azure.net/.default")
    let token = try await AzureCLISource(tenantID: "t1", environment: environment).token(for: request)
    #expect(token.value == Sensitive("cli"))
    #expect(token.expiry == 1_900_000_000)
    for (tenant, words) in [("t2", "Nobody is logged in"), (nil, "failed with status 2")] {
      do {
        _ = try await AzureCLISource(tenantID: tenant, environment: environment).token(for: request)
        Issue.record("There is no token for \(tenant ?? "no tenant").")
      } catch let error as CredentialUnavailable {
        #expect(error.reason.contains(words))
      }
    }
    await #expect(throws: CredentialUnavailable.self) {
      try await AzureCLISource(tenantID: nil, environment: ["PATH": ""]).token(for: request)
    }
    _ = await ChildProcess.run(["rm", "-r", directory], environment: tools, timeout: .seconds(20))
  }
}
