import CofreJSON

/// Enumerations of Cloud KMS: they may come as names or as numbers and go out as the client asked for.
struct GCPEnumeration {
  let values: [(name: String, number: Int64)]

  /// The name of a value given as name or number; nil when there is no such value.
  func name(_ json: JSON) -> String? {
    if let number = json.integerValue { return values.first { $0.number == number }?.name }
    return values.first { $0.name == json.stringValue }?.name
  }

  static let purpose = GCPEnumeration(values: [
    ("ENCRYPT_DECRYPT", 1), ("ASYMMETRIC_SIGN", 5), ("ASYMMETRIC_DECRYPT", 6), ("RAW_ENCRYPT_DECRYPT", 7), ("MAC", 9),
    ("KEY_ENCAPSULATION", 10),
  ])

  static let protectionLevel = GCPEnumeration(values: [
    ("SOFTWARE", 1), ("HSM", 2), ("EXTERNAL", 3), ("EXTERNAL_VPC", 4), ("HSM_SINGLE_TENANT", 5),
  ])

  static let state = GCPEnumeration(values: [
    ("ENABLED", 1), ("DISABLED", 2), ("DESTROYED", 3), ("DESTROY_SCHEDULED", 4), ("PENDING_GENERATION", 5),
    ("PENDING_IMPORT", 6), ("IMPORT_FAILED", 7), ("GENERATION_FAILED", 8),
  ])

  static let algorithm = GCPEnumeration(values: [
    ("GOOGLE_SYMMETRIC_ENCRYPTION", 1), ("RSA_SIGN_PSS_2048_SHA256", 2), ("RSA_SIGN_PSS_3072_SHA256", 3),
    ("RSA_SIGN_PSS_4096_SHA256", 4), ("RSA_SIGN_PKCS1_2048_SHA256", 5), ("RSA_SIGN_PKCS1_3072_SHA256", 6),
    ("RSA_SIGN_PKCS1_4096_SHA256", 7), ("RSA_DECRYPT_OAEP_2048_SHA256", 8), ("RSA_DECRYPT_OAEP_3072_SHA256", 9),
    ("RSA_DECRYPT_OAEP_4096_SHA256", 10), ("EC_SIGN_P256_SHA256", 12), ("EC_SIGN_P384_SHA384", 13),
    ("AES_256_GCM", 19), ("EC_SIGN_SECP256K1_SHA256", 31), ("HMAC_SHA256", 32), ("HMAC_SHA1", 33),
    ("HMAC_SHA384", 34), ("HMAC_SHA512", 35), ("HMAC_SHA224", 36), ("EC_SIGN_ED25519", 40), ("AES_128_GCM", 41),
    ("ML_KEM_768", 47), ("PQ_SIGN_ML_DSA_65", 56), ("KEM_XWING", 63),
  ])

  private static let members = [
    "purpose": purpose, "protectionLevel": protectionLevel, "state": state, "algorithm": algorithm,
  ]

  /// The same answer with the numbers of enumerations in place of their names.
  static func asNumbers(_ json: JSON) -> JSON {
    switch json {
    case .array(let elements): return .array(elements.map(asNumbers))
    case .object(let object):
      return .object(
        JSONObject(
          object.map { key, value in
            // Labels are the user's: a label may well be called `state`.
            if key == "labels" { return (key, value) }
            let number = members[key].flatMap { $0.values.first { $0.name == value.stringValue }?.number }
            return (key, number.map(JSON.integer) ?? asNumbers(value))
          }))
    default: return json
    }
  }
}
