import CofreCatalog
import CofreModel
import CofreProvider
import CofreSchema

/// What Cloud KMS demands of a key beyond what the schema says.
struct KMSCryptoKeyRules {
  private let inputs: [String: Value]
  private let subject: String
  private let purpose: String?
  private let isImportOnly: Bool
  private var violations: [Violation] = []

  /// Every broken rule; what is unknown or missing breaks none.
  static func violations(_ inputs: [String: Value], subject: String) -> [Violation] {
    var rules = KMSCryptoKeyRules(inputs, subject)
    rules.checkRotation()
    rules.checkDestruction()
    rules.checkVersions()
    rules.checkLabels()
    return rules.violations
  }

  private init(_ inputs: [String: Value], _ subject: String) {
    self.inputs = inputs
    self.subject = subject
    purpose = inputs["purpose"]?.stringValue
    isImportOnly = inputs["import_only"]?.boolValue == true
  }

  private mutating func checkRotation() {
    guard let period = duration("rotation_period") else { return }
    let path = PropertyPath("rotation_period")
    let bounds = Catalog.GCP.rotationPeriodBounds
    if period < GoogleDuration(seconds: bounds.lowerBound) || period > GoogleDuration(seconds: bounds.upperBound) {
      refuse(path, "must be 86400s (a day) to 3153600000s (876,000 hours)")
    }
    if let purpose, purpose != "ENCRYPT_DECRYPT" {
      refuse(
        path, "must not be given for a key of purpose \(purpose)", hint: "Cloud KMS rotates no such key by itself.")
    }
    if isImportOnly { refuse(path, "must not be given for a key that holds imported versions only") }
  }

  private mutating func checkDestruction() {
    guard let duration = duration("destroy_scheduled_duration") else { return }
    let bounds = Catalog.GCP.destroyScheduledBounds(isImportOnly: isImportOnly)
    let minimum = GoogleDuration(seconds: bounds.lowerBound)
    if duration < minimum || duration > GoogleDuration(seconds: bounds.upperBound) {
      refuse(PropertyPath("destroy_scheduled_duration"), "must be \(minimum.text) to 10368000s (120 days)")
    }
  }

  private mutating func checkVersions() {
    let template = inputs["version_template"]
    let path = PropertyPath("version_template").appending("algorithm")
    // A purpose that is none is the schema's matter.
    if let purpose, let (prefixes, example) = Self.algorithms[purpose] {
      if let algorithm = template?["algorithm"] {
        if let text = algorithm.stringValue, !prefixes.contains(where: { text.hasPrefix($0) }) {
          refuse(path, "must be an algorithm for a key of purpose \(purpose)", hint: "Such as \"\(example)\".")
        }
      } else if purpose != KMSCryptoKeyGoal.defaultPurpose, template?.isUnknown != true {
        require(
          path, "when its purpose is \(purpose)",
          hint: "Add version_template = { algorithm = \"\(example)\" } to the properties.")
      }
    }
    if let level = template?["protection_level"]?.stringValue, level == "EXTERNAL_VPC" || level == "HSM_SINGLE_TENANT",
      inputs["crypto_key_backend"] == nil
    {
      require(PropertyPath("crypto_key_backend"), "when its protection level is \(level)")
    }
  }

  private mutating func checkLabels() {
    for (key, value) in (inputs["labels"]?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
      let path = PropertyPath("labels").appending(key)
      if key == OwnerLabel.key {
        refuse(path, "is the label by which Cofre knows its own keys, and cannot be set", hint: "Take it away.")
      } else if !Self.isLabel(key, isKey: true) {
        refuse(path, "must start with a lower-case letter, then at most 62 of those, digits, hyphens and underscores")
      } else if let text = value.stringValue, !Self.isLabel(text, isKey: false) {
        refuse(path, "must have at most 63 lower-case letters, digits, hyphens and underscores")
      }
    }
  }

  private func duration(_ name: String) -> GoogleDuration? {
    inputs[name]?.stringValue.flatMap { GoogleDuration($0) }
  }

  private mutating func refuse(_ path: PropertyPath, _ problem: String, hint: String? = nil) {
    violations.append(
      Violation(
        code: "out-of-range", path: path, "Value is not allowed", detail: "'\(path)' of \(subject) \(problem).",
        hint: hint))
  }

  private mutating func require(_ path: PropertyPath, _ condition: String, hint: String? = nil) {
    violations.append(
      Violation(
        code: "missing-property", path: path, "Missing required property",
        detail: "\(subject) needs '\(path)' \(condition).", hint: hint))
  }

  /// How the algorithms of a purpose start, and one of them for hints.
  private static let algorithms: [String: (prefixes: [String], example: String)] = [
    "AES_WRAPPING": (["AES_256_KWP"], "AES_256_KWP"),
    "ASYMMETRIC_DECRYPT": (["RSA_DECRYPT_"], "RSA_DECRYPT_OAEP_3072_SHA256"),
    "ASYMMETRIC_SIGN": (["RSA_SIGN_", "EC_SIGN_", "PQ_SIGN_"], "EC_SIGN_P256_SHA256"),
    "ENCRYPT_DECRYPT": (["GOOGLE_SYMMETRIC_", "EXTERNAL_SYMMETRIC_"], "GOOGLE_SYMMETRIC_ENCRYPTION"),
    "KEY_ENCAPSULATION": (["ML_KEM_", "KEM_"], "ML_KEM_768"),
    "MAC": (["HMAC_"], "HMAC_SHA256"),
    "RAW_ENCRYPT_DECRYPT": (["AES_128_", "AES_256_GCM", "AES_256_CBC", "AES_256_CTR"], "AES_256_GCM"),
  ]

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
