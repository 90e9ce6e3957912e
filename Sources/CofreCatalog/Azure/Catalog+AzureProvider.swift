package import CofreSchema

extension Catalog.Azure {
  package static let provider = ResourceType(
    name: "azure.Provider",
    summary: "How Cofre reaches Azure: which subscription, with which credentials, in which of Microsoft's clouds.",
    documentation: "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
    inputs: [
      .string(
        "client_id", .wire("clientId"), .format(.uuid),
        doc: """
          The application (client) id of the service principal, or of a user-assigned managed identity. Otherwise \
          `AZURE_CLIENT_ID` or `ARM_CLIENT_ID`.
          """),
      .string(
        "client_secret", .wire("clientSecret"), .sensitive,
        doc: "A client secret of the service principal. Otherwise `AZURE_CLIENT_SECRET` or `ARM_CLIENT_SECRET`."),
      .string(
        "environment", .oneOf("public", "usgovernment", "china"), .normalized(.caseInsensitive),
        doc: """
          Which of Microsoft's clouds. Otherwise `ARM_ENVIRONMENT` or `AZURE_ENVIRONMENT`, otherwise `public`.
          """),
      .string(
        "location", .length(1...64), .normalized(.azureLocation),
        doc: "The region of resources that name none. Otherwise `ARM_LOCATION` or `AZURE_LOCATION`."),
      .string(
        "subscription_id", .wire("subscriptionId"), .createOnly, .length(1...64),
        doc: """
          The subscription that holds the resources. Otherwise `AZURE_SUBSCRIPTION_ID` or `ARM_SUBSCRIPTION_ID`.
          """),
      .string(
        "tenant_id", .wire("tenantId"), .length(1...253),
        doc: """
          The Microsoft Entra tenant, as an id or a domain. Otherwise `AZURE_TENANT_ID` or `ARM_TENANT_ID`.
          """),
      .boolean(
        "use_msi", .wire("useMsi"),
        doc: "Whether to use the managed identity of the machine and nothing else. Otherwise `ARM_USE_MSI`."),
    ],
    outputs: [],
    idFormat: "The provider's name in the stack.",
    examples: [
      """
      local cofre = require "cofre"
      local azure = require "cofre.azure"

      local provider = azure.Provider("europe", {
        subscription_id = cofre.config():require "subscription_id",
        location = "westeurope",
      })

      azure.resources.ResourceGroup("keys", {}, { provider = provider })
      """
    ])
}
