package import CofreModel

/// The secrets providers that there are, found by kind.
package struct SecretsProviderSet: Sendable {
  private let providers: [any SecretsProvider]

  /// The first one is the default for new stacks.
  package init(default first: any SecretsProvider, _ others: [any SecretsProvider] = []) {
    providers = [first] + others
  }

  package var defaultProvider: any SecretsProvider { providers[0] }

  /// The provider of this kind; throws when there is none.
  package func provider(ofKind kind: String, location: SourceLocation? = nil) throws -> any SecretsProvider {
    if let provider = providers.first(where: { $0.kind == kind }) { return provider }
    let known = providers.map { "'\($0.kind)'" }.joined(separator: ", ")
    throw DiagnosticError(
      Diagnostic(
        code: "unknown-secrets-provider", "Unknown secrets provider",
        detail: "There is no secrets provider '\(kind)'; there are \(known).",
        hint: didYouMean(nearestNames(to: kind, among: providers.map(\.kind))), location: location))
  }
}
