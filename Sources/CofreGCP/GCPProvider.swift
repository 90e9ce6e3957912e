package import CofreHTTP
package import CofreModel
package import CofreProvider

/// Google Cloud, as one `gcp.Provider` configures it.
package struct GCPProvider: Provider {
  private let lifecycles: [String: any ResourceLifecycle]

  /// Makes the provider.
  ///
  /// It reads no file and reaches no network: credentials are looked for when the first call needs them. `readFile`
  /// returns nil for a file that cannot be read. `transport` neither retries nor follows redirects: that is done here.
  /// Throws ``ProviderError`` for an endpoint that cannot be used.
  package static func make(
    configuration: [String: Value], environment: [String: String],
    readFile: @escaping @Sendable (String) -> [UInt8]?, transport: any HTTPTransport, clock: HTTPClock = .system
  ) throws -> GCPProvider {
    let environment = GCPEnvironment(configuration: configuration, variables: environment, readFile: readFile)
    let credentials = CredentialChain(environment, transport: transport, clock: clock)
    let metadata = MetadataServer(environment, transport: transport, clock: clock)
    let project = GCPProject(environment: environment, credentials: credentials, metadata: metadata)
    let kms = GCPClient(
      try .cloudKMS(environment), environment: environment, credentials: credentials, transport: transport,
      clock: clock)
    return GCPProvider(lifecycles: [
      "gcp.kms.CryptoKey": KMSCryptoKeyLifecycle(kms: kms),
      "gcp.kms.KeyRing": KMSKeyRingLifecycle(kms: kms, project: project),
    ])
  }

  package func lifecycle(for type: String) -> (any ResourceLifecycle)? { lifecycles[type] }
}
