import LuaSyntax

/// A text that is written out in the script, be it in pieces or somewhere else than where it is used.
struct WrittenText {
  /// Nil when it is made by a function that is not worked out.
  var bytes: [UInt8]?
  /// The literals that it is made of.
  var literals: [Range<Int>]
}

extension DocumentFacts {
  /// What a variable that is never given another value was declared with; parentheses are looked through.
  ///
  /// It is the expression itself for everything else. Fields of tables that are written out count as variables.
  func source(of expression: Expression, depth: Int = 6) -> Expression {
    guard depth > 0 else { return expression }
    switch expression {
    case .parenthesized(let inner): return source(of: inner.inner, depth: depth - 1)
    case .name(let name):
      guard let index = binding(of: name), bindings[index].isNeverReassigned,
        let value = bindings[index].valueExpression, bindings[index].attribute != "close"
      else { return expression }
      return source(of: value, depth: depth - 1)
    case .member(let member):
      guard case .name(let object) = member.object, let key = member.name?.text,
        let table = localTable(of: object), !table.assignments.contains(where: { $0.keys.first == key })
      else { return expression }
      let fields = table.table.fields.filter { $0.stringKey == key }
      guard fields.count == 1, let field = fields.first, isPlain(field.value) else { return expression }
      return source(of: field.value, depth: depth - 1)
    default: return expression
    }
  }

  private func isPlain(_ expression: Expression) -> Bool {
    switch expression {
    case .string, .number, .name, .parenthesized, .binary: true
    default: false
    }
  }

  /// The text that an expression stands for; nil unless all of it is written out in the script.
  func writtenText(_ expression: Expression, depth: Int = 12) -> WrittenText? {
    guard depth > 0 else { return nil }
    switch source(of: expression) {
    case .string(let literal): return WrittenText(bytes: literal.value, literals: [literal.range])
    case .number(let literal): return WrittenText(bytes: nil, literals: [literal.range])
    case .binary(let binary):
      guard binary.operatorToken.kind == .concat, let left = writtenText(binary.left, depth: depth - 1),
        let right = writtenText(binary.right, depth: depth - 1)
      else { return nil }
      var bytes: [UInt8]?
      if let one = left.bytes, let other = right.bytes { bytes = one + other }
      return WrittenText(bytes: bytes, literals: left.literals + right.literals)
    case .call(let call):
      guard case .function(let name) = value(of: call.callee), Self.makers.contains(name) else { return nil }
      return made(of: call.arguments.expressions, depth: depth)
    case .methodCall(let call):
      guard let method = call.method?.text, Self.makers.contains("string.\(method)"),
        let text = writtenText(call.receiver, depth: depth - 1)
      else { return nil }
      let rest = made(of: call.arguments.expressions, depth: depth)
      if call.arguments.expressions.isEmpty { return WrittenText(bytes: nil, literals: text.literals) }
      return rest.map { WrittenText(bytes: nil, literals: text.literals + $0.literals) }
    default: return nil
    }
  }

  /// The logical name of a resource; nil when it is computed.
  func logicalName(of declaration: ResourceDeclaration) -> String? {
    if let name = declaration.logicalName { return name }
    guard let name = declaration.arguments.first, let text = writtenText(name)?.bytes else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  private func made(of arguments: [Expression], depth: Int) -> WrittenText? {
    var literals: [Range<Int>] = []
    for argument in arguments {
      guard let text = writtenText(argument, depth: depth - 1) else { return nil }
      literals += text.literals
    }
    return literals.isEmpty ? nil : WrittenText(bytes: nil, literals: literals)
  }

  /// Functions whose result is as well known as what they are given.
  private static let makers: Set<String> = [
    "cofre.format", "cofre.interpolate", "cofre.output", "cofre.secret", "string.format", "string.lower", "string.rep",
    "string.reverse", "string.sub", "string.upper", "tostring",
  ]
}
