import CofreModel
import CofreProvider
import CofreSchema

/// What Cloud KMS demands of a key beyond what the schema says.
enum KMSCryptoKeyRules {
  /// Every broken rule; what is unknown or missing breaks none.
  static func violations(_ inputs: [String: Value], subject: String) -> [Violation] {
    var violations: [Violation] = []
    func refuse(_ path: PropertyPath, _ problem: String, hint: String? = nil) {
      violations.append(
        Violation(
          code: "out-of-range", path: path, "Value is not allowed", detail: "'\(path)' of \(subject) \(problem).",
          hint: hint))
    }
    let purpose = inputs["purpose"]?.stringValue
    let isImportOnly = inputs["import_only"]?.boolValue == true

    if let period = inputs["rotation_period"]?.stringValue.flatMap({ GoogleDuration($0) }) {
      let path = PropertyPath("rotation_period")
      if period < GoogleDuration(seconds: 86_400) || period > GoogleDuration(seconds: 3_153_600_000) {
        refuse(path, "must be 86400s (a day) to 3153600000s (876,000 hours)")
      }
      if let purpose, purpose != "ENCRYPT_DECRYPT" {
        refuse(
          path, "must not be given for a key of purpose \(purpose)", hint: "Cloud KMS rotates no such key by itself.")
      }
      if isImportOnly { refuse(path, "must not be given for a key that holds imported versions only") }
    }
    if let duration = inputs["destroy_scheduled_duration"]?.stringValue.flatMap({ GoogleDuration($0) }) {
      let minimum = GoogleDuration(seconds: isImportOnly ? 0 : 86_400)
      if duration < minimum || duration > GoogleDuration(seconds: 10_368_000) {
        refuse(PropertyPath("destroy_scheduled_duration"), "must be \(minimum.text) to 10368000s (120 days)")
      }
    }

    let template = inputs["version_template"]
    let algorithmPath = PropertyPath("version_template").appending("algorithm")
    if let purpose, purpose != "ENCRYPT_DECRYPT", template?.isUnknown != true, template?["algorithm"] == nil {
      violations.append(
        Violation(
          code: "missing-property", path: algorithmPath, "Missing required property",
          detail: "\(subject) needs '\(algorithmPath)' when its purpose is \(purpose).",
          hint: "Add version_template = { algorithm = \"\(example(purpose))\" } to the properties."))
    }
    if let purpose, let algorithm = template?["algorithm"]?.stringValue, !fits(algorithm, purpose) {
      refuse(
        algorithmPath, "must be an algorithm for a key of purpose \(purpose)",
        hint: "Such as \"\(example(purpose))\".")
    }
    if let level = template?["protection_level"]?.stringValue, level == "EXTERNAL_VPC" || level == "HSM_SINGLE_TENANT",
      inputs["crypto_key_backend"] == nil
    {
      violations.append(
        Violation(
          code: "missing-property", path: PropertyPath("crypto_key_backend"), "Missing required property",
          detail: "\(subject) needs 'crypto_key_backend' when its protection level is \(level)."))
    }

    for (key, value) in (inputs["labels"]?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
      let path = PropertyPath("labels").appending(key)
      if key == OwnerLabel.key {
        refuse(path, "is the label by which Cofre knows its own keys, and cannot be set", hint: "Take it away.")
      } else if !isLabel(key, isKey: true) {
        refuse(path, "must start with a lower-case letter, then at most 62 of those, digits, hyphens and underscores")
      } else if let text = value.stringValue, !isLabel(text, isKey: false) {
        refuse(path, "must have at most 63 lower-case letters, digits, hyphens and underscores")
      }
    }
    return violations
  }

  private static func fits(_ algorithm: String, _ purpose: String) -> Bool {
    let prefixes: [String]
    switch purpose {
    case "ENCRYPT_DECRYPT": prefixes = ["GOOGLE_SYMMETRIC_", "EXTERNAL_SYMMETRIC_"]
    case "ASYMMETRIC_SIGN": prefixes = ["RSA_SIGN_", "EC_SIGN_", "PQ_SIGN_"]
    case "ASYMMETRIC_DECRYPT": prefixes = ["RSA_DECRYPT_"]
    case "RAW_ENCRYPT_DECRYPT": prefixes = ["AES_128_", "AES_256_GCM", "AES_256_CBC", "AES_256_CTR"]
    case "MAC": prefixes = ["HMAC_"]
    case "KEY_ENCAPSULATION": prefixes = ["ML_KEM_", "KEM_"]
    case "AES_WRAPPING": prefixes = ["AES_256_KWP"]
    default: return true
    }
    return prefixes.contains { algorithm.hasPrefix($0) }
  }

  private static func example(_ purpose: String) -> String {
    switch purpose {
    case "ASYMMETRIC_SIGN": return "EC_SIGN_P256_SHA256"
    case "ASYMMETRIC_DECRYPT": return "RSA_DECRYPT_OAEP_3072_SHA256"
    case "RAW_ENCRYPT_DECRYPT": return "AES_256_GCM"
    case "MAC": return "HMAC_SHA256"
    case "KEY_ENCAPSULATION": return "ML_KEM_768"
    case "AES_WRAPPING": return "AES_256_KWP"
    default: return "GOOGLE_SYMMETRIC_ENCRYPTION"
    }
  }

  /// Whether a text is a label's key or value: letters without case count as lower-case ones.
  private static func isLabel(_ text: String, isKey: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= 63, !isKey || scalars.first.map(isLetter) == true else { return false }
    return scalars.allSatisfy { isLetter($0) || $0 == "-" || $0 == "_" || $0.properties.numericType != nil }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    [.lowercaseLetter, .otherLetter].contains(scalar.properties.generalCategory)
  }
}
