package import CofreHTTP
import CofreModel

/// Sends requests with a token: the one place where a token leaves, and only over HTTPS.
package struct AuthorizedTransport: Sendable {
  private let transport: any HTTPTransport
  private let tokens: TokenCache

  package init(_ transport: any HTTPTransport, tokens: TokenCache) {
    self.transport = transport
    self.tokens = tokens
  }

  /// Sends without a token, for addresses that are not ours to trust.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse { try await transport.send(request) }

  /// Sends with the token that `token` asks for.
  ///
  /// When the endpoint refuses it, `revise` says what else to ask for, given the challenge if there was one; nil ends
  /// it with the refusal, as do two refusals of the same.
  func send(
    _ request: HTTPRequest, token: TokenRequest,
    revise: (AuthenticationChallenge?, TokenRequest) throws -> TokenRequest?
  ) async throws -> HTTPResponse {
    guard let parts = URLParts(request.url), parts.scheme == "https" else {
      throw HTTPError(.malformed, "A token is sent to https:// addresses only.")
    }
    var wanted = token
    var refused: Set<TokenRequest> = []
    while true {
      let value = try await tokens.token(for: wanted)
      var authorized = request
      authorized.headers["Authorization"] = "Bearer \(value.revealString(for: .providerRequest) ?? "")"
      let response = try await transport.send(authorized)
      guard response.status == 401, refused.count < 3 else { return response }
      await tokens.forget(value, for: wanted)
      let isNew = refused.insert(wanted).inserted
      guard let next = try revise(AuthenticationChallenge(response), wanted), isNew || !refused.contains(next) else {
        return response
      }
      wanted = next
    }
  }
}
