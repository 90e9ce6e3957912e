import CofreCrypto
import CofreJSON

/// The value of one version: text or bytes, as the request gave it.
struct SecretValue {
  /// `SecretString` or `SecretBinary`.
  let member: String
  let text: String

  /// The value in a request, or nil when there is none and none is required.
  init?(_ input: JSONObject, isRequired: Bool) throws {
    let (string, binary) = (input.string("SecretString"), input.string("SecretBinary"))
    if string != nil, binary != nil {
      throw AWSError.parameter("You can't specify both SecretString and SecretBinary in the same request.")
    }
    guard let text = string ?? binary else {
      guard isRequired else { return nil }
      throw AWSError.parameter("You must provide either SecretString or SecretBinary.")
    }
    if string != nil {
      member = "SecretString"
      self.text = text
    } else {
      guard let bytes = Base64.decode(text) else { throw AWSError("SerializationException", "") }
      member = "SecretBinary"
      self.text = Base64.encode(bytes)
    }
    let count = string?.utf8.count ?? text.utf8.count / 4 * 3
    guard 1...65_536 ~= count || (string == nil && count <= 65_538) else {
      throw AWSError.validation(
        "1 validation error detected: Value at '\(string != nil ? "secretString" : "secretBinary")' failed to satisfy "
          + "constraint: Member must have length \(count < 1 ? "greater than or equal to 1" : "less than or equal to 65536")"
      )
    }
  }

  /// Whether a stored version holds this value.
  func isEqual(to version: JSONObject) -> Bool { version.string(member) == text }
}
