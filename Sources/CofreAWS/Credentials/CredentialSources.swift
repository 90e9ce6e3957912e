import CofreHTTP

/// The places that credentials may come from, in the order in which they are asked: that of AWS's own tools.
enum CredentialSources {
  static func all(
    _ configuration: AWSProviderConfiguration, shared: AWSSharedConfiguration, endpoints: AWSEndpoints,
    transport: any HTTPTransport, clock: HTTPClock
  ) throws -> [any CredentialSource] {
    var sources: [any CredentialSource] = [
      try ExplicitCredentials(
        accessKey: configuration.sensitive("access_key"), secretKey: configuration.sensitive("secret_key"),
        token: configuration.sensitive("token"))
    ]
    // A profile that the stack itself names is meant, whatever the environment says.
    if !shared.isProfileExplicit { sources.append(EnvironmentCredentials(shared: shared)) }
    sources += [
      ProfileCredentials(shared: shared, file: .credentials), ProfileCredentials(shared: shared, file: .config),
    ]
    return sources
  }
}
