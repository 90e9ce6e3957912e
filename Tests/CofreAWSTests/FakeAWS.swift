import CofreAWS
import CofreHTTP
import CofreJSON
import CofreModel
import Synchronization
import Testing

/// Plays the other side of a conversation: for each request in turn an operation that must be asked and its answer.
final class FakeAWS: HTTPTransport {
  enum Reply: Sendable {
    case ok(JSON)
    case fault(String, String = "No.", status: Int = 400)
    case response(HTTPResponse)
    case failure(HTTPError.Kind)
  }

  private let script: Mutex<[(String, Reply)]>
  private let requests = Mutex<[HTTPRequest]>([])

  init(_ script: [(String, Reply)]) { self.script = Mutex(script) }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    requests.withLock { $0.append(request) }
    let operation = Self.operation(request)
    let next: (String, Reply)? = script.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    guard let (expected, reply) = next else {
      Issue.record("\(operation) was not expected")
      throw HTTPError(.unconnected, "The script is over.")
    }
    #expect(operation == expected)
    switch reply {
    case .ok(let json): return HTTPResponse(status: 200, body: json.serialized())
    case .fault(let code, let message, let status):
      let body: JSON = ["__type": .string(code), "message": .string(message)]
      return HTTPResponse(status: status, headers: ["x-amzn-RequestId": "request-1"], body: body.serialized())
    case .response(let response): return response
    case .failure(let kind): throw HTTPError(kind, "h:443 did not answer.")
    }
  }

  private static func operation(_ request: HTTPRequest) -> String {
    request.headers["X-Amz-Target"].map { String($0.drop { $0 != "." }.dropFirst()) }
      ?? request.url + (request.body.isEmpty ? "" : " " + String(decoding: request.body, as: UTF8.self))
  }

  var sent: [HTTPRequest] { requests.withLock { $0 } }
  var isOver: Bool { script.withLock { $0.isEmpty } }

  /// The requests as text: the operation and the body with its members sorted.
  var transcript: [String] {
    sent.map { request in
      let body = (try? JSON.parse(String(decoding: request.body, as: UTF8.self)))?.canonical.text() ?? ""
      return "\(Self.operation(request)) \(body)"
    }
  }
}

/// A clock that stands still but for what is waited.
final class FakeClock: Sendable {
  private let time = Mutex(1_795_290_344.0)
  private let total = Mutex(Duration.zero)

  /// What has been waited in all.
  var waited: Duration { total.withLock { $0 } }

  var clock: HTTPClock {
    HTTPClock(
      now: { self.time.withLock { $0 } },
      sleep: { duration in
        self.total.withLock { $0 += duration }
        self.time.withLock { $0 += duration / .seconds(1) }
      },
      random: { 0.5 })
  }
}

extension AWSProvider {
  /// A provider with keys, in us-west-2, that talks to a script.
  static func scripted(
    _ transport: FakeAWS, _ clock: FakeClock = FakeClock(), _ configuration: [String: Value] = [:]
  ) throws -> AWSProvider {
    let keys = [
      "AWS_ACCESS_KEY_ID": "AKIDFAKE000000000001", "AWS_SECRET_ACCESS_KEY": "hush-secret-key",
      "AWS_REGION": "us-west-2",
    ]
    return try make(
      configuration: configuration, environment: keys, readFile: { _ in nil }, transport: transport, clock: clock.clock)
  }
}
