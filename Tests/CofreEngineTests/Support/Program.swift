import CofreModel

/// A stack script in Swift: declarations in order, whose inputs may be made from the outputs of others.
struct Program: Sendable {
  struct Declaration: Sendable {
    var urn: URN
    var inputs: [String: Input]
    var options: ResourceOptions
  }

  var declarations: [Declaration] = []
  var exports: [String: Input] = [:]

  init(_ build: (inout Program) -> Void = { _ in }) { build(&self) }

  mutating func thing(
    _ name: String, _ inputs: [String: Input] = [:], type: String = "fake.Thing", parent: URN? = nil,
    options build: (inout ResourceOptions) -> Void = { _ in }
  ) {
    var options = ResourceOptions()
    options.parent = parent
    build(&options)
    declarations.append(Declaration(urn: urn(name, type, parent: parent), inputs: inputs, options: options))
  }

  mutating func single(
    _ name: String, _ inputs: [String: Input] = [:], options: (inout ResourceOptions) -> Void = { _ in }
  ) {
    thing(name, inputs, type: "fake.Single", options: options)
  }

  mutating func provider(_ name: String, _ inputs: [String: Input] = [:]) {
    thing(name, inputs, type: "fake.Provider")
  }

  mutating func export(_ name: String, _ value: Input) { exports[name] = value }
}

func urn(_ name: String, _ type: String = "fake.Thing", parent: URN? = nil) -> URN {
  URN(stack: "dev", project: "p", type: type, name: name, parent: parent)
}

/// What a script may write for a property.
indirect enum Input: Sendable {
  case value(CofreModel.Value)
  case output(URN, String)
  case apply([Input], @Sendable ([CofreModel.Value]) -> CofreModel.Value)
  case object([String: Input])

  static func output(_ name: String, _ property: String) -> Input { .output(urn(name), property) }
  static func secret(_ text: String) -> Input { .value(.sensitive(Sensitive(text))) }

  /// The resources that the value is made from.
  var sources: Set<URN> {
    switch self {
    case .value: return []
    case .output(let urn, _): return [urn]
    case .apply(let inputs, _): return inputs.reduce(into: []) { $0.formUnion($1.sources) }
    case .object(let members): return members.values.reduce(into: []) { $0.formUnion($1.sources) }
    }
  }

  func value(_ outputs: [URN: [String: CofreModel.Value]]) -> CofreModel.Value {
    switch self {
    case .value(let value): return value
    case .output(let urn, let property): return outputs[urn]?[property] ?? .null
    case .apply(let inputs, let function):
      let values = inputs.map { $0.value(outputs) }
      if values.contains(where: \.containsUnknown) {
        return .unknown(isSensitive: values.contains(where: \.containsSensitive))
      }
      return function(values)
    case .object(let members): return .object(members.mapValues { $0.value(outputs) })
    }
  }
}

extension Input: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByDictionaryLiteral {
  init(stringLiteral value: String) { self = .value(.string(value)) }
  init(integerLiteral value: Int64) { self = .value(.integer(value)) }
  init(dictionaryLiteral elements: (String, Input)...) { self = .object(Dictionary(uniqueKeysWithValues: elements)) }
}
