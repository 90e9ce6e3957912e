/// Sends requests with libcurl: one thread for all of them, connections kept and shared, HTTP/2 where it is offered.
///
/// No redirects, no cookies, no `.netrc`, no other protocol. libcurl is opened and the thread started by the first
/// request. A task that is cancelled takes its request with it.
package final class CurlTransport: HTTPTransport {
  package struct Configuration: Sendable {
    /// A PEM file with the certificates to trust instead of the system's.
    package var caFile: String?
    package var proxy: ProxySettings
    package var connectTimeout: Duration
    /// A longer answer, head and body together, is an error.
    package var maximumResponseBytes: Int
    /// Connections to one host and port at a time; further requests wait.
    package var maximumConnectionsPerHost: Int
    package var userAgent: String

    package init(
      caFile: String? = nil, proxy: ProxySettings = .none, connectTimeout: Duration = .seconds(10),
      maximumResponseBytes: Int = 64 << 20, maximumConnectionsPerHost: Int = 64, userAgent: String = "cofre"
    ) {
      self.caFile = caFile
      self.proxy = proxy
      self.connectTimeout = connectTimeout
      self.maximumResponseBytes = maximumResponseBytes
      self.maximumConnectionsPerHost = maximumConnectionsPerHost
      self.userAgent = userAgent
    }
  }

  private let configuration: Configuration
  private let loop: CurlLoop

  package init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
    loop = CurlLoop(maximumConnectionsPerHost: configuration.maximumConnectionsPerHost)
  }

  deinit { loop.stop() }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let transfer = try CurlTransfer(request, configuration)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in loop.submit(transfer, continuation) }
    } onCancel: {
      loop.cancel(transfer)
    }
  }
}
