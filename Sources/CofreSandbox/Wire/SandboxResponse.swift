package import CofreJSON

/// One HTTP response of the sandbox.
package struct SandboxResponse: Sendable {
  package typealias Header = (name: String, value: String)

  package var status: Int
  package var headers: [Header]
  package var body: [UInt8]

  package init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package init(status: Int = 200, json: JSON, headers: [Header] = []) {
    self.init(
      status: status, headers: headers + [("Content-Type", "application/json; charset=utf-8")],
      body: json.serialized())
  }

  package init(status: Int = 200, text: String, type: String, headers: [Header] = []) {
    self.init(status: status, headers: headers + [("Content-Type", type)], body: Array(text.utf8))
  }

  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The body as JSON, or nil when it is none.
  package var json: JSON? { try? JSON.parse(body) }
}
