import CofreModel
import TestSupport

/// Makes random states that hold every kind of thing that a state may hold.
struct RandomState {
  var generator: SeededGenerator
  let reference: (project: String, stack: String)

  init(seed: Int, project: String = "p", stack: String = "dev") {
    generator = SeededGenerator(seed: UInt64(seed))
    reference = (project, stack)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  private static let texts = [
    "", "a", "$digest", "$$", "$", "$\u{301}x", "a.b", "[0]", "é", "e\u{301}", "😀", "line\nend\t\"\\\u{0}", "::",
    "a::b", "urn:cofre:",
    "\u{2028}", "null", "1.0", String(repeating: "x", count: 300),
  ]

  mutating func text() -> String { Self.texts.randomElement(using: &generator) ?? "" }

  mutating func value(depth: Int = 0) -> Value {
    switch number(0...(depth < 4 ? 11 : 8)) {
    case 0: return .null
    case 1: return .bool(chance(50))
    case 2: return .integer([0, -1, .max, .min, 1 << 53].randomElement(using: &generator) ?? 0)
    case 3:
      return .number(
        [0, 1, -0.5, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity].randomElement(using: &generator) ?? 0)
    case 4, 5: return .string(text())
    case 6: return .digest(Digest(hex: String(repeating: "0f", count: 32)))
    case 7: return .ciphertext(Ciphertext(base64: ["", "Zg==", "Zm9v"].randomElement(using: &generator) ?? ""))
    case 8: return .string("\(number(0...1000))")
    case 9: return .array((0..<number(0...3)).map { _ in value(depth: depth + 1) })
    default: return .object(members(depth: depth + 1))
    }
  }

  mutating func members(depth: Int = 0) -> [String: Value] {
    var result: [String: Value] = [:]
    for _ in 0..<number(0...4) { result[text()] = value(depth: depth) }
    return result
  }

  func urn(_ number: Int) -> URN {
    URN(
      stack: reference.stack, project: reference.project, type: number % 5 == 0 ? "t.P$t.T" : "t.T", name: "r\(number)")
  }

  mutating func path() -> PropertyPath {
    PropertyPath((0..<number(1...3)).map { _ in chance(50) ? .key(text()) : .index(number(0...9)) })
  }

  mutating func anyURN() -> URN {
    chance(70)
      ? urn(number(0...30)) : URN(stack: "o:", project: text(), type: chance(50) ? "a:b" : "t", name: text())
  }

  mutating func options() -> ResourceOptions {
    var options = ResourceOptions()
    guard chance(30) else { return options }
    if chance(50) { options.provider = anyURN() }
    if chance(50) { options.parent = anyURN() }
    if chance(50) { options.dependsOn = [anyURN(), anyURN()] }
    options.protect = chance(50)
    if chance(50) { options.ignoreChanges = [path()] }
    if chance(50) { options.replaceOnChanges = [path(), path()] }
    if chance(50) { options.deleteBeforeReplace = chance(50) }
    options.retainOnDelete = chance(50)
    if chance(50) { options.deletedWith = anyURN() }
    if chance(50) { options.aliases = [anyURN()] }
    if chance(50) { options.additionalSecretOutputs = [text(), text()] }
    if chance(50) { options.timeouts.create = .milliseconds(number(0...100_000)) }
    if chance(50) { options.timeouts.delete = .seconds(number(0...100_000)) }
    return options
  }

  /// A state of the resource with this number; it depends on some with smaller numbers that are in `live`.
  mutating func state(_ number: Int, id: String, live: Set<Int>) -> ResourceState {
    var dependencies: [Int] = []
    for candidate in live.filter({ $0 < number }).sorted() where chance(30) { dependencies.append(candidate) }
    let urns = Set(dependencies.map(urn))
    var state = ResourceState(
      urn: urn(number), id: id, inputs: members(), outputs: members(), options: options(), dependencies: urns)
    if chance(50) { state.outputs.merge(state.inputs) { $1 } }
    if let first = urns.min(by: { $0.name < $1.name }) { state.propertyDependencies = [text(): [first]] }
    if chance(10) { state.incompleteReasons = [text()] }
    if chance(50) { state.location = SourceLocation(file: "stack.lua", line: 3, column: chance(50) ? 7 : nil) }
    return state
  }
}
