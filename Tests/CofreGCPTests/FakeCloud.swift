import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema
import Synchronization
import Testing

@testable import CofreCatalog
@testable import CofreGCP

/// A transport that plays a script: each request must be the next one, and gets its answer.
final class FakeCloud: HTTPTransport {
  struct Exchange: Sendable {
    /// `GET /v1/…`; a URL elsewhere than Cloud KMS stands in full.
    var call: String
    /// The expected body; nil when it is not looked at.
    var body: JSON?
    var status: Int
    var headers: HTTPHeaders
    var answer: [UInt8]
    var failure: HTTPError?
  }

  private struct State {
    var script: [Exchange]
    var requests: [HTTPRequest] = []
    var pauses: [Duration] = []
    var now = 1_795_282_544.0
  }

  private let state: Mutex<State>

  init(_ script: [Exchange]) { state = Mutex(State(script: script)) }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let next: Exchange? = state.withLock { state in
      state.requests.append(request)
      return state.script.isEmpty ? nil : state.script.removeFirst()
    }
    let kms = "https://cloudkms.googleapis.com"
    let url = request.url.hasPrefix(kms) ? String(request.url.dropFirst(kms.count)) : request.url
    let call = "\(request.method.rawValue) \(url)"
    guard let next else {
      Issue.record("A call too many: \(call)")
      throw HTTPError(.unconnected, "The script is over.")
    }
    #expect(call == next.call)
    if let body = next.body { #expect(try JSON.parse(request.body) == body, "body of \(call)") }
    if let failure = next.failure { throw failure }
    return HTTPResponse(status: next.status, headers: next.headers, body: next.answer)
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var pauses: [Duration] { state.withLock { $0.pauses } }

  func advance(_ seconds: Double) { state.withLock { $0.now += seconds } }

  /// Expects that every exchange was played.
  func expectOver(line: Int = #line) {
    let rest = state.withLock { $0.script.map(\.call) }
    #expect(rest.isEmpty, "not called, line \(line)")
  }

  /// A clock of its own: nothing waits, chance is always at its end.
  var clock: HTTPClock {
    HTTPClock(
      now: { [self] in state.withLock { $0.now } },
      sleep: { [self] pause in state.withLock { $0.pauses.append(pause) } },
      random: { 1 })
  }
}

/// An exchange of a script.
func on(_ call: String, _ body: JSON? = nil, _ status: Int = 200, _ answer: JSON = [:]) -> FakeCloud.Exchange {
  FakeCloud.Exchange(
    call: call, body: body, status: status, headers: [:], answer: answer.serialized(), failure: nil)
}

/// An exchange that fails with an error of a Google API.
func on(_ call: String, error status: String, _ code: Int, details: [JSON] = []) -> FakeCloud.Exchange {
  on(
    call, nil, code,
    ["error": ["code": .integer(Int64(code)), "message": "No.", "status": .string(status), "details": .array(details)]])
}

/// An exchange that gets no answer.
func on(_ call: String, fails kind: HTTPError.Kind) -> FakeCloud.Exchange {
  var exchange = on(call)
  exchange.failure = HTTPError(kind, "No answer from the host.")
  return exchange
}

let ringType = Catalog.GCP.kmsKeyRing
let keyType = Catalog.GCP.kmsCryptoKey
let ringID = "projects/p/locations/global/keyRings/r"
let keyID = "\(ringID)/cryptoKeys/k"

extension FakeCloud {
  /// The life cycle of a type, with a fixed token and the project `p` unless said otherwise.
  func lifecycle(
    _ type: ResourceType,
    configuration: [String: Value] = ["access_token": .sensitive(Sensitive("token-1")), "project": "p"],
    environment: [String: String] = [:], files: [String: String] = [:]
  ) throws -> any ResourceLifecycle {
    let provider = try GCPProvider.make(
      configuration: configuration, environment: environment, readFile: { files[$0].map { Array($0.utf8) } },
      transport: self, clock: clock)
    return try #require(provider.lifecycle(for: type.name))
  }
}

func owner(_ type: ResourceType, operation: String = "0123456789abcdef0123456789abcdef") -> Owner {
  Owner(urn: URN(stack: "dev", project: "ml", type: type.name, name: "x"), operationID: operation)
}

func create(_ type: ResourceType, _ inputs: [String: Value]) -> CreateRequest {
  CreateRequest(owner: owner(type), type: type, inputs: type.prepare(inputs))
}

func read(_ type: ResourceType, _ id: String, recorded: [String: Value] = [:]) -> ReadRequest {
  ReadRequest(urn: owner(type).urn, type: type, id: id, inputs: recorded, outputs: [:])
}

func delete(_ type: ResourceType, _ id: String) -> DeleteRequest {
  DeleteRequest(owner: owner(type), type: type, id: id, inputs: [:], outputs: [:])
}

func update(_ type: ResourceType, _ id: String, _ inputs: [String: Value]) -> UpdateRequest {
  UpdateRequest(
    owner: owner(type, operation: "fedcba9876543210fedcba9876543210"), type: type, id: id, oldInputs: [:],
    oldOutputs: [:], inputs: type.prepare(inputs), diff: Diff())
}

/// The error that a call throws.
func providerError(_ body: () async throws -> Void) async throws -> ProviderError {
  do {
    try await body()
  } catch {
    return try #require(error as? ProviderError)
  }
  throw ExpectedError()
}

struct ExpectedError: Error {}
