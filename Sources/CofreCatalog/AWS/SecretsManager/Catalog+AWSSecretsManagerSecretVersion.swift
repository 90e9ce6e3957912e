package import CofreSchema

extension Catalog.AWS {
  package static let secretsManagerSecretVersion = ResourceType(
    name: "aws.secretsmanager.SecretVersion",
    summary: "One value of a secret in AWS Secrets Manager; a changed value is a new version.",
    documentation: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html",
    inputs: [
      .string(
        "secret_id", .required, .createOnly, .length(1...2048), .wire("SecretId"),
        .reference(to: "aws.secretsmanager.Secret", property: "id"),
        doc: "The ARN or the name of the secret."),
      .string(
        "secret_binary", .createOnly, .writeOnly, .sensitive, .bytes(1...87_384), .wire("SecretBinary"),
        .exactlyOne(of: ["secret_binary", "secret_string"]),
        doc: "The value as base64, of at most 65,536 bytes."),
      .string(
        "secret_string", .createOnly, .writeOnly, .sensitive, .bytes(1...65_536), .wire("SecretString"),
        .exactlyOne(of: ["secret_binary", "secret_string"]),
        doc: "The value as text. Take it from secret config or another resource, never from the script itself."),
      .array(
        "version_stages", of: .string, .count(1...20), .normalized(.unordered), .wire("VersionStages"),
        .known(["AWSCURRENT", "AWSPENDING", "AWSPREVIOUS"]),
        doc: """
          The staging labels of the version. Without them it becomes AWSCURRENT, the one that programs get, and the one \
          before it AWSPREVIOUS.
          """),
    ],
    outputs: [
      .string("arn", .wire("ARN"), doc: "The Amazon resource name of the secret."),
      .string("version_id", .wire("VersionId"), doc: "The id of the version."),
    ],
    idFormat: "The ARN of the secret, a vertical bar, and the id of the version.",
    tombstone: """
      AWS deletes no version: its own labels are taken off and it fades away. The one that is AWSCURRENT stays current \
      until another takes its place or the secret is deleted.
      """,
    permissions: .init(
      create: ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
      read: ["secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"],
      update: ["secretsmanager:DescribeSecret", "secretsmanager:UpdateSecretVersionStage"],
      delete: ["secretsmanager:DescribeSecret", "secretsmanager:UpdateSecretVersionStage"]),
    examples: [
      """
      local cofre = require "cofre"
      local aws = require "cofre.aws"

      local secret = aws.secretsmanager.Secret("apiSecret", { name = "ml/api-key" })
      aws.secretsmanager.SecretVersion("apiSecretValue", {
        secret_id = secret.id,
        secret_string = cofre.config():require_secret "api_key",
      })
      """
    ])
}
