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
    let action = "sts:GetCallerIdentity"
    let body = FormEncoding.encode([("Action", "GetCallerIdentity"), ("Version", "2011-06-15")])
    let request = HTTPRequest(
      .post, endpoint, headers: ["Content-Type": "\(FormEncoding.contentType); charset=utf-8"], body: Array(body.utf8),
      timeout: .seconds(30), isIdempotent: true)
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      throw ProviderError.aws(error, action: action)
    }
    guard response.isSuccess else { throw ProviderError.aws(AWSFault(response), action: action) }
    guard let account = XMLText.first("Account", in: String(decoding: response.body, as: UTF8.self)) else {
      throw ProviderError(.unexpectedResponse, "The answer to \(action) names no account.")
    }
    return account
  }
}
