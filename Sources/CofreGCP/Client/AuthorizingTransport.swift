import CofreHTTP
import CofreModel
import CofreProvider

/// A transport that adds the caller's access token, and fetches another one once when a cloud does not take it.
struct AuthorizingTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let tokens: TokenCache

  init(_ base: any HTTPTransport, tokens: TokenCache) {
    self.base = base
    self.tokens = tokens
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let token = try await tokens.token()
    let response = try await base.send(authorized(request, by: token))
    guard response.status == 401 else { return response }
    guard tokens.source.isRenewable else {
      throw ProviderError(
        .unauthenticated, "Google Cloud does not take the access token of \(tokens.source.origin).",
        hint: "An access token lives for an hour at most: set a new one, or use credentials that Cofre can renew.",
        cloudCode: GoogleStatus(response).status)
    }
    await tokens.reject(token)
    return try await base.send(authorized(request, by: tokens.token()))
  }

  private func authorized(_ request: HTTPRequest, by token: AccessToken) -> HTTPRequest {
    var request = request
    request.headers["Authorization"] = "Bearer \(token.value.revealString(for: .providerRequest) ?? "")"
    return request
  }
}
