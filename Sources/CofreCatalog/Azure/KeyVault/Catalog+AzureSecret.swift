import CofreModel

package import CofreSchema

extension Catalog.Azure {
  package static let secret = ResourceType(
    name: "azure.keyvault.Secret",
    summary: "A secret in a key vault.",
    documentation: "https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets",
    inputs: [
      .object(
        "properties",
        [
          .string(
            "value", .required, .writeOnly, .sensitive, .bytes(0...25_600),
            doc: """
              The value, at most 25 KB. It belongs in encrypted stack config or comes by `cofre secret set`, never in a \
              script.
              """),
          .object("attributes", attributeInputs, doc: "Whether and when it may be used."),
          .string(
            "content_type", .wire("contentType"), .length(0...255),
            doc: "What the value is, in your own words or as a media type."),
        ], .required, doc: "The value and what is known about it."),
      resourceGroupName,
      .string(
        "vault_name", .required, .createOnly, .wire("vaultName"), .length(3...24), .normalized(.caseInsensitive),
        .reference(to: "azure.keyvault.Vault", property: "name"), doc: "The name of the vault that keeps it."),
      .boolean(
        "purge_on_delete", .local, .defaultValue(false),
        doc: """
          Whether to purge the secret after deleting it, so that its name is free at once and its value is lost for \
          good. A vault with purge protection refuses.
          """),
      .boolean(
        "recover_soft_deleted", .local, .defaultValue(false),
        doc: """
          Whether to recover a soft-deleted secret of the same name, and then give it the new value, instead of \
          failing because the name is taken.
          """),
      .string(
        "secret_name", .createOnly, .wire("secretName"),
        .pattern("[a-zA-Z0-9-]{1,127}", "1 to 127 letters, digits and hyphens"), .normalized(.caseInsensitive),
        .autoName(AutoName(maximumLength: 127, allowedPunctuation: "-")),
        doc: "The name of the secret, unique in its vault."),
      .map(
        "tags", of: .string, .count(0...13),
        doc: """
          Names and values to find it by. Key Vault takes 15 of them; two are Cofre's, by which it knows its own \
          secrets again.
          """),
    ],
    outputs: [
      .string("location", .normalized(.azureLocation), doc: "The region of the vault."),
      name,
      .object(
        "properties",
        [
          .object(
            "attributes",
            attributeInputs + [
              .integer("created", doc: "When this version was made, in seconds since 1970."),
              .integer("updated", .volatile, doc: "When this version was last changed, in seconds since 1970."),
            ], .volatile, doc: "Whether and when it may be used, and when it was made."),
          .string("content_type", .wire("contentType"), doc: "What the value is."),
          .string("secret_uri", .wire("secretUri"), doc: "Its address in the vault, without a version."),
          .string(
            "secret_uri_with_version", .wire("secretUriWithVersion"), .volatile,
            doc: "The address of the version that the last update made."),
        ], doc: "What is known about it. Azure never answers the value here."),
      type,
    ],
    idFormat: """
      The Azure resource id: `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/\
      vaults/{vault}/secrets/{name}`.
      """,
    deleteBeforeReplace: true,
    tombstone: """
      A deleted secret can be recovered, and its name is taken in its vault, for the vault's \
      `soft_delete_retention_in_days` (90 days unless set). `purge_on_delete` ends that at once, unless the vault has \
      purge protection.
      """,
    permissions: .init(
      create: ["Microsoft.KeyVault/vaults/secrets/read", "Microsoft.KeyVault/vaults/secrets/write"],
      read: ["Microsoft.KeyVault/vaults/secrets/read"],
      update: ["Microsoft.KeyVault/vaults/secrets/write"],
      delete: ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/secrets/delete (data plane)"]),
    examples: [
      """
      local cofre = require "cofre"
      local azure = require "cofre.azure"

      azure.keyvault.Secret("apiKey", {
        resource_group_name = "keys",
        vault_name = "models-0a1b2c3",
        secret_name = "api-key",
        properties = {
          value = cofre.config():require_secret "api_key",
          content_type = "text/plain",
        },
      })
      """
    ])

  private static let attributeInputs: [Property] = [
    .boolean("enabled", doc: "Whether the value can be read: yes, unless set."),
    .integer(
      "expires", .wire("exp"), .range(0...253_402_300_799, unit: .seconds),
      doc: "When it is out of date, in seconds since 1970. Azure warns; it does not block reading."),
    .integer(
      "not_before", .wire("nbf"), .range(0...253_402_300_799, unit: .seconds),
      doc: "From when on it is meant to be used, in seconds since 1970. It does not block reading."),
  ]
}
