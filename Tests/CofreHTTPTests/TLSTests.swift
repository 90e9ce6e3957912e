import CofreHTTP
import Foundation
import Testing

private let openssl = "/usr/bin/openssl"

/// Against OpenSSL's own server, where its command is installed.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: openssl))) struct TLSTests {
  private func kind(_ url: String, caFile: String?) async -> HTTPError.Kind? {
    let transport = CurlTransport(CurlTransport.Configuration(caFile: caFile))
    do {
      let response = try await transport.send(HTTPRequest(.get, url))
      #expect(response.status == 200)
      return nil
    } catch {
      let error = error as? HTTPError
      #expect(error?.message.contains("127.0.0.1") == true || error?.message.contains("localhost") == true)
      return error?.kind
    }
  }

  @Test func trustsTheGivenCertificatesAlone() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cofre-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (certificate, key) = (folder.appending(path: "c.pem").path, folder.appending(path: "k.pem").path)
    let request = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
      certificate, "-days", "1", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
    ]
    let maker = try start(request)
    maker.process.waitUntilExit()
    try #require(maker.process.terminationStatus == 0)

    let server = try start(["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key])
    defer { server.process.terminate() }
    let port = try #require(try port(of: server.output))
    #expect(await kind("https://127.0.0.1:\(port)/", caFile: certificate) == nil)
    #expect(await kind("https://127.0.0.1:\(port)/", caFile: nil) == .untrusted)
    // The certificate is for the address, not for the name.
    #expect(await kind("https://localhost:\(port)/", caFile: certificate) == .untrusted)
    #expect(await kind("http://127.0.0.1:\(port)/", caFile: nil) == .interrupted)
  }

  private func start(_ arguments: [String]) throws -> (process: Process, output: FileHandle) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: openssl)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, pipe.fileHandleForReading)
  }

  /// The server says `ACCEPT 127.0.0.1:1234` once it listens.
  private func port(of output: FileHandle) throws -> Int? {
    var text = ""
    while let data = try output.read(upToCount: 1), let byte = data.first {
      if byte == UInt8(ascii: "\n") {
        if text.hasPrefix("ACCEPT") { return text.split(separator: ":").last.flatMap { Int($0) } }
        text = ""
      } else {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return nil
  }
}
