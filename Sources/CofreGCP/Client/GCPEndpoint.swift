import CofreHTTP
import CofreProvider

/// Where an API is reached: a URL up to, and without, the version.
struct GCPEndpoint: Sendable, Equatable {
  /// Without a slash at its end.
  var base: String

  /// Cloud KMS, as the provider resource, the environment or the universe say.
  static func cloudKMS(_ environment: GCPEnvironment) throws -> GCPEndpoint {
    if let url = environment.property("kms_custom_endpoint") {
      return try GCPEndpoint(url, saidBy: "the provider's kms_custom_endpoint")
    }
    let names = environment.firstVariable("GOOGLE_KMS_CUSTOM_ENDPOINT", "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS")
    if let (name, url) = names { return try GCPEndpoint(url, saidBy: "the variable \(name)") }
    return GCPEndpoint(base: "https://cloudkms.\(universeDomain(environment))")
  }

  static let defaultUniverseDomain = "googleapis.com"

  static func universeDomain(_ environment: GCPEnvironment) -> String {
    environment.variable("GOOGLE_CLOUD_UNIVERSE_DOMAIN") ?? defaultUniverseDomain
  }

  private init(base: String) { self.base = base }

  /// Takes a URL that the user set, with or without the version and a slash at its end.
  init(_ url: String, saidBy origin: String) throws {
    try Self.requireSafe(url, saidBy: origin)
    var base = url
    while base.hasSuffix("/") { base.removeLast() }
    if base.hasSuffix("/v1") { base.removeLast(3) }
    self.base = base
  }

  /// Throws for a URL to which no token and no key may be sent: anything but https, unless it is this machine.
  static func requireSafe(_ url: String, saidBy origin: String) throws {
    guard let parts = URLParts(url), parts.query == nil else {
      throw ProviderError(
        .notConfigured, "The endpoint that \(origin) sets is no URL.",
        hint: "Write it like https://cloudkms.googleapis.com, without a query.")
    }
    guard parts.scheme == "https" || parts.isLoopback else {
      throw ProviderError(
        .notConfigured,
        "The endpoint \(parts.withoutQuery) that \(origin) sets would send credentials in clear over the network.",
        hint: "Use https. Plain http is taken for this machine only (localhost, 127.0.0.1).")
    }
  }
}
