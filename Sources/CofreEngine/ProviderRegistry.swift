import CofreModel
import CofreProvider
import CofreSchema
import Synchronization

/// The providers of one operation, each made when it is first needed.
final class ProviderRegistry: Sendable {
  private let factory: any ProviderFactory
  private let made = Mutex<[Key: any Provider]>([:])

  private enum Key: Hashable {
    case standard(cloud: String)
    case resource(URN)
  }

  init(factory: any ProviderFactory) { self.factory = factory }

  func resourceType(_ name: String) throws -> ResourceType {
    guard let type = factory.resourceType(name) else {
      throw DiagnosticError(
        Diagnostic(
          code: "unknown-resource-type", "Unknown resource type",
          detail: "No provider knows the resource type '\(name)'.",
          hint: "It may belong to a newer version of Cofre."))
    }
    return type
  }

  /// Takes note of a provider resource that the script declares, so that those it manages find it.
  func register(_ urn: URN, configuration: [String: Value]) throws {
    let provider = try factory.makeProvider(cloud: cloud(of: urn.type), configuration: configuration)
    made.withLock { $0[.resource(urn)] = provider }
  }

  /// The life cycle of a resource; `states` are where the configuration of a provider that the script does not declare
  /// (any more) is found.
  func lifecycle(
    for urn: URN, options: ResourceOptions, states: (URN) -> ResourceState?
  ) throws -> any ResourceLifecycle {
    let provider = try provider(for: urn, options: options, states: states)
    guard let lifecycle = provider.lifecycle(for: urn.type) else {
      throw DiagnosticError(
        Diagnostic(
          code: "unknown-resource-type", "Unknown resource type",
          detail: "The provider of '\(cloud(of: urn.type))' does not manage '\(urn.type)'.", urn: urn))
    }
    return lifecycle
  }

  private func provider(
    for urn: URN, options: ResourceOptions, states: (URN) -> ResourceState?
  ) throws -> any Provider {
    let key = options.provider.map { Key.resource($0) } ?? .standard(cloud: cloud(of: urn.type))
    if let known = made.withLock({ $0[key] }) { return known }
    var configuration: [String: Value] = [:]
    if let reference = options.provider {
      guard let state = states(reference) else {
        throw DiagnosticError(
          Diagnostic(
            code: "missing-provider", "The provider is missing",
            detail:
              "'\(urn.name)' is managed by the provider '\(reference.name)', which is neither declared nor recorded.",
            urn: urn))
      }
      // What was sensitive is recorded as a digest, which is of no use to sign in with: the environment must have it.
      configuration = state.inputs.filter { !$0.value.containsSensitive }
    }
    let provider = try factory.makeProvider(cloud: cloud(of: urn.type), configuration: configuration)
    return made.withLock { made in
      if let other = made[key] { return other }
      made[key] = provider
      return provider
    }
  }

  private func cloud(of type: String) -> String { String(type.prefix { $0 != "." }) }
}
