import CofreHTTP

/// Keeps a token until shortly before it expires; however many ask at once, one request goes out.
actor TokenCache {
  nonisolated let source: any TokenSource
  private let clock: HTTPClock
  private var current: AccessToken?
  private var refresh: Task<AccessToken, any Error>?

  /// How long before its end a token is replaced.
  static let refreshAheadSeconds = 225.0

  init(_ source: any TokenSource, clock: HTTPClock) {
    self.source = source
    self.clock = clock
  }

  /// A token that is good for now.
  ///
  /// When renewing fails while the old one still lives, the old one is used.
  func token() async throws -> AccessToken {
    if let current, lifetime(of: current) > Self.refreshAheadSeconds { return current }
    do {
      return try await fetchOnce()
    } catch {
      if let current, lifetime(of: current) > 10 { return current }
      throw error
    }
  }

  /// Forgets a token that a cloud did not take, unless it has been replaced meanwhile.
  func reject(_ token: AccessToken) {
    if current == token { current = nil }
  }

  private func lifetime(of token: AccessToken) -> Double {
    token.expiresAt.map { $0 - clock.now() } ?? .infinity
  }

  private func fetchOnce() async throws -> AccessToken {
    if let refresh { return try await refresh.value }
    let task = Task { [source] in try await source.fetch() }
    refresh = task
    defer { refresh = nil }
    let token = try await task.value
    current = token
    return token
  }
}
