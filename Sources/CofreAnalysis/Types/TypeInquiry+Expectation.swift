import LuaSyntax

extension TypeInquiry {
  /// What should stand where an expression stands; nil when nothing says.
  func expectedType(of node: Node) -> LuaType? {
    guard let parent = node.parent else { return nil }
    // Every field of a table asks the same of it.
    let isTable = node.kind == .table
    if isTable, let known = memo.expected(node.id) { return known }
    let cuts = bounds.cuts
    let type = bounded(.expression, Int(node.id.rawValue), 1, else: nil) { expectedType(of: node, in: parent) }
    if isTable, cuts == bounds.cuts { memo.keepExpected(type, at: node.id) }
    return type
  }

  private func expectedType(of node: Node, in parent: Node) -> LuaType? {
    switch parent.kind {
    case .argumentList: return expectedType(ofArgument: position(of: node, in: parent), in: parent)
    case .namedField, .indexedField:
      guard let field = TableField(parent), field.value.node == node, let table = parent.parent else { return nil }
      guard let key = field.stringKey else {
        return expectedType(of: table).map { element(of: expanded($0), by: .integer) }
      }
      return expectedType(of: table).flatMap { member(key, of: expanded($0))?.type }
    case .positionalField:
      guard let table = parent.parent, let type = expectedType(of: table) else { return nil }
      let element = element(of: expanded(type), by: .integer)
      return element == .unknown ? nil : element
    case .parenthesized: return expectedType(of: parent)
    case .binary: return expectedType(ofOperand: node, in: parent)
    case .expressionList: return expectedType(ofValue: position(of: node, in: parent), in: parent)
    default: return nil
    }
  }

  private func position(of node: Node, in list: Node) -> Int {
    var position = 0
    for child in list.children {
      if child == node { return position }
      position += 1
    }
    return position
  }

  private func expectedType(ofOperand node: Node, in parent: Node) -> LuaType? {
    guard let binary = BinaryExpression(parent) else { return nil }
    let isRight = binary.right.node == node
    switch binary.operatorToken.kind {
    case .or: return expectedType(of: parent) ?? (isRight ? type(of: binary.left).withoutNil : nil)
    case .and: return isRight ? expectedType(of: parent) : nil
    case .equal, .notEqual: return type(of: isRight ? binary.left : binary.right)
    default: return nil
    }
  }

  private func expectedType(ofValue position: Int, in list: Node) -> LuaType? {
    guard let statement = list.parent else { return nil }
    switch statement.kind {
    case .localStatement: return annotated(statement, position)
    case .assignment:
      guard let assignment = Assignment(statement), assignment.node.firstChild != list else { return nil }
      if let type = annotated(statement, position) { return type }
      let targets = assignment.targets
      guard targets.indices.contains(position) else { return nil }
      switch targets[position] {
      case .name(let name): return facts.binding(of: name).flatMap { annotatedType(of: $0) }
      case .member(let member):
        guard let name = member.name?.text else { return nil }
        return self.member(name, of: type(of: member.object))?.type
      default: return nil
      }
    case .returnStatement:
      for node in statement.ancestors where node.kind == .functionBody {
        guard let results = shape(ofBody: node)?.results, results.indices.contains(position) else { return nil }
        return results[position].type
      }
      return nil
    default: return nil
    }
  }

  /// What should stand as an argument of a call, be it there or not.
  func expectedType(ofArgument index: Int, in list: Node) -> LuaType? {
    guard let call = list.parent, let arguments = ArgumentList(list) else { return nil }
    let (shapes, receiver) = shapes(ofCall: call)
    guard !shapes.isEmpty else { return nil }
    let isMethodCall = receiver != nil
    var types: [LuaType] = []
    for shape in shapes.prefix(16) {
      let parameters = shape.positional(isColonCall: isMethodCall)
      let parameter =
        parameters.indices.contains(index) ? parameters[index] : parameters.last.flatMap { $0.isVariadic ? $0 : nil }
      guard var type = parameter?.type else { continue }
      if case .variadic(let inner) = type { type = inner }
      if !shape.generics.isEmpty {
        // The argument itself says nothing of what it should be.
        let others = arguments.expressions.prefix(index)
        type = type.substituting(substitution(for: shape, Array(others), receiver: receiver))
      } else if let receiver {
        type = type.substituting(Substitution().with(self: receiver))
      }
      types.append(type)
    }
    if types.count < 2 { return types.first }
    return .oneOf(types)
  }

  /// The ways in which what a call calls can be called, and what stands before the colon, if there is one.
  func shapes(ofCall call: Node) -> (shapes: [FunctionShape], receiver: LuaType?) {
    let (callee, receiver) = callee(ofCall: call)
    return (shapes(of: callee), receiver)
  }

  /// The type of what a call calls, and what stands before the colon, if there is one.
  func callee(ofCall call: Node) -> (type: LuaType, receiver: LuaType?) {
    if let call = CallExpression(call) { return (type(of: call.callee), nil) }
    guard let call = MethodCallExpression(call), let name = call.method?.text else { return (.unknown, nil) }
    let receiver = type(of: call.receiver)
    return (member(name, of: receiver)?.type ?? .unknown, receiver)
  }

  /// Whether all that a value of a type may be, apart from nothing, is something of which ``shapes(of:)`` tells how it is called.
  ///
  /// It is not for `given or function() end`: the other function may take more.
  func isKnownCallable(_ callee: LuaType) -> Bool {
    expanded(callee).alternatives.allSatisfy { alternative in
      switch alternative {
      case .callable, .nil, .literal(.boolean(false)): true
      case .named(let name, let arguments): lineage(of: name, arguments).contains { !$0.part.calls.isEmpty }
      default: false
      }
    }
  }
}
