import CofreJSON
import CofreHTTP
import CofreProvider
import Synchronization

/// Finds the credentials to use, in the order of Google's own tools, when they are first needed.
final class CredentialChain: Sendable {
  struct Found: Sendable {
    var tokens: TokenCache
    /// The project and the quota project that the credentials file names.
    var projectID: String?
    var quotaProjectID: String?
  }

  private let environment: GCPEnvironment
  private let transport: any HTTPTransport
  private let clock: HTTPClock
  private let found = Mutex<Found?>(nil)

  init(_ environment: GCPEnvironment, transport: any HTTPTransport, clock: HTTPClock) {
    self.environment = environment
    self.transport = transport
    self.clock = clock
  }

  /// The credentials; it reads files but not the network.
  ///
  /// What was found is kept, a failure is not.
  func resolve() throws -> Found {
    try found.withLock { found in
      if let found { return found }
      let result = try find()
      found = result
      return result
    }
  }

  private func find() throws -> Found {
    let (source, file) = try base()
    guard
      let email = environment.property("impersonate_service_account")
        ?? environment.variable("GOOGLE_IMPERSONATE_SERVICE_ACCOUNT")
    else { return found(source, file) }
    let impersonated = try ImpersonatedTokens(
      url: ImpersonatedTokens.url(email: email, environment), setBy: "impersonate_service_account", base: source,
      transport: transport, clock: clock)
    return found(impersonated, file)
  }

  private func found(_ source: any TokenSource, _ file: CredentialsFile?) -> Found {
    Found(
      tokens: TokenCache(source, clock: clock), projectID: file?.projectID, quotaProjectID: file?.quotaProjectID)
  }

  private func base() throws -> (any TokenSource, CredentialsFile?) {
    if let token = environment.property("access_token") {
      return (FixedToken(token, origin: "the provider's access_token"), nil)
    }
    if let text = environment.property("credentials") {
      return try load(textOrPath: text, saidBy: "the provider's credentials")
    }
    if let (name, token) = environment.firstVariable("GOOGLE_OAUTH_ACCESS_TOKEN") {
      return (FixedToken(token, origin: "the variable \(name)"), nil)
    }
    let texts = environment.firstVariable("GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON")
    if let (name, text) = texts { return try load(textOrPath: text, saidBy: "the variable \(name)") }
    if let (name, token) = environment.firstVariable("CLOUDSDK_AUTH_ACCESS_TOKEN") {
      return (FixedToken(token, origin: "the variable \(name)"), nil)
    }
    if let (name, path) = environment.firstVariable("GOOGLE_APPLICATION_CREDENTIALS") {
      return try load(path: path, saidBy: "the variable \(name)")
    }
    if let path = wellKnownPath, let bytes = environment.readFile(path) {
      let file = try CredentialsFile(bytes, origin: path)
      return (try source(for: file), file)
    }
    return (MetadataServer(environment, transport: transport, clock: clock), nil)
  }

  /// Where `gcloud auth application-default login` puts credentials.
  private var wellKnownPath: String? {
    let folder = environment.variable("CLOUDSDK_CONFIG") ?? environment.variable("HOME").map { "\($0)/.config/gcloud" }
    return folder.map { "\($0)/application_default_credentials.json" }
  }

  private func load(textOrPath: String, saidBy origin: String) throws -> (any TokenSource, CredentialsFile?) {
    guard textOrPath.drop(while: { $0.isWhitespace }).first == "{" else {
      return try load(path: textOrPath, saidBy: origin)
    }
    let file = try CredentialsFile(Array(textOrPath.utf8), origin: origin)
    return (try source(for: file), file)
  }

  private func load(path: String, saidBy origin: String) throws -> (any TokenSource, CredentialsFile?) {
    guard let bytes = environment.readFile(path) else {
      // The text may be a mangled key instead of a path, so it is shown only when it looks like a path.
      let isPath = path.utf8.count < 1_024 && !path.contains(where: \.isNewline) && !path.contains("{")
      throw ProviderError(
        .notConfigured, "The credentials file \(isPath ? "\(path) " : "")that \(origin) names cannot be read.",
        hint: "Check the path and its permissions; a JSON text must start with '{'.")
    }
    let file = try CredentialsFile(bytes, origin: path)
    return (try source(for: file), file)
  }

  private func source(for file: CredentialsFile) throws -> any TokenSource {
    guard file.universeDomain == GCPEndpoint.universeDomain(environment) else {
      throw file.problem(
        "they belong to the universe \(file.universeDomain); set GOOGLE_CLOUD_UNIVERSE_DOMAIN to it.")
    }
    switch file.type {
    case "service_account":
      return try ServiceAccountTokens(file, transport: transport, clock: clock)
    case "authorized_user":
      return try AuthorizedUserTokens(file, transport: transport, clock: clock)
    case "impersonated_service_account":
      guard let inner = file.json["source_credentials"], inner["source_credentials"] == nil else {
        throw file.problem("it has no usable \"source_credentials\".")
      }
      return try ImpersonatedTokens(
        url: file.required("service_account_impersonation_url"),
        setBy: "service_account_impersonation_url of \(file.origin)",
        delegates: file.json["delegates"]?.arrayValue?.compactMap(\.stringValue) ?? [],
        base: source(for: CredentialsFile(inner, partOf: file.origin)), transport: transport, clock: clock)
    case "":
      throw file.problem("it has no \"type\".")
    default:
      throw ProviderError(
        .notConfigured, "The credentials of \(file.origin) are of the type \(file.type), which Cofre does not know.",
        hint: """
          Let gcloud trade them for a token: GOOGLE_OAUTH_ACCESS_TOKEN="$(gcloud auth application-default \
          print-access-token)". Cofre itself knows service_account, authorized_user and impersonated_service_account.
          """)
    }
  }
}
