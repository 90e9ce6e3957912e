import Glibc

/// The ports of a project's sandbox: the same from run to run as long as they are free, because the addresses that its
/// clouds give out (a vault's URI) hold them.
enum SandboxPorts {
  /// The options that ask for the ports of last time, those of them that are free.
  static func arguments(project root: String) -> [String] {
    let text = String(decoding: FileReader.read(file(root)) ?? [], as: UTF8.self)
    let ports = text.split(whereSeparator: \.isWhitespace).compactMap { UInt16($0) }
    guard ports.count == 2 else { return [] }
    return ["--port", "\(isFree(ports[0]) ? ports[0] : 0)", "--tls-port", "\(isFree(ports[1]) ? ports[1] : 0)"]
  }

  static func remember(_ sandbox: Sandbox, project root: String) {
    guard let http = port(of: sandbox.http), let https = port(of: sandbox.https) else { return }
    let text = Array("\(http) \(https)\n".utf8)
    if FileReader.read(file(root)) == text { return }
    let descriptor = open(file(root), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    _ = write(descriptor, text, text.count)
    close(descriptor)
  }

  private static func file(_ root: String) -> String { "\(Sandbox.dataFolder(root))/ports" }

  private static func port(of url: String) -> UInt16? { url.split(separator: ":").last.flatMap { UInt16($0) } }

  /// Whether a listener on loopback could have the port now.
  private static func isFree(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var reuse: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
