import CofreHTTP

/// The canonical form: one spelling for all requests that mean the same.
extension SigV4 {
  func canonicalRequest(_ request: Request) -> (text: String, signedHeaders: String) {
    let (names, lines) = signedHeaders(request)
    let signedHeaders = names.joined(separator: ";")
    let parts = [
      request.method, canonicalPath(request.path), canonicalQuery(request.query), lines.map { $0 + "\n" }.joined(),
      signedHeaders, request.payloadHash,
    ]
    return (parts.joined(separator: "\n"), signedHeaders)
  }

  /// The names that are signed, sorted, and a line for each.
  ///
  /// Everything is signed but what libraries and proxies on the way are known to change.
  func signedHeaders(_ request: Request) -> (names: [String], lines: [String]) {
    var values: [String: [String]] = [:]
    for header in request.headers {
      let name = header.name.lowercased()
      guard !Self.unsignedHeaders.contains(name) else { continue }
      values[name, default: []].append(collapsed(header.value))
    }
    let sorted = values.sorted { $0.key < $1.key }
    return (sorted.map(\.key), sorted.map { "\($0.key):\($0.value.joined(separator: ","))" })
  }

  private static let unsignedHeaders: Set<String> = [
    "accept-encoding", "authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id",
  ]

  /// The value without white space at its ends and with one space for each run of it inside.
  private func collapsed(_ value: String) -> String {
    value.split { $0 == " " || $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }

  private func canonicalPath(_ path: String) -> String {
    let path = normalizesPath ? normalized(path) : path
    if path.isEmpty { return "/" }
    return encodesPathTwice ? PercentEncoding.encode(path, allowing: "/") : path
  }

  private func normalized(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") {
      switch segment {
      case ".": continue
      case "..": _ = segments.popLast()
      default: segments.append(segment)
      }
    }
    guard !segments.isEmpty else { return "/" }
    let isFolder = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
    return "/" + segments.joined(separator: "/") + (isFolder ? "/" : "")
  }

  private func canonicalQuery(_ query: String) -> String {
    let fields = query.split(separator: "&").map { field -> (key: String, value: String) in
      let key = field.prefix { $0 != "=" }
      return (reencoded(key), reencoded(field[key.endIndex...].dropFirst()))
    }
    return fields.sorted { $0.key == $1.key ? isBefore($0.value, $1.value) : isBefore($0.key, $1.key) }
      .map { "\($0.key)=\($0.value)" }.joined(separator: "&")
  }

  private func reencoded(_ text: Substring) -> String { PercentEncoding.encode(PercentEncoding.decode(text)) }

  /// By bytes, as the service compares, not by Unicode.
  private func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
