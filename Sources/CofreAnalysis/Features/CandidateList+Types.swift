import LuaSyntax

/// Candidates that types tell of.
extension CandidateList {
  private var inquiry: TypeInquiry { TypeInquiry(facts) }

  /// What stands behind a dot or colon.
  mutating func addMembers(of object: Expression, isMethod: Bool) {
    let inquiry = inquiry
    let type = inquiry.type(of: object)
    for alternative in inquiry.expanded(type).alternatives {
      switch alternative {
      case .known(let value):
        if case .configuration = value.kind, isMethod, let call = object.node.parent {
          addConfigurationMethods(for: facts.wish(of: call))
        }
        addMembers(of: value.kind, isMethod: isMethod)
      case .named(let name, _) where inquiry.definition(name) == nil:
        if let type = facts.workspace.catalog.resourceType(name) { addMembers(of: .resource(type), isMethod: isMethod) }
      case .string, .literal(.string): if isMethod { addMembers(of: .text, isMethod: true) }
      default: addMembers(of: alternative, isMethod: isMethod, inquiry)
      }
    }
    if case .module = facts.value(of: object) { addMembers(of: facts.value(of: object), isMethod: isMethod) }
  }

  private mutating func addMembers(of type: LuaType, isMethod: Bool, _ inquiry: TypeInquiry) {
    let isInside = isInsideClass(of: type)
    for member in inquiry.members(of: type) where member.name.isLuaName {
      if let visibility = member.visibility, visibility != .public, visibility != .package, !isInside { continue }
      let shape = inquiry.expanded(member.type).functionShapes.first
      if isMethod, shape == nil, member.type != .function { continue }
      let isOwnMethod = shape?.isMethod ?? false
      add(
        member.name, shape == nil ? .field : isOwnMethod || isMethod ? .method : .function,
        // What is meant to be called with a colon comes later behind a dot.
        rank: isOwnMethod && !isMethod ? 3 : 2, detail: detail(of: member, shape, inquiry),
        documentation: member.documentation ?? shape?.notes?.documentation,
        snippet: shape.flatMap { callSnippet(member.name, $0, isColonCall: isMethod) },
        isDeprecated: member.isDeprecated || shape?.isDeprecated ?? false)
    }
  }

  private func detail(of member: TypeMember, _ shape: FunctionShape?, _ inquiry: TypeInquiry) -> String {
    guard let shape else { return inquiry.text(of: member.type) }
    return "fun\(shape.text)"
  }

  /// Whether the place is in a method of the class, where what is private can be seen.
  private func isInsideClass(of type: LuaType) -> Bool {
    guard case .named(let name, _) = type else { return false }
    for node in facts.file.innermostNode(covering: offset..<offset).ancestors {
      guard let function = FunctionStatement(node), case .member(let member) = function.target else { continue }
      if case .named(name, _) = inquiry.type(of: member.object) { return true }
    }
    return false
  }

  private func callSnippet(_ name: String, _ shape: FunctionShape, isColonCall: Bool) -> String? {
    let needed = shape.positional(isColonCall: isColonCall).filter { !$0.isOptional && !$0.isVariadic }
    return callSnippet(name, needed: needed.map(\.name), takesMore: !shape.parameters.isEmpty)
  }

  // MARK: - Fields of a table

  /// The fields that a type asks for and that are not there yet, or values where it is a list.
  mutating func addFields(of type: LuaType, present: Set<String>, table: TableConstructor) {
    let inquiry = inquiry
    let type = inquiry.expanded(type).withoutNil
    let before = count
    for alternative in type.alternatives where alternative.isTableLike {
      for member in inquiry.members(of: alternative) where !present.contains(member.name) {
        // What the code adds to a class is no field that one gives.
        if member.shape?.body != nil { continue }
        let isNeeded = !member.isOptional && !member.type.mayBeNil && member.type != .any
        let name = member.name.isLuaName ? member.name : "[\(ValueSnippet.quoted(member.name))]"
        add(
          member.name, .property, rank: isNeeded ? 1 : 3,
          detail: "\(inquiry.text(of: member.type.withoutNil))\(isNeeded ? ", required" : "")",
          documentation: member.documentation, insertText: fieldText(name, "", table),
          snippet: fieldSnippet(name, valueSnippet(member.type, inquiry), table), isDeprecated: member.isDeprecated)
      }
    }
    let element = inquiry.element(of: type, by: .integer)
    if element != .unknown { addValues(of: element) } else if before == count { addNames(rank: 5) }
  }

  private func valueSnippet(_ type: LuaType, _ inquiry: TypeInquiry) -> String {
    let types = inquiry.expanded(type).withoutNil.alternatives
    let texts = types.compactMap { $0.stringLiteral }
    if !texts.isEmpty, texts.count == types.count {
      let choices = texts.map(ValueSnippet.escapedChoice)
      return "\"${1|\(choices.joined(separator: ","))|}\""
    }
    guard types.count == 1, let type = types.first else { return "$1" }
    switch type {
    case .string: return "\"$1\""
    case .boolean: return "${1|true,false|}"
    case .callable(let shape): return "function(\(shape.parameters.map(\.name).joined(separator: ", ")))\n\t$1\nend"
    case .array, .map, .object, .table: return "{ $1 }"
    case .named(let name, _):
      if case .class? = inquiry.definition(name) { return "$1" }
      return "$1"
    default: return "$1"
    }
  }

  // MARK: - Values

  /// Values of a type: what it lists, and then the names.
  mutating func addValues(of type: LuaType) {
    let inquiry = inquiry
    addEnumerations(of: type)
    for alternative in inquiry.expanded(type).alternatives.prefix(100) {
      switch alternative {
      case .literal(.string(let text)):
        add(
          ValueSnippet.quoted(text), .value, rank: 1,
          documentation: inquiry.description(ofMember: alternative, in: type))
      case .literal(.number(let text)): add(text, .value, rank: 1)
      case .literal(.boolean(let flag)): add(flag ? "true" : "false", .value, rank: 1)
      case .boolean: for word in ["true", "false"] { add(word, .value, rank: 2) }
      case .nil: add("nil", .keyword, rank: 5)
      case .callable(let shape):
        let parameters = shape.parameters.map(\.name).joined(separator: ", ")
        add(
          "function(\(parameters)) … end", .snippet, rank: 2, detail: "fun\(shape.text)",
          insertText: "function(\(parameters))\(newline)end",
          snippet: "function(\(parameters))\n\t$0\nend")
      case .array, .map, .object, .tuple:
        add("{ … }", .snippet, rank: 2, detail: inquiry.text(of: alternative), insertText: "{}", snippet: "{ $1 }")
      case .named:
        if !inquiry.members(of: alternative).allSatisfy({ $0.shape != nil }) {
          add("{ … }", .snippet, rank: 3, detail: inquiry.text(of: alternative), insertText: "{}", snippet: "{ $1 }")
        }
      default: continue
      }
    }
    addFitting(type, inquiry)
    let takesFunction = inquiry.expanded(type).alternatives.contains { $0 == .function || !$0.functionShapes.isEmpty }
    addNames(rank: 4, areCalled: !takesFunction)
    for keyword in ["false", "function", "nil", "not", "true"] { add(keyword, .keyword, rank: 6) }
  }

  /// The visible variables whose type is the one asked for, before others.
  private mutating func addFitting(_ type: LuaType, _ inquiry: TypeInquiry) {
    let wanted = Set(
      inquiry.expanded(type).withoutNil.alternatives.filter { if case .named = $0 { true } else { false } })
    guard !wanted.isEmpty else { return }
    for index in facts.visibleBindings(at: offset).prefix(50) {
      let binding = facts.bindings[index]
      guard !replaceRange.contains(binding.nameRange.lowerBound), binding.name != "_" else { continue }
      let type = inquiry.declaredType(of: index)
      if wanted.contains(type) { add(binding.name, .variable, rank: 2, detail: inquiry.text(of: type)) }
    }
  }

  /// The members of an enumeration by the names of the variables that hold its table.
  private mutating func addEnumerations(of type: LuaType) {
    for case .named(let name, _) in type.alternatives {
      guard case .enumeration(let enumeration)? = facts.definition(ofType: name), !enumeration.isOfKeys,
        enumeration.place.file == facts.types.identity
      else { continue }
      for index in facts.visibleBindings(at: offset) {
        guard case .table(let table)? = facts.bindings[index].valueExpression, table.range == enumeration.table.range
        else { continue }
        for member in enumeration.members {
          add("\(facts.bindings[index].name).\(member.name)", .value, rank: 0, detail: member.value.text)
        }
      }
    }
  }

  /// The texts of a type, for between quotes.
  mutating func addTexts(of type: LuaType) {
    for alternative in inquiry.expanded(type).alternatives {
      guard let text = alternative.stringLiteral else { continue }
      add(text, .value, rank: 1, documentation: inquiry.description(ofMember: alternative, in: type))
    }
  }
}

extension LuaType {
  var stringLiteral: String? {
    if case .literal(.string(let text)) = self { return text }
    return nil
  }
}

extension TypeInquiry {
  /// What an alias says of one of its members.
  func description(ofMember member: LuaType, in type: LuaType) -> String? {
    for case .named(let name, _) in type.alternatives {
      if case .alias(let alias)? = definition(name), let text = alias.descriptions[member.text] { return text }
    }
    return nil
  }
}

extension DocumentFacts {
  /// What is expected where an expression stands: what Cofre knows, or else what types say.
  func wish(of node: Node) -> Expectation {
    let known = expectation(of: node)
    guard case .anything = known, let type = TypeInquiry(self).expectedType(of: node) else { return known }
    return .typed(type)
  }

  /// What is expected as an argument of a call, be it there or not.
  func wish(ofArgument index: Int, in list: Node) -> Expectation {
    let known = expectation(ofArgument: index, in: list)
    guard case .anything = known, let type = TypeInquiry(self).expectedType(ofArgument: index, in: list) else {
      return known
    }
    return .typed(type)
  }
}
