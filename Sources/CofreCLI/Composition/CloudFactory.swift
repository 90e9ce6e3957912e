import CofreAWS
import CofreAzure
import CofreCatalog
import CofreGCP
import CofreHTTP
import CofreLocal
import CofreModel
import CofreProvider
import CofreSchema

/// Makes the providers of all clouds: the one place that knows them all.
struct CloudFactory: ProviderFactory {
  /// The process's variables, with the sandbox's over them when it is used.
  private let environment: [String: String]
  /// What stack config says of the default providers: `aws:region` and the like, by cloud.
  private let defaults: [String: [String: Value]]
  private let transport: any HTTPTransport
  /// Whether ids that nobody has filled in are taken.
  private let acceptsPlaceholders: Bool

  init(environment: [String: String], defaults: [String: [String: Value]], acceptsPlaceholders: Bool = false) {
    self.acceptsPlaceholders = acceptsPlaceholders
    self.environment = environment
    self.defaults = defaults
    transport = CurlTransport(
      CurlTransport.Configuration(
        caFile: environment["COFRE_CA_FILE"] ?? environment["AWS_CA_BUNDLE"],
        proxy: ProxySettings(environment: environment), userAgent: "cofre/\(Version.text)"))
  }

  /// What a stack's configuration, by `namespace:name`, says of the default providers.
  static func defaults(_ configuration: [String: Value], project: String) -> [String: [String: Value]] {
    var defaults: [String: [String: Value]] = [:]
    for (key, value) in configuration {
      let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0] != project else { continue }
      defaults[parts[0], default: [:]][parts[1]] = value
    }
    return defaults
  }

  func resourceType(_ name: String) -> ResourceType? {
    acceptsPlaceholders ? Placeholders.resourceType(name) : Catalog.resourceType(name)
  }

  func makeProvider(cloud: String, configuration: [String: Value]) throws -> any Provider {
    let configuration = (defaults[cloud] ?? [:]).merging(configuration) { _, given in given }
    switch cloud {
    case "aws":
      return try AWSProvider.make(
        configuration: configuration, environment: environment, readFile: { FileReader.read($0) },
        transport: transport)
    case "gcp":
      return try GCPProvider.make(
        configuration: configuration, environment: environment, readFile: { FileReader.read($0) },
        transport: transport)
    case "azure":
      return try AzureProvider.make(
        configuration: configuration, environment: environment, readFile: { FileReader.read($0) },
        transport: transport)
    case "cofre":
      return LocalProvider()
    default:
      throw DiagnosticError(
        Diagnostic(
          code: "unknown-cloud", "Unknown cloud", detail: "There is no provider for '\(cloud)'.",
          hint: "Cofre knows aws, gcp and azure."))
    }
  }
}
