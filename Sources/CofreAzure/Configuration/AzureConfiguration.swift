package import CofreModel
import CofreHTTP
import CofreProvider

/// What a provider was told: by its own properties first, by the environment for the rest.
package struct AzureConfiguration: Sendable {
  package var subscriptionID: String
  /// Nil when the credential source knows its tenant itself.
  package var tenantID: String?
  package var clientID: String?
  package var clientSecret: Sensitive?
  /// The region of resources that name none.
  package var location: String?
  /// With every override of an endpoint worked in.
  package var cloud: AzureCloud
  /// Whether only the managed identity may be used.
  package var usesManagedIdentity: Bool
  /// A file with a token of another identity provider, to be exchanged.
  package var federatedTokenFile: String?
  package var environment: [String: String]

  /// Reads the properties of an `azure.Provider` and the variables that Microsoft's tools (`AZURE_…`) and Terraform
  /// and Pulumi (`ARM_…`) read.
  ///
  /// `COFRE_AZURE_ARM_ENDPOINT` and `COFRE_AZURE_VAULT_SUFFIX` lead to another Azure Resource Manager and other vaults.
  /// Throws ``ProviderError`` of code `notConfigured`.
  package init(properties: [String: Value], environment: [String: String]) throws {
    let settings = Settings(properties: properties, environment: environment)
    self.environment = environment
    cloud = try Self.cloud(settings)
    guard let subscription = settings["subscription_id", "AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"] else {
      throw ProviderError(
        .notConfigured, "No Azure subscription is set.",
        hint: """
          Set AZURE_SUBSCRIPTION_ID, or subscription_id in the stack's configuration for azure. \
          `az account show --query id` prints the one that the Azure CLI uses.
          """)
    }
    guard subscription.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isLetterOrDigit })
    else {
      throw ProviderError(
        .notConfigured, "The Azure subscription id holds a character other than letters, digits and hyphens.",
        hint: "`az account show --query id` prints the one that the Azure CLI uses.")
    }
    subscriptionID = subscription
    tenantID = settings["tenant_id", "AZURE_TENANT_ID", "ARM_TENANT_ID"]
    clientID = settings["client_id", "AZURE_CLIENT_ID", "ARM_CLIENT_ID"]
    clientSecret = settings.sensitive("client_secret", "AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET")
    location = settings["location", "ARM_LOCATION", "AZURE_LOCATION"]
    usesManagedIdentity = settings.flag("use_msi", "ARM_USE_MSI")
    federatedTokenFile = settings["", "AZURE_FEDERATED_TOKEN_FILE", "ARM_OIDC_TOKEN_FILE_PATH"]
  }

  private static func cloud(_ settings: Settings) throws -> AzureCloud {
    var cloud = AzureCloud.all[0]
    if let name = settings["environment", "ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"] {
      guard let named = AzureCloud.named(name) else {
        throw ProviderError(
          .notConfigured, "There is no Azure cloud named \"\(name)\".",
          hint: "The environment is one of \(AzureCloud.all.map(\.name).joined(separator: ", ")).")
      }
      cloud = named
    }
    if let authority = settings["", "AZURE_AUTHORITY_HOST"] {
      cloud.authority = try endpoint(authority, "AZURE_AUTHORITY_HOST")
    }
    if let endpoint = settings["", "COFRE_AZURE_ARM_ENDPOINT"] {
      cloud.resourceManager = try Self.endpoint(endpoint, "COFRE_AZURE_ARM_ENDPOINT")
    }
    if let suffix = settings["", "COFRE_AZURE_VAULT_SUFFIX"] {
      guard let parts = URLParts("https://\(suffix)"), parts.path == "/", parts.query == nil else {
        throw ProviderError(
          .notConfigured, "COFRE_AZURE_VAULT_SUFFIX is no host name.",
          hint: "Give what follows the vault's name and the dot, such as vault.localhost:8443.")
      }
      cloud.vaultSuffix = parts.authority
    }
    return cloud
  }

  /// An endpoint that tokens or secrets are sent to: HTTPS or nothing.
  private static func endpoint(_ text: String, _ variable: String) throws -> String {
    let url = text.contains("://") ? text : "https://\(text)"
    guard let parts = URLParts(url), parts.scheme == "https", parts.query == nil else {
      throw ProviderError(
        .notConfigured, "\(variable) is no https:// address.",
        hint: "Credentials are never sent unencrypted. Set it to an address such as https://localhost:8443.")
    }
    let path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
    return "https://\(parts.authority)\(path)"
  }
}

/// Properties and variables under one roof.
private struct Settings {
  let properties: [String: Value]
  let environment: [String: String]

  /// The property, or the first of the variables that is set and not empty.
  subscript(property: String, variables: String...) -> String? {
    if case .string(let text)? = revealed(property), !text.isEmpty { return text }
    return variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  func sensitive(_ property: String, _ variables: String...) -> Sensitive? {
    if case .sensitive(let value)? = properties[property] { return value }
    if let text = properties[property]?.stringValue, !text.isEmpty { return Sensitive(text) }
    return variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }.map { Sensitive($0) }
  }

  func flag(_ property: String, _ variable: String) -> Bool {
    if let value = revealed(property)?.boolValue { return value }
    return ["1", "true", "yes"].contains(environment[variable]?.lowercased() ?? "")
  }

  private func revealed(_ property: String) -> Value? {
    guard let value = properties[property] else { return nil }
    return value.revealed(for: .providerRequest)
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
