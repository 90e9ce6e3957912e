/// Which proxy requests go through, from an environment: the variables that curl and most tools read.
///
/// This machine and the link-local metadata servers are never asked for through a proxy.
package struct ProxySettings: Sendable, Equatable {
  package var http: String
  package var https: String
  /// Comma-separated hosts that are asked directly, as libcurl reads them.
  package var exceptions: String

  /// No proxy at all.
  package static let none = ProxySettings(environment: [:])

  package init(environment: [String: String]) {
    func first(_ names: String...) -> String {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    }
    // HTTP_PROXY in capitals is not read: a CGI server sets it from a request's header.
    http = first("http_proxy", "all_proxy", "ALL_PROXY")
    https = first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    exceptions = first("no_proxy", "NO_PROXY")
  }

  /// The proxy for a URL; empty for none.
  package func proxy(for url: URLParts) -> String {
    if url.isLoopback || url.host.hasPrefix("169.254.") || url.host == "metadata.google.internal" { return "" }
    return url.scheme == "https" ? https : http
  }
}
