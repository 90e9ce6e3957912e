import CofreModel
package import CofreSchema

extension Catalog.GCP {
  /// `gcp.kms.CryptoKey`.
  package static let kmsCryptoKey = ResourceType(
    name: "gcp.kms.CryptoKey",
    summary: "A key in Cloud KMS, with its versions and their rotation.",
    documentation: "https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys",
    inputs: [
      .string(
        "key_ring_id", .required, .createOnly, .reference(to: "gcp.kms.KeyRing", property: "id"),
        .pattern(
          "projects/[^/]+/locations/[^/]+/keyRings/\(kmsIDPattern)",
          "the ID of a key ring, projects/{project}/locations/{location}/keyRings/{name}"),
        doc: "The ID of the key ring that the key belongs to."),
      .string(
        "crypto_key_backend", .createOnly, .wire("cryptoKeyBackend"),
        doc: "The EKM connection or single-tenant HSM that holds the key material, for those protection levels."),
      .string(
        "destroy_scheduled_duration", .createOnly, .wire("destroyScheduledDuration"), .format(.duration),
        doc: """
          How long a destroyed version can still be restored: 86400s (a day) to 10368000s (120 days). Without it, 30 \
          days.
          """),
      .boolean(
        "import_only", .createOnly, .wire("importOnly"), .defaultValue(false),
        doc: "Whether the key holds imported versions only."),
      .map(
        "labels", of: .string, .count(0...63),
        doc: """
          Labels of the key: at most 63, keys and values of lower-case letters, digits, hyphens and underscores. Cofre \
          keeps one more of its own, which never shows here.
          """),
      .string(
        "name", .createOnly, .wire("cryptoKeyId"), .pattern(kmsIDPattern, kmsIDMeaning),
        .autoName(AutoName(maximumLength: 63)),
        doc: "The name of the key, unique in its ring for ever."),
      .string(
        "purpose", .createOnly, .defaultValue("ENCRYPT_DECRYPT"),
        .oneOf(
          "ENCRYPT_DECRYPT", "ASYMMETRIC_SIGN", "ASYMMETRIC_DECRYPT", "RAW_ENCRYPT_DECRYPT", "MAC", "KEY_ENCAPSULATION",
          "AES_WRAPPING"),
        doc: "What the key is for."),
      .string(
        "rotation_period", .wire("rotationPeriod"), .format(.duration),
        doc: """
          How often Cloud KMS makes a new primary version: at least 86400s (a day), at most 3153600000s. Only a key that \
          encrypts and decrypts rotates by itself. Without it, never.
          """),
      .boolean(
        "skip_initial_version_creation", .writeOnly, .wire("skipInitialVersionCreation"), .defaultValue(false),
        doc: """
          Whether the key starts without a version, as one for imported material does. It matters when the key is made; \
          a later change does nothing.
          """),
      .object(
        "version_template",
        [
          .string(
            "algorithm", .constraint(.oneOf(kmsAlgorithms)),
            doc: """
              The algorithm of new versions. A key that encrypts and decrypts needs none said; every other purpose does.
              """),
          .string(
            "protection_level", .createOnly, .wire("protectionLevel"), .defaultValue("SOFTWARE"),
            .oneOf("SOFTWARE", "HSM", "EXTERNAL", "EXTERNAL_VPC", "HSM_SINGLE_TENANT"),
            doc: "Where the key material is kept and used."),
        ],
        .wire("versionTemplate"),
        doc: "How new versions of the key are made."),
    ],
    outputs: [
      .string("create_time", .wire("createTime"), .format(.timestamp), doc: "When it was made."),
      .string(
        "next_rotation_time", .volatile, .wire("nextRotationTime"), .format(.timestamp),
        doc: "When Cloud KMS makes the next version; absent when it never does."),
      .object(
        "primary",
        [
          .string("name", doc: "The full name of the version."),
          .string("state", doc: "`ENABLED`, `DISABLED`, `DESTROY_SCHEDULED` or the like."),
        ],
        .volatile,
        doc: "The version that encrypts; only a key that encrypts and decrypts has one."),
    ],
    idFormat: "`projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{name}`.",
    tombstone: """
      The key itself: Cloud KMS keeps its name for ever. Deleting it stops rotation and schedules every version for \
      destruction; for the time of destroy_scheduled_duration (30 days unless said otherwise) they can be restored, \
      then what they encrypted is lost. A key of the same name takes it up again, with a new version.
      """,
    permissions: ResourceType.Permissions(
      create: [
        "cloudkms.cryptoKeys.create", "cloudkms.cryptoKeys.get", "cloudkms.cryptoKeys.update",
        "cloudkms.cryptoKeyVersions.create", "cloudkms.cryptoKeyVersions.get", "cloudkms.cryptoKeyVersions.list",
      ],
      read: ["cloudkms.cryptoKeys.get", "cloudkms.cryptoKeyVersions.list"],
      update: ["cloudkms.cryptoKeys.get", "cloudkms.cryptoKeys.update", "cloudkms.cryptoKeyVersions.list"],
      delete: [
        "cloudkms.cryptoKeys.update", "cloudkms.cryptoKeyVersions.destroy", "cloudkms.cryptoKeyVersions.get",
        "cloudkms.cryptoKeyVersions.list", "cloudkms.cryptoKeyVersions.update",
      ]),
    examples: [
      """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("keys", { location = "global" })
      local key = gcp.kms.CryptoKey("data", {
        key_ring_id = ring.id,
        rotation_period = "7776000s",
      }, { protect = true })
      """,
      """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("keys", { location = "us-central1" })
      local signer = gcp.kms.CryptoKey("release-signing", {
        key_ring_id = ring.id,
        purpose = "ASYMMETRIC_SIGN",
        version_template = { algorithm = "EC_SIGN_P256_SHA256", protection_level = "HSM" },
      })
      """,
    ])

  private static let kmsAlgorithms = [
    "GOOGLE_SYMMETRIC_ENCRYPTION", "EXTERNAL_SYMMETRIC_ENCRYPTION",
    "AES_128_GCM", "AES_256_GCM", "AES_128_CBC", "AES_256_CBC", "AES_128_CTR", "AES_256_CTR", "AES_256_KWP",
    "RSA_SIGN_PSS_2048_SHA256", "RSA_SIGN_PSS_3072_SHA256", "RSA_SIGN_PSS_4096_SHA256", "RSA_SIGN_PSS_4096_SHA512",
    "RSA_SIGN_PKCS1_2048_SHA256", "RSA_SIGN_PKCS1_3072_SHA256", "RSA_SIGN_PKCS1_4096_SHA256",
    "RSA_SIGN_PKCS1_4096_SHA512",
    "RSA_SIGN_RAW_PKCS1_2048", "RSA_SIGN_RAW_PKCS1_3072", "RSA_SIGN_RAW_PKCS1_4096",
    "RSA_DECRYPT_OAEP_2048_SHA256", "RSA_DECRYPT_OAEP_3072_SHA256", "RSA_DECRYPT_OAEP_4096_SHA256",
    "RSA_DECRYPT_OAEP_4096_SHA512", "RSA_DECRYPT_OAEP_2048_SHA1", "RSA_DECRYPT_OAEP_3072_SHA1",
    "RSA_DECRYPT_OAEP_4096_SHA1",
    "EC_SIGN_P256_SHA256", "EC_SIGN_P384_SHA384", "EC_SIGN_SECP256K1_SHA256", "EC_SIGN_ED25519",
    "HMAC_SHA1", "HMAC_SHA224", "HMAC_SHA256", "HMAC_SHA384", "HMAC_SHA512",
    "ML_KEM_768", "ML_KEM_1024", "KEM_XWING",
    "PQ_SIGN_ML_DSA_44", "PQ_SIGN_ML_DSA_65", "PQ_SIGN_ML_DSA_87", "PQ_SIGN_SLH_DSA_SHA2_128S",
    "PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256", "PQ_SIGN_ML_DSA_44_EXTERNAL_MU", "PQ_SIGN_ML_DSA_65_EXTERNAL_MU",
    "PQ_SIGN_ML_DSA_87_EXTERNAL_MU",
  ]
}
