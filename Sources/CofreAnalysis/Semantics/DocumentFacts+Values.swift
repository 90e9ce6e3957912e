import CofreSchema
import LuaSyntax

extension DocumentFacts {
  /// What an expression is known to hold.
  ///
  /// Chains longer than `depth` are not followed: they may be as long as a file.
  func value(of expression: Expression, depth: Int = 24) -> ValueKind {
    guard depth > 0 else { return .unknown }
    switch expression {
    case .name(let name):
      if let index = binding(of: name) { return bindings[index].value }
      return globalValue(name.text)
    case .parenthesized(let inner): return value(of: inner.inner, depth: depth - 1)
    case .member(let member):
      if let held = heldField(of: member) { return held }
      let object = value(of: member.object, depth: depth - 1)
      if case .unknown = object { return .unknown }
      return field(member.name?.text ?? "", of: object)
    case .index(let index):
      let object = value(of: index.object, depth: depth - 1)
      if case .string(let key) = index.key { return field(String(decoding: key.value, as: UTF8.self), of: object) }
      if case .output(let output) = object { return .output(OutputKind(isSensitive: output.isSensitive)) }
      return .unknown
    case .call(let call): return result(of: call, depth: depth)
    case .methodCall(let call): return result(of: call, depth: depth)
    case .binary(let binary): return result(of: binary, depth: depth)
    case .string: return .text
    case .number: return .number
    case .boolean: return .boolean
    case .table: return .table
    case .function: return .closure
    case .unary(let unary):
      if unary.operatorToken.kind == .not { return .boolean }
      if case .output(let output) = value(of: unary.operand, depth: depth - 1), unary.operatorToken.kind == .minus {
        return .output(OutputKind(isSensitive: output.isSensitive))
      }
      return .unknown
    case .missing, .nil, .vararg: return .unknown
    }
  }

  private func globalValue(_ name: String) -> ValueKind {
    guard globals[name]?.isAssigned != true else { return .unknown }
    if StandardLibrary.tables[name] != nil { return .library(name) }
    if StandardLibrary.entry(name) != nil { return .function(name) }
    return .unknown
  }

  /// What stands behind a dot.
  func field(_ name: String, of object: ValueKind) -> ValueKind {
    switch object {
    case .cofre:
      if name == "log" { return .library("cofre.log") }
      if StandardLibrary.entry("cofre.\(name)") != nil { return .function("cofre.\(name)") }
      return catalogMember(name, of: "cofre")
    case .namespace(let prefix): return catalogMember(name, of: prefix)
    case .library(let table):
      guard let entry = StandardLibrary.entry("\(table).\(name)") else { return .unknown }
      return entry.isFunction ? .function(entry.name) : .number
    case .handle(let index): return output(name, of: declarations[index].type, declaration: index)
    case .resource(let type): return output(name, of: type, declaration: nil)
    case .output(let output):
      let property = output.property?.objectMembers?.first { $0.name == name }
      let input = output.input?.objectMembers?.first { $0.name == name }
      return .output(
        OutputKind(
          type: output.type, property: property ?? input, input: input,
          path: output.path.isEmpty ? name : "\(output.path).\(name)", declaration: output.declaration,
          isSensitive: output.isSensitive || (property ?? input)?.isSensitive ?? false))
    default: return .unknown
    }
  }

  private func output(_ name: String, of type: ResourceType, declaration: Int?) -> ValueKind {
    if name == "urn" { return .text }
    let property = type.output(name)
    guard property != nil || name == "id" else { return .unknown }
    return .output(
      OutputKind(
        type: type, property: property, input: type.input(name), path: name, declaration: declaration,
        isSensitive: property?.isSensitive ?? false))
  }

  private func catalogMember(_ name: String, of prefix: String) -> ValueKind {
    let path = "\(prefix).\(name)"
    if let type = workspace.catalog.resourceType(path) { return .constructor(type) }
    return workspace.catalog.members(path).isEmpty ? .unknown : .namespace(path)
  }

  private func result(of call: CallExpression, depth: Int) -> ValueKind {
    if let index = declarationOfCall[call.node.id] { return .handle(index) }
    guard case .function(let name) = value(of: call.callee, depth: depth - 1) else { return .unknown }
    switch name {
    case "require": return call.arguments.expressions.first.map(module(named:)) ?? .unknown
    case "cofre.config": return .configuration
    case "cofre.secret": return .output(OutputKind(isSensitive: true))
    case "cofre.output", "cofre.unsecret": return .output(OutputKind())
    case "cofre.all":
      guard case .table(let table)? = call.arguments.expressions.first else { return .output(OutputKind()) }
      let isSensitive = table.fields.contains { field in
        guard case .output(let output) = value(of: field.value, depth: depth - 1) else { return false }
        return output.isSensitive
      }
      return .output(OutputKind(isSensitive: isSensitive))
    case "cofre.format", "cofre.interpolate":
      let outputs = call.arguments.expressions.compactMap { argument -> OutputKind? in
        guard case .output(let output) = value(of: argument, depth: depth - 1) else { return nil }
        return output
      }
      return outputs.isEmpty ? .text : .output(OutputKind(isSensitive: outputs.contains(where: \.isSensitive)))
    case "tostring", "string.format", "type", "string.upper", "string.lower", "string.rep", "string.sub",
      "table.concat", "cofre.stack", "cofre.project":
      return .text
    case "setmetatable": return .unknown
    default: return .unknown
    }
  }

  /// What `require` answers for a name.
  func module(named argument: Expression) -> ValueKind {
    guard case .string(let literal) = argument else { return .unknown }
    let name = String(decoding: literal.value, as: UTF8.self)
    if let module = workspace.modules[name], !module.text.isMadeFromCatalog { return .module(name) }
    if name == "cofre" { return .cofre }
    guard name.hasPrefix("cofre.") else { return .unknown }
    let cloud = String(name.dropFirst("cofre.".count))
    if workspace.catalog.clouds.contains(cloud) { return .namespace(cloud) }
    return cloud == "log" ? .library("cofre.log") : .unknown
  }

  private func result(of call: MethodCallExpression, depth: Int) -> ValueKind {
    let receiver = value(of: call.receiver, depth: depth - 1)
    let method = call.method?.text ?? ""
    switch receiver {
    case .configuration:
      guard ConfigurationMethod.named(method) != nil else { return .unknown }
      var key: String?
      if case .string(let literal)? = call.arguments.expressions.first {
        key = String(decoding: literal.value, as: UTF8.self)
      }
      let isKnownSecret = workspace.configurationKeys?.first { $0.name == key }?.isSecret ?? false
      guard method.hasSuffix("_secret") || isKnownSecret else { return .configurationValue(key: key) }
      return .output(OutputKind(isSensitive: true, isOptional: method.hasPrefix("get")))
    case .output(let output): return .output(OutputKind(isSensitive: output.isSensitive))
    default: return .unknown
    }
  }

  private func result(of binary: BinaryExpression, depth: Int) -> ValueKind {
    switch binary.operatorToken.kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return .boolean
    case .and, .or:
      return value(of: binary.left, depth: depth - 1).merged(with: value(of: binary.right, depth: depth - 1))
    default:
      let operands = [value(of: binary.left, depth: depth - 1), value(of: binary.right, depth: depth - 1)]
      let outputs = operands.compactMap { operand -> OutputKind? in
        guard case .output(let output) = operand else { return nil }
        return output
      }
      if !outputs.isEmpty { return .output(OutputKind(isSensitive: outputs.contains(where: \.isSensitive))) }
      return binary.operatorToken.kind == .concat ? .text : .unknown
    }
  }
}

extension Property {
  /// The properties of an object; nil when the property is none.
  var objectMembers: [Property]? {
    guard case .object(let members) = kind else { return nil }
    return members
  }
}
