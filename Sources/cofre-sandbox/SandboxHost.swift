import CofreSandbox
import Glibc

/// Owns the sandbox: answers one request after the other, and keeps what they change before they are answered.
actor SandboxHost {
  private let installation: Installation
  private let options: Sandbox.Options
  private let store = Store()
  private let log: StateLog?
  private var sandbox: Sandbox?
  private var ports: [Bool: Int] = [:]
  private var clockOffsetSeconds: Int64?

  nonisolated var authority: CertificateAuthority { installation.authority }

  /// Opens what the folder keeps; throws when another sandbox uses it.
  init(installation: Installation, isKept: Bool, options: Sandbox.Options) throws {
    self.installation = installation
    self.options = options
    log = isKept ? try StateLog(folder: installation.folder, store: store) : nil
  }

  func setClockOffset(seconds: Int64) throws { clockOffsetSeconds = seconds }

  /// Takes note of a listener; once both are there, makes the sandbox and says on standard output that it is ready.
  func isListening(onPort port: Int, isSecure: Bool) throws {
    ports[isSecure] = port
    guard let httpPort = ports[false], let httpsPort = ports[true] else { return }
    let endpoints = Endpoints(httpPort: httpPort, httpsPort: httpsPort)
    let sandbox = try Sandbox(store: store, identity: installation.identity, endpoints: endpoints, options: options)
    if let clockOffsetSeconds {
      sandbox.setClockOffset(seconds: clockOffsetSeconds)
      try keepChanges()
    }
    self.sandbox = sandbox
    try ReadyLine.write(endpoints: endpoints, environment: try installation.environment(endpoints, at: Self.now))
  }

  func respond(to request: SandboxRequest) -> SandboxResponse {
    guard let sandbox else {
      return SandboxResponse(
        status: 503, text: "The sandbox is starting.\n", type: "text/plain", headers: [("Retry-After", "1")])
    }
    let response = sandbox.respond(to: request, at: Self.now)
    do {
      try keepChanges()
      return response
    } catch {
      store.rollBack()
      return SandboxResponse(status: 500, text: "The sandbox cannot keep its state. \(error)\n", type: "text/plain")
    }
  }

  private func keepChanges() throws {
    try log?.append(store.pending)
    store.commit()
  }

  private static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
