import CofreCrypto
import CofreJSON

/// Checks of what bodies hold, the same in all services.
enum GCPChecks {
  /// A duration in a body: `86400s`, within a range of seconds; nil when it is not there.
  static func duration(_ body: JSONObject, _ field: String, in range: ClosedRange<Int64>) throws -> (
    seconds: Int64, text: String
  )? {
    guard let given = body[field], given != nil else { return nil }
    guard let text = given.stringValue, text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds.isFinite,
      abs(seconds) < 1e12
    else { throw GCPError.invalid("Invalid value at '\(field)' (type.googleapis.com/google.protobuf.Duration).") }
    guard Double(range.lowerBound)...Double(range.upperBound) ~= seconds else {
      throw GCPError.invalid(
        "The field \(field) must be at least \(range.lowerBound)s and at most \(range.upperBound)s, but is \(text).")
    }
    return (Int64(seconds), text)
  }

  /// The labels of a body, checked; nil when there are none.
  static func labels(_ json: JSON?) throws -> JSON? {
    guard let labels = json?.objectValue, !labels.isEmpty else { return nil }
    guard labels.count <= 64 else { throw GCPError.invalid("A resource has at most 64 labels.") }
    for (key, value) in labels {
      guard 1...63 ~= key.count, let first = key.first, first.isLetter, first.lowercased() == String(first),
        isLabelText(key)
      else { throw GCPError.invalid("Label key '\(key)' must match [a-z][a-z0-9_-]{0,62}.") }
      guard let text = value.stringValue, text.count <= 63, isLabelText(text) else {
        throw GCPError.invalid("The value of label '\(key)' must match [a-z0-9_-]{0,63}.")
      }
    }
    return .object(labels)
  }

  private static func isLabelText(_ text: String) -> Bool {
    text.allSatisfy { ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") && $0.lowercased() == String($0) }
  }

  /// A time in a body; nil when it is not there.
  static func time(_ body: JSONObject, _ field: String) throws -> Instant? {
    guard let given = body[field], given != nil else { return nil }
    guard let time = given.stringValue.flatMap(Instant.init(rfc3339:)) else {
      throw GCPError.invalid("Invalid value at '\(field)' (type.googleapis.com/google.protobuf.Timestamp).")
    }
    return time
  }

  /// The bytes of a field in base64, whose checksum must fit if the body has one.
  static func bytes(_ body: JSONObject, _ field: String, checksum: String, limit: Int) throws -> [UInt8] {
    guard let bytes = Base64.decode(body.string(field) ?? "") else {
      throw GCPError.invalid("Invalid value at '\(field)' (TYPE_BYTES), Base64 decoding failed.")
    }
    guard bytes.count <= limit else { throw GCPError.invalid("The field \(field) is larger than \(limit) bytes.") }
    if let given = body[checksum] {
      let value = given.integerValue ?? given.stringValue.flatMap { Int64($0) }
      guard value == Int64(CRC32C.checksum(bytes)) else {
        throw GCPError.invalid("The checksum in field \(checksum) did not match the data in field \(field).")
      }
    }
    return bytes
  }
}
