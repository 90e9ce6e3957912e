import CofreAWS
import CofreAzure
import CofreCatalog
import CofreGCP
import CofreHTTP
import CofreLocal
import CofreModel
import CofreProvider
import CofreSchema

/// Makes the providers of all clouds without credentials, files or a network: they can check and compare.
struct OfflineClouds: ProviderFactory {
  /// What stack config says of the default providers, by cloud.
  let defaults: [String: [String: Value]]
  /// Whether ids that nobody has filled in are taken.
  let acceptsPlaceholders: Bool

  /// What stands in the place of settings that a plan does not depend on, and that providers do not start without.
  private static let environment = [
    "AWS_REGION": "any-region-0", "AZURE_SUBSCRIPTION_ID": "00000000-0000-0000-0000-000000000000",
  ]

  func resourceType(_ name: String) -> ResourceType? {
    acceptsPlaceholders ? Placeholders.resourceType(name) : Catalog.resourceType(name)
  }

  func makeProvider(cloud: String, configuration: [String: Value]) throws -> any Provider {
    let configuration = (defaults[cloud] ?? [:]).filter { !$0.value.containsUnknown }
      .merging(configuration) { _, given in given }
    switch cloud {
    case "aws":
      return try AWSProvider.make(
        configuration: configuration, environment: Self.environment, readFile: { _ in nil }, transport: NoTransport())
    case "gcp":
      return try GCPProvider.make(
        configuration: configuration, environment: Self.environment, readFile: { _ in nil }, transport: NoTransport())
    case "azure":
      return try AzureProvider.make(
        configuration: configuration, environment: Self.environment, readFile: { _ in nil }, transport: NoTransport())
    default: return LocalProvider()
    }
  }
}

/// Sends nothing.
private struct NoTransport: HTTPTransport {
  struct Refusal: Error {}

  func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw Refusal() }
}
