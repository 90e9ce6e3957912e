import CofreModel

/// The stack's configuration.
extension ProgramState {
  private enum ConfigKind: String {
    case text
    case integer
    case number
    case boolean
    case table

    var phrase: String {
      switch self {
      case .text: return "a text"
      case .integer: return "a whole number"
      case .number: return "a number"
      case .boolean: return "true or false"
      case .table: return "a table"
      }
    }
  }

  /// `config(namespace, key, kind, is required, is secret)`: nothing when the key is not set and not required.
  ///
  /// A value that is stored as sensitive is an output whichever way it is asked for.
  func config(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let key = call.string(2), !key.isEmpty else {
      throw scriptProblem(
        "wrong-argument", "Wrong argument",
        "The key of a configuration value must be a string, not \(call.typeName(2)).",
        "Write config:get \"key\", with a colon.")
    }
    guard let namespace = call.string(1), let kind = call.string(3).flatMap(ConfigKind.init) else {
      throw scriptProblem(
        "wrong-argument", "Wrong argument", "The methods of a configuration are called with a colon.",
        "Write config:get \"\(key)\".")
    }
    let (isRequired, isSecret) = (call.bool(4), call.bool(5))
    let fullKey = key.contains(":") ? key : "\(namespace):\(key)"
    guard let stored = options.config[fullKey], !stored.isNull else {
      if !isRequired { return .none }
      let isOwn = fullKey.hasPrefix("\(options.project):")
      let shown = isOwn ? String(fullKey.dropFirst(options.project.count + 1)) : fullKey
      throw scriptProblem(
        "missing-config", "Missing configuration value",
        "The stack '\(options.stack)' has no configuration value '\(shown)'.",
        "Run: cofre config set \(isSecret ? "--secret " : "")\(shown)")
    }
    if stored.isUnknown {
      // Nobody opened it: a preview without the stack's keys.
      vm.writer.write(.output, id: graph.add(.unknown(isSensitive: true)))
      return .values(1)
    }
    let isSensitive = isSecret || stored.containsSensitive
    guard let value = convert(stored.revealed(for: .script), to: kind) else {
      throw scriptProblem(
        "wrong-config", "Wrong configuration value",
        "The configuration value '\(fullKey)' is not \(kind.phrase).",
        kind == .text ? "Ask for it with get_table." : nil)
    }
    if isSensitive {
      let marked = isSecret || kind != .table ? value.markedSensitive : stored
      vm.writer.write(.output, id: graph.add(marked))
    } else {
      vm.writer.write(value) { writer, _ in writer.writeNil() }
    }
    return .values(1)
  }

  private func convert(_ value: Value, to kind: ConfigKind) -> Value? {
    switch (kind, value) {
    case (.text, .string), (.integer, .integer), (.number, .integer), (.number, .number), (.boolean, .bool),
      (.table, .array), (.table, .object):
      return value
    case (.text, .integer(let number)): return .string(String(number))
    case (.text, .number(let number)): return .string("\(number)")
    case (.text, .bool(let flag)): return .string(flag ? "true" : "false")
    case (.integer, .number): return value.integerValue.map { .integer($0) }
    case (.integer, .string(let text)): return Int64(text).map { .integer($0) }
    case (.number, .string(let text)):
      if let integer = Int64(text) { return .integer(integer) }
      guard let number = Double(text), number.isFinite else { return nil }
      return .number(number)
    case (.boolean, .string("true")): return .bool(true)
    case (.boolean, .string("false")): return .bool(false)
    default: return nil
    }
  }
}
