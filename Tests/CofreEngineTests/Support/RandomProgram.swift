import CofreModel
import Foundation
import TestSupport

/// Whether the environment asks for more than the quick run of the tests.
var isFuzzing: Bool { ProcessInfo.processInfo.environment["COFRE_FUZZ"] != nil }

/// How many random cases to run: `standard`, or what the environment variable `COFRE_FUZZ` says, one of so many.
func fuzzCount(_ standard: UInt64, per divisor: UInt64) -> UInt64 {
  let asked = ProcessInfo.processInfo.environment["COFRE_FUZZ"].flatMap { UInt64($0) }
  return max(1, asked.map { $0 / divisor } ?? standard)
}

extension Program {
  /// A program that a sound engine and an unfailing cloud can always bring up, whatever program came before it.
  ///
  /// Of up to eight things, each is there or not, under one of two names that are aliases of each other, with
  /// references along a random order, so that two programs may turn references around.
  static func random(using generator: inout SeededGenerator, protecting: Bool = false) -> Program {
    var program = Program()
    let hasProvider = generator.oneIn(3)
    if hasProvider {
      program.provider(
        "prov", ["region": generator.one(of: ["north", "south"]), "token": generator.one(of: secrets)])
    }
    var earlier: [URN] = []
    for number in (0..<8).shuffled(using: &generator) where !generator.oneIn(3) {
      let declaration = declaration(number, earlier, hasProvider, protecting, &generator)
      earlier.append(declaration.urn)
      program.declarations.append(declaration)
    }
    program.declarations.shuffle(using: &generator)
    if let exported = earlier.first { program.export("first", .output(exported, "secret_key")) }
    return program
  }

  private static let secrets: [Input] = [.secret("CANARY-1"), .secret("CANARY-2")]

  private static func declaration(
    _ number: Int, _ earlier: [URN], _ hasProvider: Bool, _ protecting: Bool, _ generator: inout SeededGenerator
  ) -> Declaration {
    let type = number % 3 == 0 ? "fake.Single" : "fake.Thing"
    let names = ["n\(number)", "m\(number)"].shuffled(using: &generator)
    var inputs: [String: Input] = ["zone": generator.one(of: ["1", "1", "2"]), "size": generator.one(of: [1, 2])]
    var options = ResourceOptions()
    options.aliases = [urn(names[1], type)]
    if generator.oneIn(2) { inputs["password"] = generator.one(of: secrets) }
    if generator.oneIn(3) { inputs["tags"] = ["k": generator.one(of: ["v", .secret("CANARY-tag")])] }
    // What is left in place goes on holding its name and what it is anchored at: only some may be, and have neither.
    let mayBeRetained = [1, 5].contains(number)
    let hasName = !mayBeRetained && generator.oneIn(3)
    if hasName { inputs["name"] = .value(.string("fixed-\(number)")) }
    if let other = earlier.randomElement(using: &generator) {
      if generator.oneIn(3) { inputs["label"] = .output(other, generator.one(of: ["arn", "secret_key"])) }
      if generator.oneIn(3) { inputs["link"] = .output(other, "arn") }
      if !mayBeRetained, generator.oneIn(3) { inputs["anchor"] = .output(other, "arn") }
      if generator.oneIn(4) { options.dependsOn = [earlier.randomElement(using: &generator) ?? other] }
    }
    if hasProvider, generator.oneIn(2) { options.provider = urn("prov", "fake.Provider") }
    if generator.oneIn(4) { options.deleteBeforeReplace = hasName ? true : generator.one(of: [true, false]) }
    if mayBeRetained, generator.oneIn(4) { options.retainOnDelete = true }
    if generator.oneIn(6) { options.ignoreChanges = [PropertyPath(generator.one(of: ["size", "zone", "password"]))] }
    if generator.oneIn(6) { options.replaceOnChanges = [PropertyPath(generator.one(of: ["size", "tags", "link"]))] }
    if protecting, generator.oneIn(12) { options.protect = true }
    return Declaration(urn: urn(names[0], type), inputs: inputs, options: options)
  }
}

extension Program: CustomStringConvertible {
  /// The program as Swift source, to be pasted into a test.
  var description: String {
    var lines = ["Program {"]
    for declaration in declarations {
      let inputs = declaration.inputs.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.source)" }
      let type = declaration.urn.type == "fake.Thing" ? "" : ", type: \"\(declaration.urn.type)\""
      let options = declaration.options.source
      lines.append(
        "  $0.thing(\"\(declaration.urn.name)\", [\(inputs.isEmpty ? ":" : inputs.joined(separator: ", "))]\(type))"
          + (options.isEmpty ? "" : " { \(options.joined(separator: "; ")) }"))
    }
    for (name, value) in exports.sorted(by: { $0.key < $1.key }) {
      lines.append("  $0.export(\"\(name)\", \(value.source))")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }
}

extension Input {
  fileprivate var source: String {
    switch self {
    case .value(.string(let text)): return "\"\(text)\""
    case .value(.integer(let number)): return "\(number)"
    case .value(.sensitive(let sensitive)): return ".secret(\"\(sensitive.revealString(for: .script) ?? "")\")"
    case .value(let value): return ".value(.\(value))"
    case .output(let urn, let property): return ".output(\(urn.source), \"\(property)\")"
    case .apply(let inputs, _): return ".apply([\(inputs.map(\.source).joined(separator: ", "))]) { … }"
    case .object(let members):
      return
        "[\(members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.source)" }.joined(separator: ", "))]"
    }
  }
}

extension URN {
  fileprivate var source: String { "urn(\"\(name)\", \"\(type)\")" }
}

extension ResourceOptions {
  fileprivate var source: [String] {
    var parts: [String] = []
    if let provider { parts.append("$0.provider = \(provider.source)") }
    if !aliases.isEmpty { parts.append("$0.aliases = [\(aliases.map(\.source).joined(separator: ", "))]") }
    if !dependsOn.isEmpty { parts.append("$0.dependsOn = [\(dependsOn.map(\.source).joined(separator: ", "))]") }
    if let deleteBeforeReplace { parts.append("$0.deleteBeforeReplace = \(deleteBeforeReplace)") }
    if protect { parts.append("$0.protect = true") }
    if retainOnDelete { parts.append("$0.retainOnDelete = true") }
    if let path = ignoreChanges.first { parts.append("$0.ignoreChanges = [PropertyPath(\"\(path)\")]") }
    if let path = replaceOnChanges.first { parts.append("$0.replaceOnChanges = [PropertyPath(\"\(path)\")]") }
    return parts
  }
}
