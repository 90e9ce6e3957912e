import LuaSyntax

enum ParamTypeMismatchRule: NodeRule {
  static let page = RulePage(
    "param-type-mismatch", .warning, .lua, "Argument of another type",
    explanation: """
      An argument is of a type that the parameter's annotation does not allow. An enumeration of texts is meant as well: a
      text that is not among them is another type. The same is said of what Lua's own functions are given, such as a table
      in place of a number, which stops the run.

      Give a value of the type, or change the annotation.
      """,
    wrong: """
      ---@param env "dev"|"prod"
      local function prefix(env)
        return env .. "-"
      end
      print(prefix("production"))
      """,
    right: """
      ---@param env "dev"|"prod"
      local function prefix(env)
        return env .. "-"
      end
      print(prefix("prod"))
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = context.libraryCall(node) { return check(call, in: &context) }
    guard context.hasTypes, let call = context.typedCall(node) else { return }
    let inquiry = context.askTypes()
    for (index, argument) in call.arguments.enumerated() {
      // The last may have several values, of which the first is as good as any other.
      let wanted = call.shapes.compactMap { shape -> LuaType? in
        let parameters = call.parameters(of: shape)
        if parameters.indices.contains(index) { return parameters[index].annotated }
        return parameters.last.flatMap { $0.isVariadic ? $0.type : nil }
      }
      guard wanted.count == call.shapes.count, wanted.allSatisfy(\.isSure) else { continue }
      let given = inquiry.type(of: argument)
      guard given.isSure, given != .nil || !wanted.isEmpty, !wanted.contains(where: { inquiry.fits(given, $0) }),
        inquiry.bounds.cuts == 0, !context.mayChangeElsewhere(argument)
      else { continue }
      context.report(
        page, at: argument.range,
        "'\(inquiry.text(of: .oneOf(wanted)))' is expected here, and this is '\(inquiry.text(of: given))'.")
    }
  }

  private static func check(_ call: LibraryCall, in context: inout RuleContext) {
    for (index, argument) in call.arguments.enumerated() {
      guard let (name, wanted) = call.parameter(index), wanted.isSure, context.isEvident(argument) else { continue }
      let inquiry = context.askTypes()
      let given = inquiry.type(of: argument)
      if given == .nil, argument.node.kind != .nil { continue }
      guard given.isSure,
        !given.alternatives.contains(where: { inquiry.lets($0, standFor: wanted) || inquiry.isOfEnumeration($0) }),
        inquiry.bounds.cuts == 0, !context.mayChangeElsewhere(argument), !context.isChangedInLibrary(call.entry.name)
      else { continue }
      // What is in a table does not matter here, and would have to be looked up.
      let kind = LuaType.oneOf(given.widened.alternatives.map { $0.isConstructed ? .table : $0 })
      context.report(
        page, at: argument.range,
        "'\(name)' of '\(call.entry.name)' takes '\(wanted.text)', and this is '\(inquiry.text(of: kind))'.")
    }
  }
}

extension RuleContext {
  /// Whether the code shows what an expression holds, without annotations: fields and globals may be set anywhere.
  fileprivate func isEvident(_ expression: Expression) -> Bool {
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
