import CofreHTTP
import CofreJSON
import CofreProvider
import Synchronization

/// The contents of key vaults.
///
/// Every error is a ``ProviderError``, or `CancellationError` when the task is cancelled while it waits.
final class VaultClient: Sendable {
  private let scope: String
  private let transport: AuthorizedTransport
  private let clock: HTTPClock
  /// What each vault turned out to want.
  private let tokenRequests = Mutex<[VaultAddress: TokenRequest]>([:])

  /// The version that every vault of every cloud understands.
  private static let apiVersion = "7.4"

  init(scope: String, transport: AuthorizedTransport, clock: HTTPClock) {
    self.scope = scope
    self.transport = transport
    self.clock = clock
  }

  /// Asks a vault; a status that is no success is an answer too.
  func send(
    _ method: HTTPRequest.Method, _ vault: VaultAddress, _ path: String, body: JSON? = nil, doing: String
  ) async throws -> HTTPResponse {
    let url = "https://\(vault.authority)\(PercentEncoding.encode(path, allowing: "/"))?api-version=\(Self.apiVersion)"
    var request = HTTPRequest(method, url, headers: ["Accept": "application/json"], timeout: .seconds(60))
    request.headers["x-ms-client-request-id"] = RequestID.make()
    if let body {
      request.headers["Content-Type"] = "application/json"
      request.body = body.serialized()
    }
    let first = tokenRequests.withLock { $0[vault] } ?? TokenRequest(scope: scope)
    do {
      return try await transport.send(request, token: first) { challenge, current in
        guard let challenge else { return current }
        let wanted = try vault.tokenRequest(for: challenge, current: current)
        // What it must prove is asked once; where the token comes from stays.
        self.tokenRequests.withLock { $0[vault] = TokenRequest(scope: wanted.scope, tenant: wanted.tenant) }
        return wanted
      }
    } catch let error as HTTPError {
      if error.kind == .cancelled { throw CancellationError() }
      var failure = ProviderError(error, doing: doing, mayHaveChanged: method != .get)
      if error.kind == .unresolved {
        failure.hint = "The name of a new vault takes some minutes to be known everywhere: run the command again."
      }
      throw failure
    }
  }

  /// Asks a vault for something that must be there; nil for 404.
  func json(
    _ method: HTTPRequest.Method, _ vault: VaultAddress, _ path: String, body: JSON? = nil, doing: String
  ) async throws -> JSON? {
    let response = try await send(method, vault, path, body: body, doing: doing)
    if response.status == 404 { return nil }
    guard response.isSuccess else {
      throw ProviderError(CloudError(response, now: clock.now()), doing: doing, isReading: method == .get)
    }
    return response.body.isEmpty ? .null : (try? JSON.parse(response.body)) ?? .null
  }
}
