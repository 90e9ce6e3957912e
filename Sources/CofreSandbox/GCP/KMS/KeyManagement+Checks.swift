import CofreJSON

extension KeyManagement {
  /// A duration in a body: `86400s`, within a range of seconds; nil when it is not there.
  func duration(_ body: JSONObject, _ field: String, in range: ClosedRange<Int64>) throws -> (
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

  /// Takes over rotation from a body, which must be whole: a period needs a next time, and that must be in the future.
  func setRotation(_ body: JSONObject, in key: inout JSONObject, mustBeFuture: Bool = true) throws {
    let period = try duration(body, "rotationPeriod", in: 86_400...3_153_600_000)
    let next = body.string("nextRotationTime")
    if period != nil || next != nil, key.string("purpose") != "ENCRYPT_DECRYPT" {
      throw GCPError.invalid("Automatic rotation is supported only for purpose ENCRYPT_DECRYPT.")
    }
    if period != nil, next == nil {
      throw GCPError.invalid("next_rotation_time must be set when rotation_period is set.")
    }
    if let next {
      guard let date = Instant(rfc3339: next) else {
        throw GCPError.invalid("Invalid value at 'nextRotationTime' (type.googleapis.com/google.protobuf.Timestamp).")
      }
      guard date > call.now || !mustBeFuture else {
        throw GCPError.invalid("next_rotation_time must be in the future.")
      }
    }
    key["rotationPeriod"] = period.map { .string($0.text) }
    key["nextRotationTime"] = next.map(JSON.string)
  }

  /// The labels of a body, checked; nil when there are none.
  func checkedLabels(_ json: JSON?) throws -> JSON? {
    guard let labels = json?.objectValue, !labels.isEmpty else { return nil }
    guard labels.count <= 64 else { throw GCPError.invalid("A resource has at most 64 labels.") }
    for (key, value) in labels {
      guard 1...63 ~= key.count, let first = key.first, first.isLetter, first.lowercased() == String(first),
        Self.isLabelText(key)
      else { throw GCPError.invalid("Label key '\(key)' must match [a-z][a-z0-9_-]{0,62}.") }
      guard let text = value.stringValue, text.count <= 63, Self.isLabelText(text) else {
        throw GCPError.invalid("The value of label '\(key)' must match [a-z0-9_-]{0,63}.")
      }
    }
    return .object(labels)
  }

  private static func isLabelText(_ text: String) -> Bool {
    text.allSatisfy { ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") && $0.lowercased() == String($0) }
  }

  func requireEnabled(_ version: JSONObject) throws {
    let (name, state) = (version.string("name") ?? "", version.string("state") ?? "")
    guard state == "ENABLED" else {
      let type =
        state == "DISABLED"
        ? "KEY_DISABLED" : state == "PENDING_GENERATION" ? "KEY_PENDING_GENERATION" : "KEY_DESTROYED"
      throw GCPError.precondition("\(name) is not enabled, current state is: \(state).", type: type, subject: name)
    }
  }
}
