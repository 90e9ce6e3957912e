/// Sends one request and brings its answer: no retries, no redirects, no credentials.
package protocol HTTPTransport: Sendable {
  /// Throws ``HTTPError`` when no answer came; every status is an answer.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// Why no answer came.
package struct HTTPError: Error, Sendable {
  package enum Kind: Sendable {
    /// The name could not be resolved.
    case unresolved
    /// Nothing listens there, or the network is down: the request was not sent.
    case unconnected
    /// The certificate was not trusted, or TLS failed otherwise.
    case untrusted
    /// The connection broke after the request may have been sent.
    case interrupted
    case timedOut
    case cancelled
    /// The URL cannot be used.
    case malformed
    /// libcurl is missing on this machine or cannot do what we need.
    case unsupported
  }

  package var kind: Kind
  /// A full sentence that names the host, never the query or a header.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// Whether the request can not have reached the server.
  package var wasNotSent: Bool {
    switch kind {
    case .unresolved, .unconnected, .untrusted, .malformed, .unsupported: return true
    case .interrupted, .timedOut, .cancelled: return false
    }
  }
}
