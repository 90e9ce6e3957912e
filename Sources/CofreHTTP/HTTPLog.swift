/// Where a line about each exchange goes, for whoever looks for a fault.
///
/// It holds nothing that is secret: no query, no body, and of the headers those on the list alone.
package struct HTTPLog: Sendable {
  package struct Entry: Sendable, Equatable {
    package var method: String
    /// Scheme, host and path.
    package var url: String
    /// Nil when no answer came.
    package var status: Int?
    package var duration: Duration
    /// Headers of the answer that may be shown, by lower-case name.
    package var headers: [String: String]
    /// Why no answer came; empty when one did.
    package var failure: String
  }

  /// Names of headers, in lower case, whose values may be shown.
  package var allowedHeaders: Set<String>
  package var write: @Sendable (Entry) -> Void

  package init(
    allowedHeaders: Set<String> = HTTPLog.harmlessHeaders, write: @escaping @Sendable (Entry) -> Void
  ) {
    self.allowedHeaders = allowedHeaders
    self.write = write
  }

  /// Request ids and the like: what a cloud's support asks for.
  package static let harmlessHeaders: Set<String> = [
    "content-length", "content-type", "date", "retry-after", "x-amzn-requestid", "x-amz-request-id",
    "x-amzn-errortype", "x-amz-retry-after", "x-ms-request-id", "x-ms-correlation-request-id", "x-goog-request-id",
  ]
}

/// A transport that writes a line about each exchange.
package struct LoggingTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let log: HTTPLog
  private let clock = ContinuousClock()

  package init(_ base: any HTTPTransport, log: HTTPLog) {
    self.base = base
    self.log = log
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let start = clock.now
    func entry(_ response: HTTPResponse?, _ failure: String) -> HTTPLog.Entry {
      var headers: [String: String] = [:]
      for field in response?.headers.fields ?? [] where log.allowedHeaders.contains(field.name.lowercased()) {
        headers[field.name.lowercased()] = field.value
      }
      return HTTPLog.Entry(
        method: request.method.rawValue, url: URLParts(request.url)?.withoutQuery ?? "(no URL)",
        status: response?.status, duration: clock.now - start, headers: headers, failure: failure)
    }
    do {
      let response = try await base.send(request)
      log.write(entry(response, ""))
      return response
    } catch {
      log.write(entry(nil, (error as? HTTPError)?.message ?? "The exchange failed."))
      throw error
    }
  }
}
