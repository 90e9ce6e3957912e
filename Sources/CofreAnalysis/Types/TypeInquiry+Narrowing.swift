import LuaSyntax

extension TypeInquiry {
  /// What is left of a type where a condition about the name is true, or false.
  func narrow(_ type: LuaType, _ key: FlowKey, by condition: Expression, isTrue: Bool) -> LuaType {
    switch condition {
    case .parenthesized(let inner): return narrow(type, key, by: inner.inner, isTrue: isTrue)
    case .name, .member:
      if reference(of: condition) == key { return truth(type, isTrue) }
      return narrow(type, key, byFieldOf: condition) { self.canBe($0, true: isTrue) }
    case .binary(let binary):
      switch binary.operatorToken.kind {
      case .equal: return narrow(type, key, byComparing: binary, isEqual: isTrue)
      case .notEqual: return narrow(type, key, byComparing: binary, isEqual: !isTrue)
      case .less, .lessEqual, .greater, .greaterEqual:
        // Nothing compares with nil: where this was asked, it was something.
        let isOperand = reference(of: binary.left) == key || reference(of: binary.right) == key
        return isOperand ? type.withoutNil : type
      default: return type
      }
    case .call(let call):
      // `assert(x)` and `x()` inside a condition say no more than that.
      return isTrue && reference(of: call.callee) == key ? type.withoutNil : type
    default: return type
    }
  }

  /// The members that are true, or those that are not.
  private func truth(_ type: LuaType, _ isTrue: Bool) -> LuaType {
    let type = needsExpansion(type) ? expanded(type) : type
    let part = isTrue ? type.truthyPart : type.falsyPart
    if !part.isEmpty { return .oneOf(part) }
    return isTrue ? .unknown : type.isUncertain ? .oneOf([.nil, .literal(.boolean(false))]) : .unknown
  }

  /// Whether a name of a type stands for alternatives that narrowing has to see.
  private func needsExpansion(_ type: LuaType) -> Bool {
    type.alternatives.contains { member in
      guard case .named(let name, _) = member else { return false }
      if case .class? = definition(name) { return false }
      return true
    }
  }

  private func canBe(_ type: LuaType, true isTrue: Bool) -> Bool {
    type.isUncertain || !(isTrue ? type.truthyPart : type.falsyPart).isEmpty
  }

  // MARK: - Comparisons

  private func narrow(
    _ type: LuaType, _ key: FlowKey, byComparing binary: BinaryExpression, isEqual: Bool
  ) -> LuaType {
    for (one, other) in [(binary.left, binary.right), (binary.right, binary.left)] {
      if reference(of: one) == key { return narrow(type, toWhatEquals: other, isEqual) }
      if let argument = typeArgument(of: one), reference(of: argument) == key, case .string(let literal) = other {
        return narrow(type, toKind: String(decoding: literal.value, as: UTF8.self), isEqual)
      }
      guard let value = literal(other) else { continue }
      let narrowed = narrow(type, key, byFieldOf: one) { field in
        let members = self.expanded(field).alternatives
        if members.contains(.unknown) || members.contains(.any) { return true }
        return isEqual
          ? members.contains { self.isSame($0, value) || self.contains($0, value) }
          : members.contains { !self.isSame($0, value) }
      }
      if narrowed != type { return narrowed }
    }
    return type
  }

  /// The argument of `type(x)`.
  private func typeArgument(of expression: Expression) -> Expression? {
    guard case .call(let call) = expression, case .function("type") = facts.value(of: call.callee) else { return nil }
    return call.arguments.expressions.first
  }

  private func literal(_ expression: Expression) -> LuaType? {
    switch expression {
    case .nil, .boolean, .string, .number: type(of: expression)
    default: nil
    }
  }

  private func isSame(_ type: LuaType, _ literal: LuaType) -> Bool { type == literal }

  /// Whether a literal is one of the values of a type.
  private func contains(_ type: LuaType, _ literal: LuaType) -> Bool {
    switch (type, literal) {
    case (.string, .literal(.string)), (.number, .literal(.number)), (.integer, .literal(.number)),
      (.boolean, .literal(.boolean)):
      true
    default: type == .any || type == .unknown
    }
  }

  private func narrow(_ type: LuaType, toWhatEquals other: Expression, _ isEqual: Bool) -> LuaType {
    guard let value = literal(other) else { return type }
    let members = expanded(type).alternatives
    let rest: [LuaType]
    if isEqual {
      if members.contains(value) { return value }
      rest = members.contains { contains($0, value) } ? [value] : []
    } else if case .literal(.boolean(let flag)) = value, members.contains(.boolean) {
      rest = members.map { $0 == .boolean ? .literal(.boolean(!flag)) : $0 }.filter { $0 != value }
    } else {
      rest = members.filter { $0 != value }
      if rest.count == members.count { return type }
    }
    return rest.isEmpty ? .unknown : .oneOf(rest)
  }

  private func narrow(_ type: LuaType, toKind kind: String, _ isEqual: Bool) -> LuaType {
    guard let whole = LuaType.plain(named: kind) else { return type }
    let members = expanded(type).alternatives
    var rest: [LuaType] = []
    for member in members {
      switch member.kindName {
      case nil where isEqual: rest.append(member == .unknown || member == .any ? whole : member)
      case nil: rest.append(member)
      case let name: if (name == kind) == isEqual { rest.append(member) }
      }
    }
    return rest.isEmpty ? .unknown : .oneOf(rest)
  }

  /// The alternatives whose field passes a test, where the condition speaks of a field of the name.
  private func narrow(
    _ type: LuaType, _ key: FlowKey, byFieldOf expression: Expression, where passes: (LuaType) -> Bool
  ) -> LuaType {
    guard let asked = reference(of: expression), asked.binding == key.binding,
      asked.path.count == key.path.count + 1, asked.path.dropLast().elementsEqual(key.path),
      let name = asked.path.last
    else { return type }
    let members = expanded(type).alternatives
    guard members.count > 1 else { return type }
    let rest = members.filter { member in
      // Whoever asks for a field has something.
      if member == .nil { return false }
      guard let field = self.member(name, of: member) else { return !member.isTableLike || passes(.nil) }
      return passes(field.type)
    }
    return rest.isEmpty ? type : .oneOf(rest)
  }
}

extension LuaType {
  /// The type that `type(x)` has a word for.
  fileprivate static func plain(named name: String) -> LuaType? {
    switch name {
    case "nil": .nil
    case "boolean": .boolean
    case "number": .number
    case "string": .string
    case "table": .table
    case "function": .function
    case "thread": .thread
    case "userdata": .userdata
    default: nil
    }
  }

  /// What `type(x)` answers for all of its values; nil when that is not known.
  fileprivate var kindName: String? {
    switch widened {
    case .nil: "nil"
    case .boolean: "boolean"
    case .number, .integer: "number"
    case .string: "string"
    case .table, .array, .map, .tuple, .object, .constructed: "table"
    case .function, .callable: "function"
    case .thread: "thread"
    case .userdata: "userdata"
    // A class is a table as a rule, but not always.
    case .named: "table"
    default: nil
    }
  }
}
