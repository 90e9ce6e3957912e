/// The parts of an absolute `http` or `https` URL, percent-encoded as they stand in it.
package struct URLParts: Sendable, Equatable {
  /// `http` or `https`, in lower case.
  package var scheme: String
  /// In lower case; an IPv6 address stands in brackets.
  package var host: String
  /// Nil when the URL names none.
  package var port: Int?
  /// Starts with `/`; `/` when the URL has none.
  package var path: String
  /// What follows the `?`; nil when there is no `?`.
  package var query: String?

  /// Splits a URL; nil for one that cannot be requested: another scheme, no host, a user name, a fragment, a port that
  /// is none, or a character that has to be percent-encoded.
  package init?(_ url: String) {
    guard url.utf8.allSatisfy({ 0x21..<0x7f ~= $0 && !Self.forbidden.contains($0) }) else { return nil }
    let schemes = ["http", "https"]
    guard let scheme = schemes.first(where: { url.lowercased().hasPrefix("\($0)://") }) else { return nil }
    self.scheme = scheme
    let rest = url.dropFirst(scheme.count + 3)
    guard !rest.contains("#") else { return nil }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { return nil }
    let target = rest[authority.endIndex...]
    let path = target.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    query = path.endIndex < target.endIndex ? String(target[target.index(after: path.endIndex)...]) : nil

    let host: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[...end]
    } else {
      host = authority.prefix { $0 != ":" }
    }
    guard !host.isEmpty else { return nil }
    self.host = host.lowercased()
    let suffix = authority[host.endIndex...]
    if suffix.isEmpty {
      port = nil
    } else {
      guard suffix.hasPrefix(":"), let number = UInt16(suffix.dropFirst()), number > 0 else { return nil }
      port = Int(number)
    }
  }

  /// The port that is connected to.
  package var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }

  /// The `Host` field: the host, and the port unless it is the scheme's own.
  package var authority: String {
    effectivePort == (scheme == "https" ? 443 : 80) ? host : "\(host):\(effectivePort)"
  }

  /// What may be shown of the URL: never the query, where tokens and signatures are.
  package var withoutQuery: String { "\(scheme)://\(authority)\(path)" }

  /// Whether the host is this machine by its name or address.
  package var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  private static let forbidden = Set("\"<>\\^`{|}".utf8)
}
