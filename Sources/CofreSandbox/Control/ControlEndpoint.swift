import CofreJSON

/// `/_cofre/…`: the sandbox's own endpoint, for tests.
///
/// No cloud has paths that start like this. It answers on loopback names only and refuses what a web page could send.
struct ControlEndpoint {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func respond() -> SandboxResponse {
    let request = call.request
    guard request.header("origin") == nil, request.header("sec-fetch-site") == nil else {
      return failure(403, "Web pages may not use the control endpoint.")
    }
    switch (request.method, request.segments.dropFirst().joined(separator: "/")) {
    case ("GET", "health"): return SandboxResponse(json: ["formatVersion": 1, "status": "ok"])
    case ("GET", "clock"): return clock()
    case ("POST", "clock"): return setClock()
    case ("GET", "calls"): return calls()
    case ("POST", "reset"): return reset()
    case ("GET", "resources"): return resources()
    case ("POST", "faults"): return setFault()
    default: return failure(404, "There is no \(request.method) \(request.path).")
    }
  }

  private func clock() -> SandboxResponse {
    let sandbox = call.sandbox
    return SandboxResponse(json: [
      "formatVersion": 1,
      "now": .string(call.wallTime.adding(seconds: sandbox.clockOffsetSeconds).rfc3339),
      "offsetSeconds": .integer(sandbox.clockOffsetSeconds),
    ])
  }

  private func setClock() -> SandboxResponse {
    guard let body = try? JSON.parse(call.request.body), let text = body["advance"]?.stringValue,
      let seconds = Sandbox.seconds(of: text),
      call.sandbox.clockOffsetSeconds + seconds < 1000 * 366 * 86_400
    else { return failure(400, "Send {\"advance\": \"90d\"}: a number followed by s, m, h or d.") }
    call.sandbox.setClockOffset(seconds: call.sandbox.clockOffsetSeconds + seconds)
    return clock()
  }

  private func setFault() -> SandboxResponse {
    guard let body = try? JSON.parse(call.request.body), let operation = body["operation"]?.stringValue,
      case let status = Int(body["status"]?.integerValue ?? 503), 400...599 ~= status,
      case let times = Int(body["times"]?.integerValue ?? 1), 0...1000 ~= times
    else {
      return failure(
        400,
        "Send {\"operation\": \"aws.secretsmanager.CreateSecret\", \"status\": 503, \"times\": 1, \"keepsChange\": false}."
      )
    }
    call.sandbox.fail(
      operation: operation, status: status, code: body["code"]?.stringValue, times: times,
      keepsChange: body["keepsChange"]?.boolValue ?? false)
    return SandboxResponse(json: ["formatVersion": 1])
  }

  private func calls() -> SandboxResponse {
    let counts = call.store.records("calls").map { ($0.key, $0.record["count"] ?? 0) }
    return SandboxResponse(json: ["formatVersion": 1, "calls": .object(JSONObject(counts))])
  }

  private func reset() -> SandboxResponse {
    call.store.removeAll { _ in true }
    return SandboxResponse(json: ["formatVersion": 1])
  }

  /// The names of all resources by table; never what is in them.
  private func resources() -> SandboxResponse {
    var tables = JSONObject()
    for change in call.store.contents where !["control", "calls", "faults"].contains(change.table) {
      tables[change.table] = .array((tables[change.table]?.arrayValue ?? []) + [.string(change.key)])
    }
    return SandboxResponse(json: ["formatVersion": 1, "resources": .object(tables)])
  }

  private func failure(_ status: Int, _ message: String) -> SandboxResponse {
    SandboxResponse(status: status, json: ["formatVersion": 1, "error": .string(message)])
  }
}
