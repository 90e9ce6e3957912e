extension LuaType {
  /// The type as an annotation would write it, cut short where it would go on for long.
  var text: String { text(depth: 4) }

  private func text(depth: Int) -> String {
    guard depth > 0 else { return "…" }
    switch self {
    case .unknown: return "unknown"
    case .any: return "any"
    case .nil: return "nil"
    case .boolean: return "boolean"
    case .number: return "number"
    case .integer: return "integer"
    case .string: return "string"
    case .table: return "table"
    case .function: return "function"
    case .thread: return "thread"
    case .userdata: return "userdata"
    case .literal(.string(let text)): return "\"\(text)\""
    case .literal(.number(let text)): return text
    case .literal(.boolean(let flag)): return flag ? "true" : "false"
    case .union(let members): return unionText(members, depth)
    case .named(let name, let arguments):
      return arguments.isEmpty
        ? name : "\(name)<\(arguments.map { $0.text(depth: depth - 1) }.joined(separator: ", "))>"
    case .parameter(let name): return name
    case .template(let name): return "`\(name)`"
    case .array(let element):
      let text = element.text(depth: depth - 1)
      switch element {
      case .union, .callable: return "(\(text))[]"
      default: return "\(text)[]"
      }
    case .map(let key, let value): return "table<\(key.text(depth: depth - 1)), \(value.text(depth: depth - 1))>"
    case .tuple(let members): return "[\(members.map { $0.text(depth: depth - 1) }.joined(separator: ", "))]"
    case .object(let fields): return objectText(fields, depth)
    case .callable(let shape): return "fun\(shape.text(depth: depth - 1))"
    case .variadic(let type): return "\(type.text(depth: depth - 1))..."
    case .expression: return "unknown"
    case .constructed: return "table"
    case .known(let value):
      switch value.kind {
      case .function: return "function"
      case .output: return "cofre.Output"
      case .handle, .constructor: return "cofre resource"
      default: return "table"
      }
    }
  }

  private func unionText(_ members: [LuaType], _ depth: Int) -> String {
    let others = members.filter { $0 != .nil }
    let shown = others.prefix(12).map { member -> String in
      let text = member.text(depth: depth - 1)
      if case .callable = member { return "(\(text))" }
      return text
    }
    let text = shown.joined(separator: "|") + (others.count > 12 ? "|…" : "")
    guard members.contains(.nil) else { return text }
    return others.count == 1 ? "\(text)?" : others.isEmpty ? "nil" : "\(text)|nil"
  }

  private func objectText(_ fields: [ObjectField], _ depth: Int) -> String {
    if fields.isEmpty { return "{}" }
    let shown = fields.prefix(12).map { field -> String in
      let type = field.type.text(depth: depth - 1)
      switch field.key {
      case .name(let name): return "\(name)\(field.isOptional ? "?" : ""): \(type)"
      case .type(let key): return "[\(key.text(depth: depth - 1))]: \(type)"
      }
    }
    return "{ \(shown.joined(separator: ", "))\(fields.count > 12 ? ", …" : "") }"
  }
}

extension FunctionShape {
  /// `(name: string, count?: integer): boolean`.
  var text: String { text(depth: 4) }

  fileprivate func text(depth: Int) -> String {
    let parameters = parameters.map { $0.text }.joined(separator: ", ")
    guard let results, !results.isEmpty else { return "(\(parameters))" }
    return "(\(parameters)): \(results.map(\.text).joined(separator: ", "))"
  }
}

extension FunctionShape.Parameter {
  /// `name?: type`.
  var text: String {
    guard let type, type != .unknown else { return isOptional ? "\(name)?" : name }
    return "\(name)\(isOptional ? "?" : ""): \(type.text)"
  }
}

extension FunctionShape.Result {
  var text: String { name.map { "\($0): \(type.text)" } ?? type.text }
}
