package import CofreHTTP
package import CofreModel
package import CofreProvider
import CofreSchema

/// Azure, as one set of credentials in one subscription sees it.
package struct AzureProvider: Provider {
  private let lifecycles: [String: any ResourceLifecycle]

  package func lifecycle(for type: String) -> (any ResourceLifecycle)? { lifecycles[type] }

  /// Makes the provider of an `azure.Provider`'s properties, sensitive ones boxed; the environment fills the rest.
  ///
  /// `readFile` gives the bytes of a file, or nil when it is not there. `transport` is one without retries: they are
  /// added here. Reaches no network. Throws ``ProviderError`` of code
  /// `notConfigured` when the subscription is missing or an address is not usable.
  package static func make(
    configuration: [String: Value], environment: [String: String],
    readFile: @escaping @Sendable (_ path: String) throws -> [UInt8]?, transport: any HTTPTransport,
    clock: HTTPClock = .system
  ) throws -> AzureProvider {
    let configuration = try AzureConfiguration(properties: configuration, environment: environment)
    let retrying = RetryingTransport(transport, clock: clock, budget: RetryBudget())
    // A machine without a managed identity is told by its silence, which is not to be waited for five times.
    let source = CredentialChain.source(
      for: configuration, readFile: readFile, transport: retrying, probing: transport, clock: clock)
    return AzureProvider(configuration, source: source, transport: retrying, clock: clock)
  }

  private init(
    _ configuration: AzureConfiguration, source: any CredentialSource, transport: any HTTPTransport, clock: HTTPClock
  ) {
    let authorized = AuthorizedTransport(transport, tokens: TokenCache(source, clock: clock))
    let vaults = VaultClient(scope: configuration.cloud.vaultScope, transport: authorized, clock: clock)
    let context = AzureContext(
      configuration: configuration,
      resourceManager: ARMClient(
        endpoint: configuration.cloud.resourceManager, scope: configuration.cloud.resourceManagerScope,
        subscription: configuration.subscriptionID, transport: authorized, clock: clock),
      secrets: SecretStore(client: vaults, clock: clock), clock: clock, networkLocks: KeyedLock())
    let all: [any ARMLifecycle] = [
      ResourceGroupLifecycle(context: context),
      VaultLifecycle(context: context),
      SecretLifecycle(context: context),
      VirtualNetworkLifecycle(context: context),
      SubnetLifecycle(context: context),
      PrivateEndpointLifecycle(context: context),
    ]
    lifecycles = Dictionary(all.map { ($0.kind.type.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
