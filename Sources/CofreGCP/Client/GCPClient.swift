import CofreHTTP
import CofreJSON
import CofreProvider

/// Calls one of Google Cloud's REST APIs: credentials, retries and errors in one place.
struct GCPClient: Sendable {
  /// One call of the API.
  struct Call: Sendable {
    var method: HTTPRequest.Method
    /// Without the version: `projects/p/locations/global/keyRings`.
    var path: String
    var query: [(String, String)] = []
    var body: JSON?
    /// What the call is about, as a noun phrase for errors: "the creation of key ring r".
    var subject: String
    /// Whether doing it twice does no harm.
    var isIdempotent = true
  }

  let clock: HTTPClock
  private let endpoint: GCPEndpoint
  private let environment: GCPEnvironment
  private let credentials: CredentialChain
  private let transport: any HTTPTransport

  init(
    _ endpoint: GCPEndpoint, environment: GCPEnvironment, credentials: CredentialChain, transport: any HTTPTransport,
    clock: HTTPClock
  ) {
    self.endpoint = endpoint
    self.environment = environment
    self.credentials = credentials
    self.transport = transport
    self.clock = clock
  }

  /// Up to half a minute for an API that says it is busy, and seconds for an endpoint that does not answer.
  static let policy = RetryPolicy(
    maximumAttempts: 6, transientBase: .milliseconds(300), throttledBase: .seconds(1), maximumDelay: .seconds(32))

  /// Makes the call and returns the answer's JSON; throws ``ProviderError``.
  func send(_ call: Call) async throws -> JSON {
    let found = try credentials.resolve()
    var headers: HTTPHeaders = ["Accept": "application/json"]
    if call.body != nil { headers["Content-Type"] = "application/json" }
    if let project = quotaProject(found) { headers["X-Goog-User-Project"] = project }
    let query = call.query.isEmpty ? "" : "?\(FormEncoding.encode(call.query))"
    let request = HTTPRequest(
      call.method, "\(endpoint.base)/v1/\(PercentEncoding.encode(call.path, allowing: "/:@"))\(query)",
      headers: headers, body: call.body?.serialized() ?? [], isIdempotent: call.isIdempotent)
    let sending = RetryingTransport(
      AuthorizingTransport(transport, tokens: found.tokens), policy: Self.policy, clock: clock,
      classify: { _, response, _ in Self.judge(response) })
    let response = try await Self.answer(to: request, over: sending, subject: call.subject)
    guard response.isSuccess else {
      throw GoogleStatus(response).providerError(about: call.subject, changes: call.method != .get)
    }
    guard let answer = try? JSON.parse(response.body) else {
      throw ProviderError(
        .unexpectedResponse, "\(endpoint.base) answered \(call.subject) with something that is not JSON.",
        hint: "Check the endpoint's address; a proxy may have answered in its place.",
        mayHaveChanged: call.method != .get)
    }
    return answer
  }

  private func quotaProject(_ found: CredentialChain.Found) -> String? {
    if let project = environment.property("billing_project") ?? environment.variable("GOOGLE_CLOUD_QUOTA_PROJECT") {
      return project
    }
    if environment.isSet("USER_PROJECT_OVERRIDE"), let project = environment.variable("GOOGLE_BILLING_PROJECT") {
      return project
    }
    return found.quotaProjectID
  }

  /// Which answers are worth another attempt.
  static func judge(_ response: HTTPResponse) -> RetryDecision {
    guard !response.isSuccess else { return .accept }
    let status = GoogleStatus(response)
    switch status.class {
    case .throttled: return .retry(.throttled, serverDidNothing: true, after: status.retryDelay)
    case .unavailable: return .retry(.throttled, serverDidNothing: false, after: status.retryDelay)
    case .ambiguous: return .retry(.transient, serverDidNothing: false, after: status.retryDelay)
    case .notFound, .alreadyExists, .conflict, .unauthenticated, .denied, .invalid: return .accept
    }
  }

  /// Sends a request and says in a user's words why no answer came.
  static func answer(
    to request: HTTPRequest, over transport: any HTTPTransport, subject: String
  ) async throws -> HTTPResponse {
    do {
      return try await transport.send(request)
    } catch let error as HTTPError {
      let code: ProviderError.Code
      let hint: String
      switch error.kind {
      case .timedOut: (code, hint) = (.timedOut, "Run the command again.")
      case .cancelled: (code, hint) = (.unavailable, "Run the command again; it goes on where it was.")
      case .untrusted:
        (code, hint) = (.unreachable, "A proxy or the sandbox may have a certificate of its own: set SSL_CERT_FILE.")
      case .unresolved, .unconnected, .interrupted, .malformed, .unsupported:
        (code, hint) = (.unreachable, "Check the network, the proxy and the provider's endpoints.")
      }
      throw ProviderError(
        code, "Google Cloud did not answer \(subject): \(error.message)", hint: hint,
        mayHaveChanged: request.method != .get && !error.wasNotSent)
    }
  }
}
