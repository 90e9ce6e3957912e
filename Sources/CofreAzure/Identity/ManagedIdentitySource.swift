package import CofreHTTP
import CofreJSON
import CofreProvider

/// The identity that Azure gives a machine (IMDS) or an app (App Service, Functions, Container Apps).
package struct ManagedIdentitySource: CredentialSource {
  private let transport: any HTTPTransport
  private let clock: HTTPClock
  private let clientID: String?
  private let environment: [String: String]
  private let state = ProbeState()

  package init(
    clientID: String?, environment: [String: String], transport: any HTTPTransport, clock: HTTPClock
  ) {
    self.clientID = clientID
    self.environment = environment
    self.transport = transport
    self.clock = clock
  }

  package var name: String { "the managed identity" }

  package func token(for request: TokenRequest) async throws -> AccessToken {
    if let endpoint = environment["IDENTITY_ENDPOINT"], let header = environment["IDENTITY_HEADER"] {
      return try await appToken(endpoint, header, request)
    }
    return try await machineToken(request)
  }

  private func appToken(_ endpoint: String, _ header: String, _ request: TokenRequest) async throws -> AccessToken {
    let url = endpoint + "?" + query("2019-08-01", request)
    return try await fetch(HTTPRequest(.get, url, headers: ["X-IDENTITY-HEADER": header]))
  }

  private func machineToken(_ request: TokenRequest) async throws -> AccessToken {
    let host = environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] ?? "http://169.254.169.254"
    let base = (host.hasSuffix("/") ? String(host.dropLast()) : host) + "/metadata/identity/oauth2/token"
    // Elsewhere than on a machine of Azure nothing answers at that address, and often not even a refusal comes: the
    // first question waits a second only. Any answer to it, without the header that it must have, proves the service.
    if await !state.exists {
      do {
        _ = try await transport.send(HTTPRequest(.get, base, timeout: .seconds(1)))
        await state.setExists()
      } catch {
        throw CredentialUnavailable("This machine has no managed identity: \(host) does not answer.")
      }
    }
    let url = base + "?" + query("2018-02-01", request)
    let patient = RetryingTransport(
      transport, policy: RetryPolicy(transientBase: .seconds(2), maximumDelay: .seconds(70)), clock: clock,
      classify: { _, response, now in
        // 404 and 410 mean that the service is being updated.
        if response.status == 404 || response.status == 410 {
          return .retry(.transient, serverDidNothing: true, after: nil)
        }
        return .standard(response, now: now)
      })
    return try await fetch(HTTPRequest(.get, url, headers: ["Metadata": "true"]), patient)
  }

  private func query(_ version: String, _ request: TokenRequest) -> String {
    var fields = [("api-version", version), ("resource", request.resource)]
    if let clientID { fields.append(("client_id", clientID)) }
    return FormEncoding.encode(fields)
  }

  private func fetch(_ request: HTTPRequest, _ transport: (any HTTPTransport)? = nil) async throws -> AccessToken {
    let response: HTTPResponse
    do {
      response = try await (transport ?? self.transport).send(request)
    } catch let error as HTTPError {
      throw ProviderError(error, doing: "Getting a token of the managed identity", mayHaveChanged: false)
    }
    let text = String(decoding: response.body.prefix(4096), as: UTF8.self)
    if response.status == 400 && !text.contains("AADSTS") {
      throw CredentialUnavailable("No managed identity is assigned to this machine.")
    }
    if response.status == 403, text.contains("unreachable") {
      throw CredentialUnavailable("This machine has no managed identity.")
    }
    return try TokenEndpoint.token(in: response, now: clock.now(), identity: name)
  }

  private actor ProbeState {
    var exists = false
    func setExists() { exists = true }
  }
}
