import CofreJSON
import Foundation
import LanguageServerProtocol
import Testing

/// Prints how long the largest messages take; `COFRE_BENCH` turns it on.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["COFRE_BENCH"] != nil), .serialized)
struct TimingTests {
  @Test func openingADocumentOfOneMegabyte() throws {
    var text = ""
    while text.utf8.count < 1_000_000 {
      text += "local key = aws.kms.Key(\"signing\", {\n  enable_key_rotation = true, -- não\n}, { protect = true })\n"
    }
    let item = TextDocumentItem(uri: DocumentURI("file:///w/stack.lua"), languageId: .lua, version: 1, text: text)
    try measure("didOpen, 1 MB", DidOpenTextDocumentParams(textDocument: item), .didOpen)
  }

  @Test func aCompletionOfOneThousandItems() throws {
    let point = Position(line: 120, character: 17)
    let items = (0..<1000).map { index in
      CompletionItem(
        label: "property_number_\(index)", labelDetails: CompletionItemLabelDetails(description: "aws.kms.Key"),
        kind: .property, detail: "string",
        documentation: .markupContent(MarkupContent(kind: .markdown, value: "What it *is*.")),
        sortText: "\(100_000 + index)", insertTextFormat: .snippet,
        textEdit: .textEdit(
          TextEdit(range: LSPRange(start: point, end: point), newText: "property_number_\(index) = \"$1\"")),
        data: ["id": .integer(Int64(index))])
    }
    let answer = CompletionResult.completionList(CompletionList(isIncomplete: false, items: items))
    let bytes = RequestMethod.completion.encode(answer: answer, to: .integer(1))
    let written = best { RequestMethod.completion.encode(answer: answer, to: .integer(1)).count }
    let framed = FrameEncoder.encode(bytes)
    let read = try best {
      var decoder = FrameDecoder()
      guard case .message(let body)? = decoder.decode(framed.span).first,
        case .response(let response) = try Message.decode(body)
      else { throw Unexpected() }
      return try RequestMethod.completion.answer(in: response) == answer ? 1 : 0
    }
    print("completion, 1,000 items, \(bytes.count) bytes: encode \(written), decode (and compare) \(read)")
  }

  private func measure<Params>(_ name: String, _ params: Params, _ method: NotificationMethod<Params>) throws {
    let bytes = method.encode(params: params)
    let written = best { FrameEncoder.encode(method.encode(params: params)).count }
    let framed = FrameEncoder.encode(bytes)
    let read = try best {
      var decoder = FrameDecoder()
      guard case .message(let body)? = decoder.decode(framed.span).first,
        case .notification(let notification) = try Message.decode(body)
      else { throw Unexpected() }
      _ = try method.params(of: notification)
      return body.count
    }
    print("\(name), \(bytes.count) bytes: encode \(written), decode \(read)")
  }

  private func best(_ body: () throws -> Int) rethrows -> Duration {
    var best = Duration.seconds(1000)
    for _ in 0..<20 {
      let clock = ContinuousClock()
      let start = clock.now
      let result = try body()
      best = min(best, clock.now - start)
      #expect(result > 0)
    }
    return best
  }
}
