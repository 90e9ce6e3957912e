package import CofreHTTP
package import CofreModel

/// Keeps the token of each scope and tenant and fetches one at a time.
package actor TokenCache {
  /// A token is no longer used when it has less than this left.
  package static let margin: Double = 300

  private let source: any CredentialSource
  private let clock: HTTPClock
  private var tokens: [TokenRequest: AccessToken] = [:]
  private var flights: [TokenRequest: Task<AccessToken, any Error>] = [:]

  package init(_ source: any CredentialSource, clock: HTTPClock) {
    self.source = source
    self.clock = clock
  }

  /// A token that is good for some minutes more.
  ///
  /// Callers that ask for the same while it is being fetched share one fetch.
  package func token(for request: TokenRequest) async throws -> Sensitive {
    if let token = tokens[request], clock.now() < token.expiry - Self.margin { return token.value }
    if let flight = flights[request] { return try await flight.value.value }
    let flight = Task { [source] in try await source.token(for: request) }
    flights[request] = flight
    defer { flights[request] = nil }
    let token = try await flight.value
    tokens[request] = token
    if request.claims != nil {
      // Whoever asks without knowing of the claims would be refused again.
      var plain = request
      plain.claims = nil
      tokens[plain] = token
    }
    return token.value
  }

  /// Drops a token that an endpoint refused, unless it has been replaced already.
  package func forget(_ token: Sensitive, for request: TokenRequest) {
    if tokens[request]?.value == token { tokens[request] = nil }
  }
}
