import CofreModel
import CofreHTTP
import CofreJSON
import CofreProvider
import Synchronization
import Testing

@testable import CofreGCP

/// A transport that gives every call the same answer and keeps what was asked.
final class AnsweringCloud: HTTPTransport {
  private let answer: JSON
  private let requests = Mutex<[HTTPRequest]>([])

  init(_ answer: JSON) { self.answer = answer }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    requests.withLock { $0.append(request) }
    return HTTPResponse(status: 200, body: answer.serialized())
  }

  /// Everything but reads: method, path and query, and the body.
  var changes: [(call: String, body: JSON)] {
    requests.withLock { $0 }.filter { $0.method != .get }.map { request in
      let path = request.url.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
      return ("\(request.method.rawValue) \(path)", (try? JSON.parse(request.body)) ?? nil)
    }
  }

  func lifecycle() throws -> any ResourceLifecycle {
    let provider = try GCPProvider.make(
      configuration: ["access_token": "t", "project": "p"], environment: [:], readFile: { _ in nil }, transport: self,
      clock: FakeCloud([]).clock)
    return try #require(provider.lifecycle(for: "gcp.kms.CryptoKey"))
  }
}
