import CofreJSON
import LanguageServerProtocol
import TestSupport
import Testing

@Suite struct MessageTests {
  @Test(arguments: [
    #"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#, #"{"jsonrpc":"2.0","id":"a","method":"shutdown","params":null}"#,
    #"{"jsonrpc":"2.0","id":-3,"method":"x","params":{"a":[1,2.5,null]}}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
    #"{"jsonrpc":"2.0","id":1,"result":null}"#, #"{"jsonrpc":"2.0","id":"","result":[]}"#,
    #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}"#,
    #"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"","data":null}}"#,
    #"{"jsonrpc":"2.0","id":1,"result":{"a":1},"error":{"code":1,"message":"x","data":{"b":true}}}"#,
  ])
  func writesBackWhatItReads(_ text: String) throws {
    #expect(String(decoding: try Message.decode(Array(text.utf8)).encoded(), as: UTF8.self) == text)
  }

  @Test func anErrorWinsOverAResult() throws {
    let text = #"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":-32803,"message":"no"}}"#
    guard case .response(let response) = try Message.decode(Array(text.utf8)) else { throw Unexpected() }
    #expect(throws: ResponseError(code: .requestFailed, message: "no")) { try response.outcome.get() }
  }

  @Test(arguments: [
    ("", nil, ErrorCode.parseError), ("{", nil, .parseError), ("\u{FEFF}{}", nil, .parseError),
    ("[]", nil, .invalidRequest), (#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#, nil, .invalidRequest),
    ("1", nil, .invalidRequest), ("{}", nil, .invalidRequest),
    (#"{"jsonrpc":"1.0","id":1,"method":"shutdown"}"#, RequestID.integer(1), .invalidRequest),
    (#"{"jsonrpc":"2.0","id":"a","method":7}"#, .string("a"), .invalidRequest),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#, nil, .invalidRequest),
    (#"{"jsonrpc":"2.0","id":null,"method":"shutdown"}"#, nil, .invalidRequest),
    (#"{"jsonrpc":"2.0","id":{},"result":1}"#, nil, .invalidRequest),
    (#"{"jsonrpc":"2.0","id":null,"result":1}"#, nil, .invalidRequest),
    (#"{"jsonrpc":"2.0","id":1,"error":{"code":"x","message":"no"}}"#, nil, .invalidRequest),
  ])
  func refusesWhatIsNoMessageWithTheAnswerToGive(_ text: String, _ id: RequestID?, _ code: ErrorCode) {
    do {
      _ = try Message.decode(Array(text.utf8))
      Issue.record("read \(text)")
    } catch {
      #expect(error.response.id == id)
      #expect(error.response.error?.code == code)
    }
  }

  @Test func paramsAreReadByTheMethod() throws {
    let text = #"{"textDocument":{"uri":"file:///a.lua"},"position":{"line":2,"character":5},"more":1}"#
    let params = try RequestMethod.hover.params(of: request("textDocument/hover", text))
    #expect(params.textDocument.uri == DocumentURI("file:///a.lua"))
    #expect(params.position == Position(line: 2, character: 5))
    #expect(params.workDoneToken == nil)
  }

  @Test(arguments: [
    (nil, "params"), ("null", "an object"), ("[]", "an object"),
    (#"{"position":{"line":0,"character":0}}"#, "'textDocument'"),
    (#"{"textDocument":{"uri":1},"position":{"line":0,"character":0}}"#, "a string at 'textDocument.uri'"),
    (#"{"textDocument":{"uri":""},"position":{"line":-1,"character":0}}"#, "at 'position.line'"),
    (#"{"textDocument":{"uri":""},"position":{"line":0,"character":1.5}}"#, "a whole number at 'position.character'"),
  ])
  func aFailureSaysWhatIsWrongAndWhere(_ text: String?, _ expected: String) throws {
    do {
      _ = try RequestMethod.hover.params(of: request("textDocument/hover", text))
      Issue.record("read \(text ?? "nothing")")
    } catch let error as ResponseError {
      #expect(error.code == .invalidParams)
      #expect(error.message.contains(expected), "\(error.message)")
    }
  }

  @Test func aBrokenRangeOfAChangeIsNotTakenForAChangeOfTheWholeDocument() throws {
    let text = #"""
      {"textDocument":{"uri":"a","version":2},
       "contentChanges":[{"range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"text":""}]}
      """#
    let notification = NotificationMessage(method: "textDocument/didChange", params: try JSON.parse(text))
    #expect(throws: ResponseError.self) { try NotificationMethod.didChange.params(of: notification) }
  }

  @Test func messagesWithoutParamsAreSentWithoutAndReadWithAny() throws {
    #expect(
      String(decoding: RequestMethod.shutdown.encode(id: .integer(1), params: Nothing()), as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#)
    for params in [nil, "null", "{}", "[]"] {
      #expect(try RequestMethod.shutdown.params(of: request("shutdown", params)) == Nothing())
    }
  }

  @Test func answersAreWrittenAndReadByTheMethod() throws {
    let hover = Hover(contents: .markupContent(MarkupContent(kind: .markdown, value: "**x**")))
    let bytes = RequestMethod.hover.encode(answer: hover, to: .string("q"))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":"q","result":{"contents":{"kind":"markdown","value":"**x**"}}}"#)
    guard case .response(let response) = try Message.decode(bytes) else { throw Unexpected() }
    #expect(try RequestMethod.hover.answer(in: response) == hover)
    #expect(
      String(decoding: RequestMethod.hover.encode(answer: nil, to: .integer(1)), as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":1,"result":null}"#)
  }

  @Test func anyBytesAreAMessageOrRefused() {
    var random = SeededGenerator(seed: 4)
    let texts = [
      #"{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[1,2.5,null]}}"#,
      #"{"jsonrpc":"2.0","id":"\u00e9","result":null,"error":{"code":1,"message":"x","data":{}}}"#,
    ].map { Array($0.utf8) }
    for _ in 0..<5000 {
      var bytes = texts.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert(contentsOf: bytes[index...].prefix(9), at: index)
        }
      }
      guard let message = try? Message.decode(bytes) else { continue }
      #expect((try? Message.decode(message.encoded())) == message)
    }
  }

  private func request(_ method: String, _ params: String?) throws -> RequestMessage {
    RequestMessage(id: .integer(1), method: method, params: try params.map { try JSON.parse($0) })
  }
}

struct Unexpected: Error {}
