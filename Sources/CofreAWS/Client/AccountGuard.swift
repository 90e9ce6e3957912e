package import CofreHTTP
import CofreProvider

/// Refuses every call while the credentials belong to an account that the provider does not allow.
package actor AccountGuard {
  private let allowed: [String]
  private let endpoint: String
  private let transport: any HTTPTransport
  private var check: Task<Void, any Error>?

  /// `transport` signs for STS, whose URL is `endpoint`.
  package init(allowed: [String], endpoint: String, transport: any HTTPTransport) {
    self.allowed = allowed
    self.endpoint = endpoint
    self.transport = transport
  }

  /// Asks whose credentials they are, the first time; throws ``ProviderError`` when the account is not allowed.
  package func check() async throws {
    let check =
      check
      ?? Task { [allowed, endpoint, transport] in
        let account = try await Self.account(endpoint, transport)
        guard allowed.contains(account) else {
          throw ProviderError(
            .denied,
            "The credentials belong to the account \(account), and the provider allows \(allowed.joined(separator: ", "))"
              + " only.",
            hint: "Use other credentials, or add the account to allowed_account_ids.")
        }
      }
    self.check = check
    do {
      try await check.value
    } catch {
      // What failed may work the next time.
      self.check = nil
      throw error
    }
  }

  private static func account(_ endpoint: String, _ transport: any HTTPTransport) async throws -> String {
    let answer = try await STSClient(endpoint: endpoint, transport: transport).call("GetCallerIdentity")
    guard let account = XMLText.first("Account", in: answer) else {
      throw ProviderError(.unexpectedResponse, "The answer to sts:GetCallerIdentity names no account.")
    }
    return account
  }
}
