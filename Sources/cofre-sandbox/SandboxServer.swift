import CofreSandbox
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

/// The listeners: one for HTTP, one for HTTPS, both on 127.0.0.1 and nowhere else.
struct SandboxServer {
  private static let address = "127.0.0.1"
  private static let maximumBodyBytes = 1 << 20
  private static let maximumConnections = 512

  let host: SandboxHost
  let httpPort: Int
  let httpsPort: Int
  let log: RequestLog?

  /// Serves until the process is told to stop.
  func run() async throws {
    let authority = host.authority
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(authority.serverCertificate.utf8)).map {
        .certificate($0)
      },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(authority.serverKey.utf8), format: .pem)))
    tls.minimumTLSVersion = .tlsv12
    let http = HTTPServerBuilder.http1(configuration: Self.channel)
    var application = application(http, port: httpPort, isSecure: false)
    application.addServices(
      self.application(try .tls(http, tlsConfiguration: tls), port: httpsPort, isSecure: true))
    do {
      try await application.runService()
    } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
      let ports = [httpPort, httpsPort].filter { $0 > 0 }.map(String.init).joined(separator: " or ")
      throw SandboxError(
        message: "Cannot listen on port \(ports) of \(Self.address): \(String(cString: strerror(error.errnoCode))). "
          + "Name another port, or 0 for a free one.")
    }
  }

  private static var channel: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      idleTimeout: .seconds(120),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 32 * 1024, maxHeaderListSize: 64 * 1024, maxHeaderFieldCount: 200))
  }

  private func application(
    _ server: HTTPServerBuilder, port: Int, isSecure: Bool
  ) -> Application<CallbackResponder<BasicRequestContext>> {
    let host = host
    return Application(
      responder: CallbackResponder { request, _ in await respond(to: request, isSecure: isSecure) },
      server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(Self.address, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(Self.maximumConnections)),
      onServerRunning: { channel in
        do {
          try await host.isListening(onPort: channel.localAddress?.port ?? 0, isSecure: isSecure)
        } catch {
          ReadyLine.fail("\(error)")
        }
      },
      logger: Logger(label: "cofre-sandbox") { _ in SwiftLogNoOpLogHandler() })
  }

  private func respond(to request: Request, isSecure: Bool) async -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    let answer: SandboxResponse
    do {
      let body = try await request.body.collect(upTo: Self.maximumBodyBytes)
      answer = await host.respond(to: SandboxRequest(request, body: Array(body.readableBytesView), isSecure: isSecure))
    } catch is NIOTooManyBytesError {
      answer = SandboxResponse(
        status: 413, text: "The body is larger than \(Self.maximumBodyBytes) bytes.\n", type: "text/plain",
        headers: [("Connection", "close")])
    } catch {
      answer = SandboxResponse(
        status: 400, text: "The body could not be read.\n", type: "text/plain", headers: [("Connection", "close")])
    }
    log?.write(
      method: request.method.rawValue, path: request.uri.path, status: answer.status, took: clock.now - start)
    return Response(answer)
  }
}

extension SandboxRequest {
  fileprivate init(_ request: Request, body: [UInt8], isSecure: Bool) {
    var headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
    // The server library keeps the host apart from the other headers.
    if let authority = request.head.authority, !headers.contains(where: { $0.name.lowercased() == "host" }) {
      headers.append((name: "Host", value: authority))
    }
    self.init(
      method: request.method.rawValue, target: request.head.path ?? "/", headers: headers, body: body,
      isSecure: isSecure)
  }
}

extension Response {
  fileprivate init(_ response: SandboxResponse) {
    var headers = HTTPFields()
    for header in response.headers {
      if let name = HTTPField.Name(header.name) { headers.append(HTTPField(name: name, value: header.value)) }
    }
    self.init(
      status: HTTPResponse.Status(code: response.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
  }
}
