import CofreAzure
import CofreCatalog
import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema
import Synchronization
import Testing

/// A cloud that expects certain requests, in order, and answers them as it was told.
///
/// Tokens are given to whoever asks. Time passes only while somebody waits.
final class FakeAzure: HTTPTransport {
  struct Exchange: Sendable {
    var line: String
    var response: HTTPResponse
  }

  struct Received: Sendable {
    /// `PUT /path?query`, with the host before the path unless it is that of Azure Resource Manager.
    var line: String
    var request: HTTPRequest
    var body: JSON? { try? JSON.parse(request.body) }
  }

  static let subscription = "00000000-0000-0000-0000-000000000001"
  static let tenant = "11111111-1111-1111-1111-111111111111"
  static let group = "/subscriptions/\(subscription)/resourceGroups/seed-rg"

  private struct State {
    var script: [Exchange] = []
    var received: [Received] = []
    var tokenRequests: [String] = []
    var now: Double = 1_800_000_000
    var waits: [Double] = []
  }

  private let state = Mutex(State())

  var received: [Received] { state.withLock { $0.received } }
  var tokenRequests: [String] { state.withLock { $0.tokenRequests } }
  var waits: [Double] { state.withLock { $0.waits } }
  /// What was expected and did not come.
  var missing: [String] { state.withLock { $0.script.map(\.line) } }

  /// Expects a request such as `GET {group}/providers/…`; the API version is not looked at.
  func expect(
    _ line: String, _ status: Int = 200, _ body: JSON? = nil, _ headers: [(String, String)] = []
  ) {
    var fields = HTTPHeaders()
    for (name, value) in headers { fields.append(name, value) }
    let full = line.split(separator: "{group}", omittingEmptySubsequences: false).joined(separator: Self.group)
      .split(separator: "{sub}", omittingEmptySubsequences: false).joined(
        separator: "/subscriptions/\(Self.subscription)")
    let response = HTTPResponse(status: status, headers: fields, body: body?.serialized() ?? [])
    state.withLock { $0.script.append(Exchange(line: full, response: response)) }
  }

  var clock: HTTPClock {
    HTTPClock(
      now: { self.state.withLock { $0.now } },
      sleep: { duration in
        self.state.withLock {
          let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
          $0.now += seconds
          $0.waits.append(seconds)
        }
      }, random: { 0.5 })
  }

  func pass(_ seconds: Double) { state.withLock { $0.now += seconds } }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let parts = URLParts(request.url) else { throw HTTPError(.malformed, "No URL.") }
    if parts.authority.hasPrefix("login.") {
      state.withLock { $0.tokenRequests.append("\(parts.path) \(String(decoding: request.body, as: UTF8.self))") }
      let number = state.withLock { $0.tokenRequests.count }
      let body: JSON = ["token_type": "Bearer", "expires_in": 3600, "access_token": .string("token-\(number)")]
      return HTTPResponse(status: 200, body: body.serialized())
    }
    let host = parts.authority == "management.azure.com" ? "" : parts.authority
    let path = String(decoding: PercentEncoding.decode(parts.path), as: UTF8.self)
    let line = "\(request.method.rawValue) \(host)\(path)"
    let exchange = state.withLock { state -> Exchange? in
      state.received.append(Received(line: line, request: request))
      return state.script.isEmpty ? nil : state.script.removeFirst()
    }
    guard let exchange, exchange.line.lowercased() == line.lowercased() else {
      Issue.record("Unexpected request \(line); expected \(exchange?.line ?? "none")")
      return HTTPResponse(status: 400)
    }
    return exchange.response
  }

  func provider(
    _ configuration: [String: Value] = [:], environment: [String: String] = FakeAzure.environment,
    files: [String: String] = [:]
  ) throws -> AzureProvider {
    try AzureProvider.make(
      configuration: configuration, environment: environment, readFile: { files[$0].map { Array($0.utf8) } },
      transport: self, clock: clock)
  }

  static let environment = [
    "AZURE_TENANT_ID": tenant, "AZURE_CLIENT_ID": "22222222-2222-2222-2222-222222222222",
    "AZURE_CLIENT_SECRET": "s3cr3t-of-the-client", "AZURE_SUBSCRIPTION_ID": subscription,
  ]

  // MARK: Requests as the engine makes them

  static let operation = "0123456789abcdef0123456789abcdef"

  static func urn(_ type: String, _ name: String = "thing") -> URN {
    URN(stack: "dev", project: "keys", type: type, name: name)
  }

  static func type(_ name: String) throws -> ResourceType { try #require(Catalog.resourceType(name)) }

  func lifecycle(_ type: String) throws -> any ResourceLifecycle {
    try #require(try provider().lifecycle(for: type))
  }

  /// Inputs as they are when the engine has prepared and checked them.
  func checked(_ type: String, _ inputs: [String: Value]) throws -> [String: Value] {
    let resourceType = try Self.type(type)
    #expect(resourceType.validate(inputs).map(\.detail) == [])
    let result = try lifecycle(type).check(
      CheckRequest(
        urn: Self.urn(type), type: resourceType, inputs: resourceType.prepare(inputs), priorInputs: nil))
    #expect(result.violations.map(\.detail) == [])
    return result.inputs
  }

  func createRequest(_ type: String, _ inputs: [String: Value]) throws -> CreateRequest {
    CreateRequest(
      owner: Owner(urn: Self.urn(type), operationID: Self.operation), type: try Self.type(type),
      inputs: try checked(type, inputs))
  }

  func create(_ type: String, _ inputs: [String: Value]) async throws -> ResourceResult {
    try await lifecycle(type).create(try createRequest(type, inputs))
  }

  func diff(
    _ type: String, _ old: [String: Value], _ new: [String: Value], outputs: [String: Value] = [:]
  ) throws -> Diff {
    try lifecycle(type).diff(
      DiffRequest(
        urn: Self.urn(type), type: try Self.type(type), id: "x", oldInputs: try checked(type, old),
        oldOutputs: outputs, newInputs: try checked(type, new)))
  }

  func update(
    _ type: String, id: String, _ old: [String: Value], _ new: [String: Value]
  ) async throws -> ResourceResult {
    try await lifecycle(type).update(
      UpdateRequest(
        owner: Owner(urn: Self.urn(type), operationID: Self.operation), type: try Self.type(type), id: id,
        oldInputs: try checked(type, old), oldOutputs: [:], inputs: try checked(type, new),
        diff: try diff(type, old, new)))
  }

  func delete(
    _ type: String, id: String, _ inputs: [String: Value] = [:], outputs: [String: Value] = [:],
    alsoDeleting: Set<String> = []
  ) async throws {
    try await lifecycle(type).delete(
      DeleteRequest(
        owner: Owner(urn: Self.urn(type), operationID: Self.operation), type: try Self.type(type), id: id,
        inputs: inputs, outputs: outputs, alsoDeleting: alsoDeleting))
  }

  func read(_ type: String, id: String, _ inputs: [String: Value] = [:]) async throws -> ReadResult? {
    try await lifecycle(type).read(
      ReadRequest(
        urn: Self.urn(type), type: try Self.type(type), id: id,
        inputs: inputs.isEmpty ? [:] : try checked(type, inputs), outputs: [:]))
  }

  /// The owner tags that a create sends.
  static func tags(_ type: String) -> JSON {
    ["cofre-urn": .string(urn(type).description), "cofre-operation": .string(operation)]
  }
}

/// The error of a call that must fail.
func failure(_ body: () async throws -> Void) async -> ProviderError? {
  do {
    try await body()
    Issue.record("The call did not fail.")
  } catch let error as ProviderError {
    return error
  } catch {
    Issue.record("The call failed with \(error).")
  }
  return nil
}
