import CofreHTTP
import CofreProvider

/// Where the services of a region are.
package struct AWSEndpoints: Sendable {
  package let region: String
  /// What the provider's `endpoint` says; goes before everything else.
  package let explicit: String?
  private let shared: AWSSharedConfiguration

  package init(region: String, explicit: String?, shared: AWSSharedConfiguration) {
    self.region = region
    self.explicit = explicit
    self.shared = shared
  }

  /// The URL of a service, ending in a slash; throws ``ProviderError`` when what is configured is no URL.
  ///
  /// In this order: the provider's own, `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the `services` section of the
  /// profile, the profile's `endpoint_url`, AWS itself.
  package func url(of service: AWSService) throws -> String {
    if let (url, source) = configured(for: service) {
      guard let parts = URLParts(url), parts.query == nil else {
        throw ProviderError(
          .notConfigured, "The endpoint of \(service.id) that \(source) names is not an http or https URL.",
          hint: "Write it like http://127.0.0.1:5000.")
      }
      return parts.path.hasSuffix("/") ? parts.withoutQuery : parts.withoutQuery + "/"
    }
    let partition = AWSPartition(region: region)
    let isFIPS = flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
    let isDualStack = flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
    let host = service.endpointPrefix + (isFIPS ? "-fips" : "")
    return "https://\(host).\(region).\(isDualStack ? partition.dualStackDomain : partition.domain)/"
  }

  private func configured(for service: AWSService) -> (url: String, source: String)? {
    if let explicit { return (explicit, "the provider") }
    guard !flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") else { return nil }
    for name in ["AWS_ENDPOINT_URL_\(service.variableSuffix)", "AWS_ENDPOINT_URL"] {
      if let url = shared.variable(name) { return (url, name) }
    }
    if let name = shared.setting("services"),
      let url = shared.section("services", name)?.groups[service.settingName]?["endpoint_url"]
    {
      return (url, "the section 'services \(name)'")
    }
    return shared.setting("endpoint_url").map { ($0, "the profile '\(shared.profileName)'") }
  }

  private func flag(_ variable: String, _ setting: String) -> Bool {
    (shared.variable(variable) ?? shared.setting(setting))?.lowercased() == "true"
  }
}
