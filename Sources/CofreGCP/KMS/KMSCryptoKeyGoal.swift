import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// A key as the script wants it, in the words of the API.
struct KMSCryptoKeyGoal: Sendable {
  var name: KMSResourceName
  var purpose: String
  var labels: [String: String]
  var rotationPeriod: String?
  var algorithm: String?
  var protectionLevel: String?
  var destroyScheduledDuration: String?
  var isImportOnly: Bool
  var backend: String?
  /// Whether Cloud KMS is to make versions of it: not when they are imported or made by hand.
  var hasGeneratedVersions: Bool

  /// Reads checked inputs; `id` is that of the key once it is made.
  init(_ inputs: [String: Value], id: String? = nil) throws {
    if let id {
      name = try KMSResourceName(cryptoKeyID: id)
    } else {
      guard let ringID = inputs["key_ring_id"]?.stringValue, let key = inputs["name"]?.stringValue else {
        throw ProviderError(.invalid, "A key needs a name and a key_ring_id.")
      }
      name = try KMSResourceName(ringID: ringID)
      name.cryptoKey = key
    }
    purpose = inputs["purpose"]?.stringValue ?? Self.defaultPurpose
    labels = inputs["labels"]?.revealed(for: .providerRequest).objectValue?.compactMapValues(\.stringValue) ?? [:]
    rotationPeriod = inputs["rotation_period"]?.stringValue
    algorithm = inputs["version_template"]?["algorithm"]?.stringValue
    protectionLevel = inputs["version_template"]?["protection_level"]?.stringValue
    destroyScheduledDuration = inputs["destroy_scheduled_duration"]?.stringValue
    isImportOnly = inputs["import_only"]?.boolValue ?? false
    backend = inputs["crypto_key_backend"]?.stringValue
    hasGeneratedVersions = !isImportOnly && inputs["skip_initial_version_creation"]?.boolValue != true
  }

  static let defaultPurpose = "ENCRYPT_DECRYPT"
  static let defaultAlgorithm = "GOOGLE_SYMMETRIC_ENCRYPTION"
  static let defaultProtectionLevel = "SOFTWARE"
  static let defaultDestroyScheduledDuration = "2592000s"

  /// The short name of the key.
  var keyName: String { name.cryptoKey ?? "" }

  /// The body with which the key is made.
  func body(ownerLabel: String, now: Double) -> JSON {
    var body: JSONObject = ["purpose": .string(purpose), "labels": Self.json(labels, ownerLabel: ownerLabel)]
    var template = JSONObject()
    if let protectionLevel { template["protectionLevel"] = .string(protectionLevel) }
    if let algorithm { template["algorithm"] = .string(algorithm) }
    if !template.isEmpty { body["versionTemplate"] = .object(template) }
    for (name, value) in rotation(now: now) { body[name] = value }
    if let destroyScheduledDuration { body["destroyScheduledDuration"] = .string(destroyScheduledDuration) }
    if isImportOnly { body["importOnly"] = true }
    if let backend { body["cryptoKeyBackend"] = .string(backend) }
    return .object(body)
  }

  /// The two fields of rotation, which only go together; none for a key that does not rotate.
  func rotation(now: Double) -> [(String, JSON)] {
    guard let rotationPeriod, let period = GoogleDuration(rotationPeriod) else { return [] }
    let next = UTCTime(secondsSince1970: Int64(now) + period.seconds).extended
    return [("rotationPeriod", .string(rotationPeriod)), ("nextRotationTime", .string(next))]
  }

  /// Labels with Cofre's own among them, in the order of their keys.
  static func json(_ labels: [String: String], ownerLabel: String?) -> JSON {
    var all = labels
    all[OwnerLabel.key] = ownerLabel
    return .object(JSONObject(all.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }
}
