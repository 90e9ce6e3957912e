import CofreJSON

/// What new versions of a key are like.
struct KeyTemplate {
  var level: String
  var algorithm: String

  /// Reads a template; the algorithm must fit the purpose and may be left out only for symmetric encryption.
  init(_ json: JSONObject, purpose: String, isNew: Bool) throws {
    if let given = json["protectionLevel"], !Self.isUnspecified(given) {
      guard let level = GCPEnumeration.protectionLevel.name(given) else {
        throw GCPError.invalid("Unknown protection level.")
      }
      self.level = level
    } else {
      level = "SOFTWARE"
    }
    if let given = json["algorithm"], !Self.isUnspecified(given) {
      guard let algorithm = GCPEnumeration.algorithm.name(given) else { throw GCPError.invalid("Unknown algorithm.") }
      self.algorithm = algorithm
    } else {
      guard purpose == "ENCRYPT_DECRYPT" else {
        throw GCPError.invalid("CryptoKey.version_template.algorithm must be set for purpose \(purpose).")
      }
      algorithm = "GOOGLE_SYMMETRIC_ENCRYPTION"
    }
    let prefixes: [String: [String]] = [
      "ENCRYPT_DECRYPT": ["GOOGLE_SYMMETRIC"], "ASYMMETRIC_SIGN": ["RSA_SIGN", "EC_SIGN", "PQ_SIGN"],
      "ASYMMETRIC_DECRYPT": ["RSA_DECRYPT"], "RAW_ENCRYPT_DECRYPT": ["AES_"], "MAC": ["HMAC_"],
      "KEY_ENCAPSULATION": ["ML_KEM", "KEM_"],
    ]
    guard prefixes[purpose, default: []].contains(where: algorithm.hasPrefix) else {
      throw GCPError.invalid("The algorithm \(algorithm) is not compatible with the purpose \(purpose).")
    }
  }

  var json: JSONObject { ["protectionLevel": .string(level), "algorithm": .string(algorithm)] }

  private static func isUnspecified(_ json: JSON) -> Bool {
    json == 0 || json.stringValue?.hasSuffix("_UNSPECIFIED") == true
  }
}
