import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 that answers with the bytes a closure gives: enough HTTP/1.1 to test a client with.
final class LoopbackServer: Sendable {
  struct Exchange: Sendable {
    /// Counts connections from 1.
    var connection: Int
    /// Counts requests of all connections from 1.
    var number: Int
    var head: String
    var body: String
  }

  enum Reply: Sendable {
    case text(String)
    /// Closes the connection without a byte.
    case close
    /// Keeps the connection open and says nothing; the client has to leave.
    case silence
  }

  let port: Int
  private let listener: Int32
  private let received = Mutex<[Exchange]>([])
  private let connections = Mutex(0)

  init(_ answer: @escaping @Sendable (Exchange) -> Reply) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard status else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while case let client = accept(listener, nil, nil), client >= 0 {
        let connection = connections.withLock {
          $0 += 1
          return $0
        }
        Thread.detachNewThread { self.serve(client, connection, answer) }
      }
    }
  }

  var exchanges: [Exchange] { received.withLock { $0 } }
  var connectionCount: Int { connections.withLock { $0 } }

  func url(_ target: String = "/") -> String { "http://127.0.0.1:\(port)\(target)" }

  /// Frees the port and ends the thread that accepts.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func serve(_ client: Int32, _ connection: Int, _ answer: (Exchange) -> Reply) {
    defer { close(client) }
    while let (head, body) = readRequest(client) {
      let exchange = received.withLock {
        $0.append(Exchange(connection: connection, number: $0.count + 1, head: head, body: body))
        return $0[$0.count - 1]
      }
      switch answer(exchange) {
      case .text(let text): _ = Array(text.utf8).withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
      case .close: return
      case .silence:
        var byte: UInt8 = 0
        while read(client, &byte, 1) > 0 {}
        return
      }
    }
  }

  private func readRequest(_ client: Int32) -> (String, String)? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = bytes.firstRange(of: end) {
        let head = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
        let length =
          head.lowercased().components(separatedBy: "content-length: ").dropFirst().first
          .flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        if bytes.count >= range.upperBound + length {
          return (head, String(decoding: bytes[range.upperBound..<range.upperBound + length], as: UTF8.self))
        }
      }
      let count = read(client, &chunk, chunk.count)
      guard count > 0 else { return nil }
      bytes += chunk[..<count]
    }
  }
}
