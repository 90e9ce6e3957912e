import CofreHTTP
import CofreModel
import CofreProvider

/// The metadata server of a machine in Google Cloud: its project, and tokens for its service account.
struct MetadataServer: TokenSource {
  private let environment: GCPEnvironment
  private let transport: any HTTPTransport
  private let clock: HTTPClock

  init(_ environment: GCPEnvironment, transport: any HTTPTransport, clock: HTTPClock) {
    self.environment = environment
    self.transport = transport
    self.clock = clock
  }

  var origin: String { "the metadata server" }
  var isRenewable: Bool { true }

  func fetch() async throws -> AccessToken {
    guard await isThere() else { throw Self.noCredentials }
    let scope = PercentEncoding.encode(TokenEndpoint.scope)
    let response = try await GCPClient.answer(
      to: request("/computeMetadata/v1/instance/service-accounts/default/token?scopes=\(scope)"), over: retrying,
      subject: "the metadata server")
    guard response.isSuccess else {
      throw TokenEndpoint.refusal(
        response, origin: origin, hint: "Attach a service account with the cloud-platform scope to this machine.")
    }
    return try TokenEndpoint.token(in: response, origin: origin, now: clock.now())
  }

  /// The machine's project, or nil when there is no metadata server.
  func projectID() async throws -> String? {
    guard await isThere() else { return nil }
    let response = try await GCPClient.answer(
      to: request("/computeMetadata/v1/project/project-id"), over: retrying, subject: "the metadata server")
    return response.isSuccess ? String(decoding: response.body, as: UTF8.self) : nil
  }

  /// Whether a metadata server answers.
  ///
  /// Off Google Cloud the address leads nowhere, so that a machine that does not look like Google's is asked once only.
  private func isThere() async -> Bool {
    if environment.isSet("NO_GCE_CHECK") { return false }
    let product = environment.readFile("/sys/class/dmi/id/product_name").map { String(decoding: $0, as: UTF8.self) }
    let retries = environment.variable("GCE_METADATA_DETECT_RETRIES").flatMap { Int($0) } ?? 3
    let attempts = product?.hasPrefix("Google") == true ? max(1, retries) : 1
    let address = environment.variable("GCE_METADATA_IP", "GCE_METADATA_HOST") ?? "169.254.169.254"
    let seconds = environment.variable("GCE_METADATA_TIMEOUT").flatMap { Int($0) } ?? 3
    let ping = HTTPRequest(
      .get, "http://\(address)/", headers: Self.headers, timeout: .seconds(max(1, seconds)), isIdempotent: true)
    for _ in 0..<attempts {
      if let response = try? await transport.send(ping), response.headers["Metadata-Flavor"] == "Google" { return true }
    }
    return false
  }

  private var retrying: RetryingTransport {
    RetryingTransport(
      transport, policy: RetryPolicy(maximumAttempts: 5, transientBase: .seconds(1)), clock: clock)
  }

  private func request(_ path: String) -> HTTPRequest {
    let host = environment.variable("GCE_METADATA_HOST") ?? "metadata.google.internal"
    return HTTPRequest(.get, "http://\(host)\(path)", headers: Self.headers, timeout: .seconds(10))
  }

  private static let headers: HTTPHeaders = ["Metadata-Flavor": "Google"]

  private static let noCredentials = ProviderError(
    .notConfigured, "No Google Cloud credentials were found.",
    hint: """
      Run 'gcloud auth application-default login', set GOOGLE_APPLICATION_CREDENTIALS to the path of a service account \
      key, or try it without an account: --sandbox
      """)
}
