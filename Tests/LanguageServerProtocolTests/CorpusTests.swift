import CofreJSON
import Foundation
import LanguageServerProtocol
import Testing

/// Messages of every kind, valid and invalid, from a file: a JSON line each with `type`, `valid` and `message`.
///
/// `COFRE_LSP_CORPUS` names the file (`.gz` is unpacked); without it the suite is left out.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["COFRE_LSP_CORPUS"] != nil))
struct CorpusTests {
  @Test func validMessagesAreUnchangedAndInvalidOnesRefusedOrRead() throws {
    var tally = Tally()
    for line in try corpus().split(separator: UInt8(ascii: "\n")) {
      let entry = try JSON.parse(Array(line))
      guard let message = entry["message"], let type = entry["type"]?.stringValue else { continue }
      let valid = entry["valid"] == true
      guard let method = method(of: message, type) else {
        _ = try? Message.decode(message.serialized())
        tally.unspoken += 1
        continue
      }
      let written = rewrite(message, method)
      switch (valid, written) {
      case (true, message.normalized?): tally.unchanged += 1
      case (true, _):
        tally.wrong += 1
        if tally.wrong <= 20 {
          let place = written.map { message.normalized.difference(from: $0).joined(separator: ".") }
          Issue.record("\(type): \(place.map { "changed at '\($0)'" } ?? "refused"): \(message.text())")
        }
      case (false, nil): tally.refused += 1
      case (false, _): tally.tolerated += 1
      }
    }
    print(
      "corpus: \(tally.unchanged) valid messages unchanged, \(tally.wrong) not; of the invalid, \(tally.refused) refused and "
        + "\(tally.tolerated) read; \(tally.unspoken) of methods that are not spoken")
    #expect(tally.wrong == 0)
    #expect(tally.unchanged > 0)
  }

  private struct Tally {
    var unchanged = 0
    var wrong = 0
    var refused = 0
    var tolerated = 0
    var unspoken = 0
  }

  private func corpus() throws -> [UInt8] {
    let path = ProcessInfo.processInfo.environment["COFRE_LSP_CORPUS"] ?? ""
    guard path.hasSuffix(".gz") else { return Array(try Data(contentsOf: URL(filePath: path))) }
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", path]
    let output = Pipe()
    gzip.standardOutput = output
    try gzip.run()
    return Array(output.fileHandleForReading.readDataToEndOfFile())
  }

  /// The method of a message: its own, or for a response the one whose message type has the same stem.
  private func method(of message: JSON, _ type: String) -> (any LSPMethod)? {
    let all: [any LSPMethod] = LSPMethods.requests + LSPMethods.notifications
    if let name = message["method"]?.stringValue { return all.first { $0.name == name } }
    return LSPMethods.requests.first { responseStems[$0.name].map { $0 + "Response" } == type }
  }

  private func rewrite(_ json: JSON, _ method: any LSPMethod) -> JSON? {
    guard var message = try? Message.decode(json.serialized()) else { return nil }
    switch message {
    case .request(var request):
      guard let request1 = reread(request.params, method) else { return nil }
      request.params = request1
      message = .request(request)
    case .notification(var notification):
      guard let params = reread(notification.params, method) else { return nil }
      notification.params = params
      message = .notification(notification)
    case .response(var response):
      guard let request = method as? any LSPRequestMethod else { return nil }
      if let result = response.result {
        guard let result = reanswer(result, request) else { return nil }
        response.result = result
      }
      message = .response(response)
    }
    return (try? JSON.parse(message.encoded()))?.normalized
  }

  private func reread<Method: LSPMethod>(_ json: JSON?, _: Method) -> JSON? {
    try? Method.Params(json: json ?? .null).json
  }

  private func reanswer<Method: LSPRequestMethod>(_ json: JSON, _: Method) -> JSON? {
    try? Method.Answer(json: json).json
  }
}
