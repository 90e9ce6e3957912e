import CofreHTTP
import Foundation
import Testing

private let ok = LoopbackServer.Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A:  b \r\nx-a: c\r\n\r\nhi")

@Suite struct CurlTransportTests {
  private let transport = CurlTransport()

  private func failure(_ request: HTTPRequest, _ transport: CurlTransport? = nil) async -> HTTPError? {
    do {
      _ = try await (transport ?? self.transport).send(request)
      return nil
    } catch { return error as? HTTPError }
  }

  @Test func bringsStatusHeadersAndBody() async throws {
    let server = try LoopbackServer { _ in ok }
    defer { server.stop() }
    let response = try await transport.send(HTTPRequest(.get, server.url()))
    #expect(response.status == 200)
    #expect(response.body == Array("hi".utf8))
    #expect(response.headers.fields.filter { $0.name.lowercased() == "x-a" }.map(\.value) == ["b", "c"])
  }

  @Test(arguments: [
    (HTTPRequest.Method.get, "", "GET /a/../b%2Fc?q=1%202 HTTP/1.1", false),
    (.delete, "", "DELETE /a/../b%2Fc?q=1%202 HTTP/1.1", false),
    (.delete, "x", "DELETE /a/../b%2Fc?q=1%202 HTTP/1.1", true),
    (.post, "body", "POST /a/../b%2Fc?q=1%202 HTTP/1.1", true),
    (.post, "", "POST /a/../b%2Fc?q=1%202 HTTP/1.1", true),
    (.put, "", "PUT /a/../b%2Fc?q=1%202 HTTP/1.1", true),
    (.patch, "{}", "PATCH /a/../b%2Fc?q=1%202 HTTP/1.1", true),
  ])
  func sendsTheRequestAsItIs(_ method: HTTPRequest.Method, _ body: String, _ line: String, _ saysLength: Bool)
    async throws
  {
    let server = try LoopbackServer { _ in ok }
    defer { server.stop() }
    let request = HTTPRequest(
      method, server.url("/a/../b%2Fc?q=1%202"), headers: ["X-One": "1", "X-Empty": ""], body: Array(body.utf8))
    _ = try await transport.send(request)
    let exchange = try #require(server.exchanges.first)
    let lines = exchange.head.components(separatedBy: "\r\n")
    #expect(lines[0] == line)
    #expect(lines.contains("X-One: 1") && lines.contains("X-Empty:") && lines.contains("User-Agent: cofre"))
    #expect(lines.contains("Host: 127.0.0.1:\(server.port)"))
    #expect(lines.contains("Content-Length: \(body.utf8.count)") == saysLength)
    #expect(!exchange.head.contains("Expect:") && !exchange.head.contains("Content-Type:"))
    #expect(exchange.body == body)
  }

  @Test func aHeadRequestHasNoBody() async throws {
    let server = try LoopbackServer { _ in .text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n") }
    defer { server.stop() }
    #expect(try await transport.send(HTTPRequest(.head, server.url())).body.isEmpty)
  }

  @Test func keepsTheConnection() async throws {
    let server = try LoopbackServer { _ in ok }
    defer { server.stop() }
    for _ in 1...3 { _ = try await transport.send(HTTPRequest(.get, server.url())) }
    #expect(server.connectionCount == 1)
  }

  @Test func doesNotFollowRedirects() async throws {
    let server = try LoopbackServer { _ in
      .text("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    #expect(try await transport.send(HTTPRequest(.get, server.url())).status == 302)
    #expect(server.exchanges.count == 1)
  }

  @Test func takesTheFinalHeadOnly() async throws {
    let server = try LoopbackServer { _ in
      .text("HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\nHTTP/1.1 204 No Content\r\nX-B: late\r\n\r\n")
    }
    defer { server.stop() }
    let response = try await transport.send(HTTPRequest(.get, server.url()))
    #expect(response.status == 204)
    #expect(response.headers["X-A"] == nil && response.headers["x-b"] == "late")
  }

  @Test func sendsManyAtATime() async throws {
    let server = try LoopbackServer {
      .text("HTTP/1.1 200 OK\r\nContent-Length: \($0.body.utf8.count)\r\n\r\n\($0.body)")
    }
    defer { server.stop() }
    let url = server.url()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<100 {
        group.addTask { [transport] in
          let body = Array("body \(index)".utf8)
          return try await transport.send(HTTPRequest(.post, url, body: body)).body == body
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
    #expect(server.exchanges.count == 100)
  }

  @Test func saysThatNothingListens() async throws {
    let server = try LoopbackServer { _ in ok }
    server.stop()
    let error = await failure(HTTPRequest(.post, server.url("/x?token=hush")))
    #expect(error?.kind == .unconnected)
    #expect(error?.wasNotSent == true)
    #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
    #expect(error?.message.contains("hush") == false)
  }

  @Test func timesOut() async throws {
    let server = try LoopbackServer { _ in .silence }
    defer { server.stop() }
    let error = await failure(HTTPRequest(.get, server.url("/?token=hush"), timeout: .milliseconds(50)))
    #expect(error?.kind == .timedOut)
    #expect(error?.message.contains("hush") == false)
  }

  @Test func saysThatTheConnectionBroke() async throws {
    let server = try LoopbackServer { _ in .close }
    defer { server.stop() }
    let error = await failure(HTTPRequest(.post, server.url()))
    #expect(error?.kind == .interrupted)
    #expect(error?.wasNotSent == false)
  }

  /// libcurl would send it again by itself.
  @Test(arguments: [(false, 2, HTTPError.Kind?.some(.interrupted)), (true, 3, nil)])
  func repeatsOnABrokenReusedConnectionOnlyWhatMayBeRepeated(
    _ isIdempotent: Bool, _ count: Int, _ kind: HTTPError.Kind?
  ) async throws {
    let server = try LoopbackServer { $0.number == 2 ? .close : ok }
    defer { server.stop() }
    _ = try await transport.send(HTTPRequest(.get, server.url()))
    let error = await failure(HTTPRequest(.post, server.url(), isIdempotent: isIdempotent))
    #expect(error?.kind == kind)
    #expect(server.exchanges.count == count)
  }

  @Test func refusesAnAnswerThatIsTooLarge() async throws {
    let server = try LoopbackServer { _ in
      .text("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n\(String(repeating: "x", count: 2000))")
    }
    defer { server.stop() }
    let small = CurlTransport(CurlTransport.Configuration(maximumResponseBytes: 1000))
    let error = await failure(HTTPRequest(.get, server.url()), small)
    #expect(error?.message.contains("larger than 1000 bytes") == true)
  }

  @Test func aCancelledTaskEndsItsRequest() async throws {
    let (requests, arrived) = AsyncStream.makeStream(of: Void.self)
    let server = try LoopbackServer { _ in
      arrived.yield()
      return .silence
    }
    defer { server.stop() }
    let url = server.url()
    let task = Task { [transport] in try await transport.send(HTTPRequest(.get, url)) }
    for await _ in requests { break }
    task.cancel()
    let result = await task.result
    #expect(throws: HTTPError.self) { try result.get() }
    // The thread goes on with other requests.
    _ = await failure(HTTPRequest(.get, url, timeout: .milliseconds(1)))
  }

  @Test func aTaskCancelledBeforehandSendsNothing() async throws {
    let server = try LoopbackServer { _ in ok }
    defer { server.stop() }
    let url = server.url()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let task = Task { [transport] in
      for await _ in gate { break }
      return try await transport.send(HTTPRequest(.get, url))
    }
    task.cancel()
    open.finish()
    let result = await task.result
    #expect(throws: HTTPError.self) { try result.get() }
    #expect(server.exchanges.isEmpty)
  }

  @Test func tasksCancelledAtAnyMomentAllEnd() async throws {
    let server = try LoopbackServer { $0.number % 2 == 0 ? .silence : ok }
    defer { server.stop() }
    let url = server.url()
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<300 {
        group.addTask { [transport] in
          let task = Task { try await transport.send(HTTPRequest(.get, url)) }
          for _ in 0..<index % 7 { await Task.yield() }
          task.cancel()
          switch await task.result {
          case .success(let response): return response.status == 200
          case .failure(let error): return (error as? HTTPError)?.kind == .cancelled
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test(arguments: [
    "", "ftp://host/", "http://", "http://user:pass@host/", "http://host/a b", "http://host:0/", "file:///x",
  ])
  func refusesWhatIsNoURL(_ url: String) async {
    let error = await failure(HTTPRequest(.get, url))
    #expect(error?.kind == .malformed)
    #expect(error?.message.contains("pass") == false)
  }

  @Test(arguments: [("X", "a\r\nY: b"), ("X\nY", "a"), ("X: Y", "a"), ("", "a")])
  func refusesHeadersThatWouldSmuggle(_ name: String, _ value: String) async {
    var headers = HTTPHeaders()
    headers.append(name, value)
    #expect(await failure(HTTPRequest(.get, "http://127.0.0.1:1/", headers: headers))?.kind == .malformed)
  }

  @Test func saysThatTheCertificatesCannotBeRead() async {
    let transport = CurlTransport(CurlTransport.Configuration(caFile: "/nonexistent/ca.pem"))
    let server = try? LoopbackServer { _ in ok }
    defer { server?.stop() }
    let error = await failure(HTTPRequest(.get, "https://127.0.0.1:\(server?.port ?? 1)/"), transport)
    #expect(error?.kind == .untrusted)
    #expect(error?.message.contains("/nonexistent/ca.pem") == true)
  }
}
