import LuaSyntax

/// Whether what Lua's own functions are given is what they take.
extension RuleContext {
  /// The type of an argument that cannot stand for what is wanted; nil where it can, and where that is not certain.
  mutating func misfit(_ argument: Expression, for wanted: LuaType, of function: String) -> LuaType? {
    guard wanted.isSure, isEvident(argument) else { return nil }
    let inquiry = askTypes()
    let given = inquiry.type(of: argument)
    if given == .nil, argument.node.kind != .nil { return nil }
    guard given.isSure,
      !given.alternatives.contains(where: { inquiry.lets($0, standFor: wanted) || inquiry.isOfEnumeration($0) }),
      inquiry.bounds.cuts == 0, !mayChangeElsewhere(argument), !isChangedInLibrary(function)
    else { return nil }
    return given
  }

  /// The type of an argument that may be nil where nil will not do; nil where it may not be, and where that is not certain.
  ///
  /// Annotations are believed, and that what is looked for in a text may not be found. A number that is made of a text is not
  /// meant: mostly it has been cut out as one.
  mutating func nilable(_ argument: Expression, for wanted: LuaType, of function: String) -> LuaType? {
    guard wanted.isSure, !wanted.mayBeNil, isAnsweredFor(argument), !value(of: argument).isCofres else { return nil }
    let inquiry = askTypes()
    let given = inquiry.type(of: argument)
    guard given.mayBeNil, given != .nil, given.isSure, inquiry.bounds.cuts == 0, !mayChangeElsewhere(argument),
      !isChangedInLibrary(function)
    else { return nil }
    return given
  }

  /// Whether an annotation or the library says what an expression may be, and not only the code.
  private mutating func isAnsweredFor(_ expression: Expression) -> Bool {
    switch expression {
    case .name(let name):
      guard let index = facts.binding(of: name) else { return false }
      if let value = facts.bindings[index].valueExpression {
        if askTypes().annotatedType(of: index) != nil { return true }
        if case .name = value { return false }
        return facts.bindings[index].isNeverReassigned && isAnsweredFor(value)
      }
      return askTypes().annotatedType(of: index) != nil
    case .call, .methodCall:
      if let call = libraryCall(expression.node) { return call.entry.name != "tonumber" }
      guard hasTypes, let call = typedCall(expression.node) else { return false }
      return call.shapes.allSatisfy { $0.results != nil }
    case .member, .index:
      return hasTypes && facts.field(at: expression.range.upperBound) != nil
    default: return false
    }
  }

  /// Whether the code shows what an expression holds, without annotations: fields and globals may be set anywhere.
  private func isEvident(_ expression: Expression) -> Bool {
    switch expression {
    case .missing, .vararg: return false
    case .name(let name): return facts.binding(of: name) != nil
    case .member, .index: return hasTypes
    case .parenthesized(let inner): return isEvident(inner.inner)
    default: return true
    }
  }
}

extension TypeInquiry {
  /// Whether a type is that of the members of an enumeration: the table that holds them is written the same.
  fileprivate func isOfEnumeration(_ type: LuaType) -> Bool {
    guard case .named(let name, _) = type, case .enumeration? = definition(name) else { return false }
    return true
  }

  /// Whether the library takes a value where it wants another: numbers and texts become each other, where they can.
  fileprivate func lets(_ given: LuaType, standFor wanted: LuaType) -> Bool {
    if fits(given, wanted) { return true }
    return wanted.alternatives.contains { wanted in
      switch (given, wanted) {
      case (.number, .string), (.integer, .string), (.literal(.number), .string): true
      case (.string, .number), (.string, .integer): true
      case (.literal(.string(let text)), .number), (.literal(.string(let text)), .integer): text.isNumeral
      default: false
      }
    }
  }

  /// A type in words; what is in a table does not matter, and would have to be looked up.
  func outline(of type: LuaType) -> String {
    text(of: .oneOf(type.widened.alternatives.map { $0.isConstructed ? .table : $0 }))
  }
}

extension LuaType {
  fileprivate var isConstructed: Bool {
    if case .constructed = self { return true }
    return false
  }
}

extension String {
  /// Whether Lua makes a number of it.
  fileprivate var isNumeral: Bool {
    let text = trimmed
    guard let first = text.utf8.first, !text.hasPrefix("i"), !text.hasPrefix("n") else { return false }
    return Double(text) != nil || first == UInt8(ascii: "0") || first == UInt8(ascii: "-")
  }
}
