import CofreModel

package import CofreSchema

extension Catalog.AWS {
  package static let secretsManagerSecret = ResourceType(
    name: "aws.secretsmanager.Secret",
    summary: "A named place for a secret value in AWS Secrets Manager; the values are its versions.",
    documentation: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
    inputs: [
      .string(
        "description", .length(0...2048), .wire("Description"),
        doc: "What the secret is for. Everyone who may list secrets can read it."),
      .boolean(
        "force_overwrite_replica_secret", .writeOnly, .defaultValue(false), .wire("ForceOverwriteReplicaSecret"),
        doc: "Overwrites a secret of the same name in a region that a replica goes to."),
      .string(
        "kms_key_id", .length(0...2048), .wire("KmsKeyId"),
        doc: """
          The id, ARN or alias of the KMS key that encrypts the versions. Without it the account's key \
          aws/secretsmanager is used, which other accounts cannot use.
          """),
      .string(
        "name", .createOnly, .length(1...512), .wire("Name"),
        .pattern("[A-Za-z0-9/_+=.@-]+", "letters, digits and any of /_+=.@-"),
        .autoName(AutoName(maximumLength: 512, allowedPunctuation: "/_+=.@-")),
        doc: """
          The name, which programs ask for. Avoid a hyphen and six characters at the end: AWS adds those to the ARN \
          itself.
          """),
      .string(
        "policy", .bytes(1...20_480), .format(.json), .wire("ResourcePolicy"),
        doc: """
          The resource policy as a JSON text: who may do what with the secret, beside what their own policies say. A \
          policy that lets everybody in is refused.
          """),
      .boolean(
        "recover_deleted", .local, .defaultValue(false),
        doc: """
          Recovers a deleted secret of the same name that is still in its recovery window, with its versions, rather \
          than failing because the name is taken.
          """),
      .integer(
        "recovery_window_in_days", .local, .zeroOr(7...30, unit: .days), .defaultValue(30),
        .wire("RecoveryWindowInDays"),
        doc: """
          How long the secret can be recovered after it is deleted: 7 to 30 days, during which its name is taken, or 0 \
          to delete it at once and for good.
          """),
      .array(
        "replicas",
        of: .object([
          .string(
            "region", .required, .pattern("([a-z]+-)+[0-9]+", "the code of a region such as eu-west-1"),
            .wire("Region"), doc: "The region that the secret is copied to."),
          .string(
            "kms_key_id", .length(0...2048), .wire("KmsKeyId"),
            doc: "The key of that region that encrypts the replica; without it the account's aws/secretsmanager."),
        ]), .normalized(.unordered), .wire("AddReplicaRegions"),
        doc: "The other regions that keep a copy of the secret and its versions."),
      .map(
        "tags", of: .string, .count(0...47), .wire("Tags"),
        doc: "Names and values to find, bill or authorise the secret by; at most 47, beside the three of Cofre's own."),
      .string(
        "type", .length(1...256), .wire("Type"),
        doc: "The partner that the secret belongs to, for secrets that AWS rotates with a partner."),
    ],
    outputs: [
      .string("arn", .wire("ARN"), doc: "The Amazon resource name; its last six characters are random."),
      .string("owning_service", .wire("OwningService"), doc: "The AWS service that manages the secret, if one does."),
      .string("primary_region", .wire("PrimaryRegion"), doc: "The region that the replicas are copies of."),
      .map(
        "replica_statuses", of: .string, .volatile, .wire("ReplicationStatus"),
        doc: "By region: InSync, InProgress or Failed."),
      .boolean("rotation_enabled", .wire("RotationEnabled"), doc: "Whether Secrets Manager rotates the secret."),
    ],
    idFormat: "The ARN of the secret.",
    tombstone: """
      A deleted secret can be recovered, and holds its name, for the days of recovery_window_in_days (30 unless said \
      otherwise). With recover_deleted = true the next up recovers it; with recovery_window_in_days = 0 nothing stays.
      """,
    permissions: .init(
      create: [
        "secretsmanager:CreateSecret", "secretsmanager:DescribeSecret", "secretsmanager:PutResourcePolicy",
        "secretsmanager:ReplicateSecretToRegions", "secretsmanager:RestoreSecret", "secretsmanager:TagResource",
      ],
      read: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
      update: [
        "secretsmanager:DeleteResourcePolicy", "secretsmanager:DescribeSecret", "secretsmanager:PutResourcePolicy",
        "secretsmanager:RemoveRegionsFromReplication", "secretsmanager:ReplicateSecretToRegions",
        "secretsmanager:TagResource", "secretsmanager:UntagResource", "secretsmanager:UpdateSecret",
      ],
      delete: [
        "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret", "secretsmanager:RemoveRegionsFromReplication",
      ]),
    examples: [
      """
      local aws = require "cofre.aws"

      -- The value is put in later: cofre secret set apiSecret
      local api_secret = aws.secretsmanager.Secret("apiSecret", {
        name = "ml/api-key",
        description = "API key for my ML model service",
        recovery_window_in_days = 7,
        tags = { team = "ml" },
      })
      """
    ])
}
