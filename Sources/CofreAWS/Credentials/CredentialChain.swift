package import CofreHTTP
import CofreProvider

/// The credentials of the first place that has any, kept until they are about to expire.
package actor CredentialChain {
  private let sources: [any CredentialSource]
  private let clock: HTTPClock
  private var current: AWSCredentials?
  private var refresh: Task<AWSCredentials, any Error>?

  package init(_ sources: [any CredentialSource], clock: HTTPClock) {
    self.sources = sources
    self.clock = clock
  }

  /// Throws ``ProviderError`` when no place has credentials, or the one that should does not work.
  package func credentials() async throws -> AWSCredentials {
    if let current, !isExpiring(current) { return current }
    // Calls that arrive meanwhile wait for the same answer.
    if let refresh { return try await refresh.value }
    let task = Task { [sources] in try await Self.first(of: sources) }
    refresh = task
    defer { refresh = nil }
    let credentials = try await task.value
    current = credentials
    return credentials
  }

  /// Forgets credentials that the service called expired, unless they have been replaced already.
  package func invalidate(_ credentials: AWSCredentials) {
    if current == credentials { current = nil }
  }

  private func isExpiring(_ credentials: AWSCredentials) -> Bool {
    credentials.expiration.map { $0 - clock.now() < 300 } ?? false
  }

  private static func first(of sources: [any CredentialSource]) async throws -> AWSCredentials {
    for source in sources {
      if let credentials = try await source.credentials() { return credentials }
    }
    throw ProviderError(
      .notConfigured,
      "No AWS credentials were found. Tried \(sources.map(\.name).joined(separator: ", ")).",
      hint: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws configure, or name a profile.")
  }
}
