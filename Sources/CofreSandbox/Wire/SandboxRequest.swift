/// One HTTP request as the sandbox sees it, free of any server library.
package struct SandboxRequest: Sendable {
  package typealias Header = (name: String, value: String)

  package let method: String
  /// The path as it was sent: still percent-encoded, without the query.
  package let path: String
  /// The query as it was sent, without the question mark; empty when there is none.
  package let query: String
  /// In order of appearance; names in any case.
  ///
  /// `Host` is among them.
  package let headers: [Header]
  package let body: [UInt8]
  /// Whether it came over TLS.
  package let isSecure: Bool
  /// The segments of the path, percent-decoded; empty segments are left out.
  package let segments: [String]
  /// The fields of the query, decoded.
  package let fields: FormFields

  package init(
    method: String, target: String, headers: [Header] = [], body: [UInt8] = [], isSecure: Bool = false
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = String(parts[0])
    query = parts.count > 1 ? String(parts[1]) : ""
    self.headers = headers
    self.body = body
    self.isSecure = isSecure
    segments = path.split(separator: "/").map { PercentEncoding.decode(String($0)) }
    fields = FormFields(query)
  }

  /// The value of a header, whatever the case of its name; the first one when there are several.
  package func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }

  /// The host that was asked for, in lower case and without the port.
  package var host: String {
    let authority = (header("host") ?? "").lowercased()
    if authority.hasPrefix("[") { return authority.split(separator: "]").first.map { $0 + "]" } ?? "" }
    return authority.split(separator: ":").first.map(String.init) ?? ""
  }

  /// The credential of an `Authorization: Bearer` header.
  package var bearerToken: String? {
    guard let value = header("authorization"), value.lowercased().hasPrefix("bearer ") else { return nil }
    return String(value.dropFirst(7).drop { $0 == " " })
  }
}
