package import CofreHTTP
package import CofreModel
package import CofreProvider

/// Amazon Web Services in one region, with one set of credentials.
package struct AWSProvider: Provider {
  package let region: String
  private let secretsManager: SecretsManagerContext

  /// Makes the provider of an `aws.Provider`, or the default one, without reaching the network.
  ///
  /// `configuration` holds its properties, and `environment` and the shared files that `readFile` gives fill the rest.
  /// Throws ``ProviderError`` when no region is set or what is configured cannot be used. Missing credentials are an
  /// error of the first call.
  package static func make(
    configuration: [String: Value], environment: [String: String],
    readFile: @escaping @Sendable (_ path: String) throws -> [UInt8]?, transport: any HTTPTransport,
    clock: HTTPClock = .system
  ) throws -> AWSProvider {
    let configuration = AWSProviderConfiguration(configuration)
    let shared = try AWSSharedConfiguration(
      profile: configuration.text("profile"), environment: environment, readFile: readFile)
    let region = try AWSRegion.resolve(explicit: configuration.text("region"), shared: shared)
    let endpoints = AWSEndpoints(region: region, explicit: configuration.text("endpoint"), shared: shared)
    let sources = try CredentialSources(endpoints: endpoints, transport: transport, clock: clock)
      .all(configuration, shared: shared)
    let credentials = CredentialChain(sources, clock: clock)
    let attempts = try maximumAttempts(shared)
    func signed(_ service: AWSService) -> any HTTPTransport {
      RetryingTransport(
        AWSSigningTransport(
          transport, signer: SigV4(region: region, service: service.endpointPrefix), credentials: credentials,
          clock: clock),
        policy: AWSRetry.policy(maximumAttempts: attempts), clock: clock, budget: RetryBudget(),
        classify: AWSRetry.classify)
    }
    var accountGuard: AccountGuard?
    if !configuration.allowedAccounts.isEmpty {
      accountGuard = AccountGuard(
        allowed: configuration.allowedAccounts, endpoint: try endpoints.url(of: .sts), transport: signed(.sts))
    }
    let client = AWSServiceClient(
      .secretsManager, endpoint: try endpoints.url(of: .secretsManager), transport: signed(.secretsManager),
      accountGuard: accountGuard)
    return AWSProvider(
      region: region, secretsManager: SecretsManagerContext(client: client, clock: clock, region: region))
  }

  package func lifecycle(for type: String) -> (any ResourceLifecycle)? {
    switch type {
    case "aws.secretsmanager.Secret": return SecretsManagerSecretLifecycle(secretsManager)
    case "aws.secretsmanager.SecretVersion": return SecretsManagerSecretVersionLifecycle(secretsManager)
    default: return nil
    }
  }

  private static func maximumAttempts(_ shared: AWSSharedConfiguration) throws -> Int {
    guard let text = shared.variable("AWS_MAX_ATTEMPTS") ?? shared.setting("max_attempts") else { return 3 }
    guard let number = Int(text), 1...100 ~= number else {
      throw ProviderError(
        .notConfigured, "The greatest number of attempts (AWS_MAX_ATTEMPTS or max_attempts) is not 1 to 100.")
    }
    return number
  }
}
