import CofreModel
import CofreProvider
import Testing

@testable import CofreAzure

@Suite struct ConfigurationTests {
  private let subscription = FakeAzure.subscription

  @Test func propertiesComeBeforeTheEnvironmentAndAzuresNamesBeforeOthers() throws {
    let configuration = try AzureConfiguration(
      properties: [
        "subscription_id": "from-properties", "client_secret": .sensitive(Sensitive("boxed")), "location": "East US",
      ],
      environment: [
        "AZURE_SUBSCRIPTION_ID": "a", "AZURE_TENANT_ID": "a", "ARM_TENANT_ID": "b", "ARM_CLIENT_ID": "b",
        "AZURE_CLIENT_ID": "", "AZURE_CLIENT_SECRET": "env", "ARM_LOCATION": "westus", "ARM_USE_MSI": "true",
      ])
    #expect(configuration.subscriptionID == "from-properties")
    #expect(configuration.clientSecret == Sensitive("boxed"))
    #expect(configuration.tenantID == "a")
    #expect(configuration.clientID == "b")
    #expect(configuration.location == "East US")
    #expect(configuration.usesManagedIdentity)
    #expect(configuration.cloud == AzureCloud.all[0])
  }

  @Test(arguments: [
    ("public", "public"), ("AzureCloud", "public"), ("usgovernment", "usgovernment"),
    ("AzureUSGovernment", "usgovernment"), ("china", "china"), ("AzureChinaCloud", "china"),
  ])
  func knowsTheClouds(_ spelling: String, _ name: String) throws {
    let configuration = try AzureConfiguration(
      properties: [:], environment: ["ARM_SUBSCRIPTION_ID": subscription, "ARM_ENVIRONMENT": spelling])
    #expect(configuration.cloud.name == name)
  }

  @Test func endpointsCanBeOverridden() throws {
    let configuration = try AzureConfiguration(
      properties: ["subscription_id": .string(subscription)],
      environment: [
        "AZURE_AUTHORITY_HOST": "https://localhost:8443/", "COFRE_AZURE_ARM_ENDPOINT": "https://localhost:8443/arm/",
        "COFRE_AZURE_VAULT_SUFFIX": "Vault.localhost:8443",
      ])
    #expect(configuration.cloud.authority == "https://localhost:8443")
    #expect(configuration.cloud.resourceManager == "https://localhost:8443/arm")
    #expect(configuration.cloud.vaultScope == "https://vault.localhost:8443/.default")
    let bare = try AzureConfiguration(
      properties: ["subscription_id": .string(subscription)],
      environment: ["AZURE_AUTHORITY_HOST": "login.microsoftonline.us"])
    #expect(bare.cloud.authority == "https://login.microsoftonline.us")
  }

  @Test(arguments: [
    (["AZURE_AUTHORITY_HOST": "http://localhost:1"], "AZURE_AUTHORITY_HOST"),
    (["COFRE_AZURE_ARM_ENDPOINT": "http://localhost:1"], "COFRE_AZURE_ARM_ENDPOINT"),
    (["COFRE_AZURE_ARM_ENDPOINT": "https://"], "COFRE_AZURE_ARM_ENDPOINT"),
    (["COFRE_AZURE_VAULT_SUFFIX": "https://x"], "COFRE_AZURE_VAULT_SUFFIX"),
    (["COFRE_AZURE_VAULT_SUFFIX": "x/y"], "COFRE_AZURE_VAULT_SUFFIX"),
    (["ARM_ENVIRONMENT": "germany"], "germany"),
    (["ARM_SUBSCRIPTION_ID": ""], "No Azure subscription"),
    (["ARM_SUBSCRIPTION_ID": "../x"], "subscription id"),
  ])
  func refusesWhatCannotBeUsed(_ environment: [String: String], _ words: String) async {
    let all = ["ARM_SUBSCRIPTION_ID": subscription].merging(environment) { $1 }
    let error = await failure { _ = try AzureConfiguration(properties: [:], environment: all) }
    #expect(error?.code == .notConfigured)
    #expect(error?.message.contains(words) == true)
    #expect(error?.hint != nil)
  }

  @Test func aSecretWithoutTheRestSaysWhatIsMissing() async throws {
    for (missing, words) in [("AZURE_TENANT_ID", "AZURE_TENANT_ID"), ("AZURE_CLIENT_ID", "AZURE_CLIENT_ID")] {
      let azure = FakeAzure()
      var environment = FakeAzure.environment
      environment[missing] = nil
      let lifecycle = try #require(
        try azure.provider(environment: environment).lifecycle(for: "azure.resources.ResourceGroup"))
      let request = ReadRequest(
        urn: FakeAzure.urn("azure.resources.ResourceGroup"), type: try FakeAzure.type("azure.resources.ResourceGroup"),
        id: FakeAzure.group, inputs: [:], outputs: [:])
      let error = await failure { _ = try await lifecycle.read(request) }
      #expect(error?.code == .notConfigured)
      #expect(error?.hint?.contains(words) == true)
    }
  }
}
