import LanguageServerProtocol
import TestSupport
import Testing

@Suite struct FrameDecoderTests {
  @Test func findsMessagesOneAfterTheOther() {
    check(frame("{}") + frame("[1,2]"), gives: [.message("{}"), .message("[1,2]")])
  }

  @Test func theLengthIsInBytesAndNotInCharacters() {
    check(frame("\"é😀\""), gives: [.message("\"é😀\"")])
  }

  @Test(arguments: [
    "content-length:2\r\n\r\n{}", "CONTENT-LENGTH: \t2 \r\n\r\n{}", "Content-Length: 2\n\n{}",
    "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
    "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=\"UTF8\"\r\n\r\n{}",
    "Content-Length: 2\r\nContent-Type: text/plain\r\nX-Other: a:b\r\n\r\n{}",
    "Content-Length: 2\r\nContent-Length: 02\r\n\r\n{}", "\r\n\r\nContent-Length: 2\r\n\r\n{}",
  ])
  func takesHeadersInEverySpelling(_ text: String) {
    check(text, gives: [.message("{}")])
  }

  @Test func aMessageMayBeEmpty() {
    check(frame("") + frame("{}"), gives: [.message(""), .message("{}")])
  }

  @Test(arguments: [
    ("Content-Length: 2\r\nno header\r\n\r\n{}", FramingError.malformedHeader),
    ("{\"jsonrpc\": \"2.0\"}\r\n\r\n", .malformedHeader),
    (": 2\r\n\r\n", .malformedHeader),
    ("Content-Type: text/plain\r\n\r\n{}", .missingContentLength),
    ("Content-Length: \r\n\r\n{}", .invalidContentLength),
    ("Content-Length: -2\r\n\r\n{}", .invalidContentLength),
    ("Content-Length: +2\r\n\r\n{}", .invalidContentLength),
    ("Content-Length: 2 2\r\n\r\n{}", .invalidContentLength),
    ("Content-Length: 0x2\r\n\r\n{}", .invalidContentLength),
    ("Content-Length: 99999999999999999999999999\r\n\r\n{}", .invalidContentLength),
    ("Content-Length: 9223372036854775807\r\n\r\n{}", .invalidContentLength),
    ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", .conflictingContentLength),
  ])
  func saysWhatIsWrongOnceAndGoesOnAtTheNextMessage(_ text: String, _ error: FramingError) {
    check(text + frame("[]"), gives: [.failure(error), .message("[]")])
  }

  @Test func readsPastAMessageThatIsTooLong() {
    let long = "{\"text\": \"Content-Length: 2\r\n\r\n{}\"}"
    check(
      frame(long) + frame("{}"), limits: FrameLimits(bodyBytes: 8),
      gives: [.failure(.bodyTooLong(bytes: long.utf8.count, limitBytes: 8)), .message("{}")])
  }

  @Test func readsPastAMessageInAnotherCharacterSet() {
    check(
      "Content-Length: 4\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n{\0}\0" + frame("{}"),
      gives: [.failure(.unsupportedCharacterSet), .message("{}")])
  }

  @Test func aLengthBeyondBeliefIsNotWaitedFor() {
    check(
      "Content-Length: 5000000000\r\n\r\n{}\r\n" + frame("[]"),
      gives: [.failure(.invalidContentLength), .message("[]")])
  }

  @Test func headersMayNotGrowWithoutEnd() {
    check(
      "X: " + String(repeating: "x", count: 5000) + frame("{}"), limits: FrameLimits(headerBytes: 100),
      gives: [.failure(.headerTooLong(limitBytes: 100)), .message("{}")])
    check(
      String(repeating: "X: y\r\n", count: 5000) + frame("{}"), limits: FrameLimits(headerBytes: 100),
      gives: [.failure(.headerTooLong(limitBytes: 100)), .message("{}")])
  }

  @Test func aMessageShorterThanItIsLeavesTheNextOneReadable() {
    check(
      "Content-Length: 2\r\n\r\n{\"a\":1}" + frame("{}"),
      gives: [.message("{\""), .failure(.malformedHeader), .message("{}")])
  }

  @Test(arguments: [
    ("", nil), ("Content-Length: 2\r\n\r\n{}", nil), ("C", FramingError.truncated(missingBytes: nil)),
    ("Content-Length: 2\r\n", .truncated(missingBytes: nil)),
    ("Content-Length: 5\r\n\r\n{}", .truncated(missingBytes: 3)),
  ])
  func knowsWhetherTheStreamEndedInsideAMessage(_ text: String, _ missing: FramingError?) {
    var decoder = FrameDecoder()
    _ = decoder.decode(Array(text.utf8).span)
    #expect(decoder.end() == missing)
  }

  @Test func errorsDoNotRepeatWhatWasReceived() {
    var decoder = FrameDecoder()
    for event in decoder.decode(Array("hunter2\r\nContent-Length: hunter2\r\n\r\n".utf8).span) {
      #expect(!"\(event)".contains("hunter2"))
    }
  }

  @Test func messagesSurviveEveryWayOfCuttingTheStream() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<200 {
      let bodies = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      var rest = bodies.flatMap { FrameEncoder.encode($0) }[...]
      var decoder = FrameDecoder()
      var events: [FrameDecoder.Event] = []
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...40, using: &random))
        events += decoder.decode(Array(piece).span)
        rest = rest.dropFirst(piece.count)
      }
      #expect(events == bodies.map { .message($0) })
      #expect(decoder.end() == nil)
    }
  }

  @Test func anythingIsReadOrRefusedAndNeverTheEnd() {
    var random = SeededGenerator(seed: 2)
    let pieces = [
      "Content-Length: ", "content-length:", "2", "99", "-1", "18446744073709551616", "\r\n", "\n", "\r", ":", " ",
      "{}",
      "Content-Type: a; charset=", "utf-8", "\0", "Content-", "é", "\r\n\r\n",
    ].map { Array($0.utf8) }
    for _ in 0..<5000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        if Bool.random(using: &random) {
          bytes += pieces.randomElement(using: &random) ?? []
        } else {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        }
      }
      var whole = FrameDecoder(limits: FrameLimits(headerBytes: 64, bodyBytes: 50, skippedBytes: 200))
      var bytewise = whole
      let events = whole.decode(bytes.span)
      #expect(events == bytes.flatMap { bytewise.decode([$0].span) })
      // Whatever came before, enough empty lines and a message bring the decoder back into step.
      let again = [UInt8](repeating: 10, count: 300) + Array(frame("[7]").utf8)
      #expect(whole.decode(again.span).last == .message("[7]"))
    }
  }

  private func check(
    _ text: String, limits: FrameLimits = FrameLimits(), gives events: [FrameDecoder.Event],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var decoder = FrameDecoder(limits: limits)
    #expect(decoder.decode(Array(text.utf8).span) == events, sourceLocation: sourceLocation)
    #expect(decoder.end() == nil, sourceLocation: sourceLocation)
  }

  private func frame(_ body: String) -> String {
    String(decoding: FrameEncoder.encode(Array(body.utf8)), as: UTF8.self)
  }
}

extension FrameDecoder.Event {
  fileprivate static func message(_ text: String) -> Self { .message(Array(text.utf8)) }
}
