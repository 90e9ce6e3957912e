import CofreJSON

extension KeyManagement {
  /// Takes over rotation from a body, which must be whole: a period needs a next time, and that must be in the future.
  func setRotation(_ body: JSONObject, in key: inout JSONObject, mustBeFuture: Bool = true) throws {
    let period = try GCPChecks.duration(body, "rotationPeriod", in: 86_400...3_153_600_000)
    let next = body.string("nextRotationTime")
    if period != nil || next != nil, key.string("purpose") != "ENCRYPT_DECRYPT" {
      throw GCPError.invalid("Automatic rotation is supported only for purpose ENCRYPT_DECRYPT.")
    }
    if period != nil, next == nil {
      throw GCPError.invalid("next_rotation_time must be set when rotation_period is set.")
    }
    if let date = try GCPChecks.time(body, "nextRotationTime"), date <= call.now, mustBeFuture {
      throw GCPError.invalid("next_rotation_time must be in the future.")
    }
    key["rotationPeriod"] = period.map { .string($0.text) }
    key["nextRotationTime"] = next.map(JSON.string)
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
