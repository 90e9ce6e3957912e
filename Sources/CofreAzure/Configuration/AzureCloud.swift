/// One of Microsoft's clouds, each with endpoints and identities of its own.
package struct AzureCloud: Sendable, Equatable {
  /// As the `environment` of a provider spells it.
  package var name: String
  /// Where tokens come from: a URL without a slash at the end.
  package var authority: String
  /// Azure Resource Manager: a URL without a slash at the end.
  package var resourceManager: String
  /// What a token for Azure Resource Manager is asked for.
  package var resourceManagerScope: String
  /// What the host name of every key vault ends with, without the dot before it; with a port when that is not 443.
  package var vaultSuffix: String

  /// What a token for the contents of key vaults is asked for.
  package var vaultScope: String { "https://\(vaultSuffix)/.default" }

  package static let all = [
    AzureCloud(
      name: "public", authority: "https://login.microsoftonline.com",
      resourceManager: "https://management.azure.com",
      resourceManagerScope: "https://management.azure.com/.default", vaultSuffix: "vault.azure.net"),
    AzureCloud(
      name: "usgovernment", authority: "https://login.microsoftonline.us",
      resourceManager: "https://management.usgovcloudapi.net",
      resourceManagerScope: "https://management.core.usgovcloudapi.net/.default",
      vaultSuffix: "vault.usgovcloudapi.net"),
    AzureCloud(
      name: "china", authority: "https://login.chinacloudapi.cn",
      resourceManager: "https://management.chinacloudapi.cn",
      resourceManagerScope: "https://management.chinacloudapi.cn/.default", vaultSuffix: "vault.azure.cn"),
  ]

  /// The cloud by its name, in any of the spellings that Microsoft's tools and others use; nil for no such cloud.
  package static func named(_ name: String) -> AzureCloud? {
    let canonical: String
    switch name.lowercased().filter({ $0.isLetter }) {
    case "public", "azurecloud", "azurepubliccloud": canonical = "public"
    case "usgovernment", "usgov", "azureusgovernment", "azureusgovernmentcloud":
      canonical = "usgovernment"
    case "china", "azurechinacloud", "chinacloud": canonical = "china"
    default: return nil
    }
    return all.first { $0.name == canonical }
  }
}
