import CofreJSON
import LanguageServerProtocol
import TestSupport
import Testing

@Suite struct LSPMethodTests {
  private let all: [any LSPMethod] = LSPMethods.requests + LSPMethods.notifications

  @Test func namesDiffer() {
    #expect(Set(all.map(\.name)).count == all.count)
  }

  @Test func everyMethodHasAnExampleOfAllItCarries() {
    for method in all {
      #expect(examples.contains { $0.method == method.name && $0.params != nil }, "no params of \(method.name)")
    }
    for method in LSPMethods.requests {
      #expect(examples.contains { $0.method == method.name && $0.result != nil }, "no answer to \(method.name)")
    }
  }

  @Test(arguments: examples)
  func examplesReadAndWriteUnchanged(_ example: Example) throws {
    let method = try #require(all.first { $0.name == example.method })
    if let params = example.params { try check(params, isOf: method) }
    if let result = example.result {
      let request = try #require(LSPMethods.requests.first { $0.name == example.method })
      try check(result, answers: request)
    }
  }

  @Test func whateverAnExampleBecomesIsReadOrRefused() throws {
    var random = SeededGenerator(seed: 3)
    for example in examples {
      for text in [example.params, example.result].compactMap({ $0 }) {
        let json = try JSON.parse(text)
        for _ in 0..<40 {
          let changed = mutate(json, &random)
          for request in LSPMethods.requests where request.name == example.method { readBoth(changed, request) }
          for method in LSPMethods.notifications where method.name == example.method { read(changed, method) }
        }
      }
    }
  }

  /// Types follow from the value, so that a handler is written without naming them.
  @Test func handlersAreFoundByNameAndTypedByValue() throws {
    var handlers: [String: (RequestMessage) throws -> [UInt8]] = [:]
    func on<Params, Answer>(_ method: RequestMethod<Params, Answer>, _ answer: @escaping (Params) -> Answer) {
      handlers[method.name] = { method.encode(answer: answer(try method.params(of: $0)), to: $0.id) }
    }
    on(.hover) { Hover(contents: .string("\($0.position.line)")) }
    on(.shutdown) { _ in Nothing() }
    let request = RequestMessage(
      id: .integer(1), method: "textDocument/hover",
      params: ["textDocument": ["uri": "a"], "position": ["line": 7, "character": 0]])
    let answer = try #require(try handlers[request.method]?(request))
    #expect(String(decoding: answer, as: UTF8.self) == #"{"jsonrpc":"2.0","id":1,"result":{"contents":"7"}}"#)
  }
}

private func check(_ text: String, isOf method: some LSPMethod) throws { try check(text, method.paramsType) }
private func check(_ text: String, answers method: some LSPRequestMethod) throws { try check(text, method.answerType) }

private func check<Value: LSPValue>(_ text: String, _: Value.Type) throws {
  let json = try JSON.parse(text)
  let difference = try Value(json: json).json.difference(from: json)
  #expect(difference == [])
}

private func readBoth(_ json: JSON, _ method: some LSPRequestMethod) {
  read(json, method.paramsType)
  read(json, method.answerType)
}

private func read(_ json: JSON, _ method: some LSPMethod) { read(json, method.paramsType) }

/// Reads a value that may be anything; what is taken must read again as it is written.
private func read<Value: LSPValue>(_ json: JSON, _: Value.Type) {
  guard let value = try? Value(json: json) else { return }
  #expect((try? Value(json: value.json)) == value)
}

extension LSPMethod {
  fileprivate var paramsType: Params.Type { Params.self }
}

extension LSPRequestMethod {
  fileprivate var answerType: Answer.Type { Answer.self }
}

/// The value with one place in it replaced, left out or put somewhere else.
private func mutate(_ json: JSON, _ random: inout SeededGenerator) -> JSON {
  let others: [JSON] = [
    nil, true, -1, 0, 2.5, 9_223_372_036_854_775_807, "", "create", [], [nil], [[]], [:], ["kind": "full"],
  ]
  switch json {
  case .array(var elements) where !elements.isEmpty && Int.random(in: 0..<6, using: &random) > 0:
    let index = Int.random(in: 0..<elements.count, using: &random)
    if Int.random(in: 0..<6, using: &random) == 0 {
      elements.remove(at: index)
    } else {
      elements[index] = mutate(elements[index], &random)
    }
    return .array(elements)
  case .object(var object) where !object.isEmpty && Int.random(in: 0..<6, using: &random) > 0:
    let name = object.keys[Int.random(in: 0..<object.count, using: &random)]
    if Int.random(in: 0..<6, using: &random) == 0 {
      object[name] = nil
    } else {
      object[name] = object[name].map { mutate($0, &random) }
    }
    return .object(object)
  default:
    return others[Int.random(in: 0..<others.count, using: &random)]
  }
}
