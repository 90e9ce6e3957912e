package import CofreSchema

extension Catalog.GCP {
  /// `gcp.kms.KeyRing`.
  package static let kmsKeyRing = ResourceType(
    name: "gcp.kms.KeyRing",
    summary: "A group of Cloud KMS keys in one location.",
    documentation: "https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings",
    inputs: [
      .string(
        "location", .required, .createOnly,
        .pattern("[a-z][a-z0-9-]{0,62}", "a location such as \"global\" or \"us-central1\""),
        doc: "Where the keys are kept: `global`, a region such as `us-central1`, or a multi-region such as `europe`."),
      .string(
        "name", .createOnly, .wire("keyRingId"), .pattern(kmsIDPattern, kmsIDMeaning),
        .autoName(AutoName(maximumLength: 63)),
        doc: "The name of the ring, unique in its project and location for ever."),
      .string(
        "project", .createOnly, .pattern(projectPattern, projectMeaning),
        doc: "The project it belongs to. Without it, the project of the provider."),
    ],
    outputs: [
      .string("create_time", .wire("createTime"), .format(.timestamp), doc: "When it was made.")
    ],
    idFormat: "`projects/{project}/locations/{location}/keyRings/{name}`.",
    tombstone: """
      The ring itself: Cloud KMS keeps its name for ever. Deleting it here only forgets it, and a ring of the same name \
      takes it up again.
      """,
    permissions: ResourceType.Permissions(
      create: ["cloudkms.keyRings.create", "cloudkms.keyRings.get"], read: ["cloudkms.keyRings.get"]),
    examples: [
      """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("keys", { location = "global" })
      """
    ])

  /// What names a ring, a key or an import job.
  static let kmsIDPattern = "[a-zA-Z0-9_-]{1,63}"
  static let kmsIDMeaning = "1 to 63 letters, digits, hyphens and underscores"
}
