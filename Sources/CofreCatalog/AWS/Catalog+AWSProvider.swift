package import CofreSchema

extension Catalog.AWS {
  package static let provider = ResourceType(
    name: "aws.Provider",
    summary: "An account and region of Amazon Web Services, and the credentials to use there.",
    documentation: "https://docs.aws.amazon.com/sdkref/latest/guide/overview.html",
    inputs: [
      .string(
        "access_key", .length(16...128), .pattern("[A-Za-z0-9_]+", "letters, digits and underscores"),
        doc: """
          The access key id to sign with. Without it the environment and the shared credentials files are asked, as by \
          every AWS tool.
          """),
      .array(
        "allowed_account_ids", of: .string, .count(1...100), .normalized(.unordered),
        doc: """
          The accounts that may be changed. When the credentials belong to another one, every call is refused before it \
          is made.
          """),
      .string(
        "endpoint", .pattern("https?://.+", "an http or https URL"), .normalized(.trailingSlash),
        doc: """
          The URL to send every request to, in place of AWS's own: an emulator's, or a gateway's. AWS_ENDPOINT_URL says \
          the same for all providers.
          """),
      .string(
        "profile", .length(1...256),
        doc: "The profile of the shared config and credentials files to use, in place of AWS_PROFILE."),
      .string(
        "region", .pattern("[a-z]+(-[a-z]+)+-[0-9]+", "the code of a region such as us-west-2"),
        doc: "The region whose services are called, in place of AWS_REGION and that of the profile."),
      .string(
        "secret_key", .sensitive, .length(1...256),
        doc: "The secret access key that belongs to access_key. Take it from secret config, never from the script."),
      .string(
        "token", .sensitive, .length(1...16_384),
        doc: "The session token that belongs to temporary credentials."),
    ],
    outputs: [],
    idFormat: "The provider's name in the stack.",
    permissions: .init(read: ["sts:GetCallerIdentity"]),
    examples: [
      """
      local aws = require "cofre.aws"

      local oregon = aws.Provider("oregon", { region = "us-west-2", allowed_account_ids = { "123456789012" } })
      """
    ])
}
