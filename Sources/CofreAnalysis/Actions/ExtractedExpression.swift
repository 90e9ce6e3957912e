import LuaSyntax

/// What must hold for an expression that is to be computed elsewhere.
enum ExtractedExpression {
  /// Whether a name for it would say more than it does itself.
  static func isWorthIt(_ expression: Expression) -> Bool {
    switch expression {
    case .missing, .name, .nil, .boolean, .vararg: false
    default: true
    }
  }

  static func isConstant(_ expression: Expression) -> Bool {
    switch expression {
    case .string, .number, .boolean, .nil, .function: true
    default: false
    }
  }

  /// Why it cannot be replaced by a name, as a full sentence; nil when it can.
  static func obstacle(to expression: Expression, _ context: ActionContext) -> String? {
    guard !context.file.errors.contains(where: { touches($0.range, expression.range) }) else {
      return "The expression has a syntax error."
    }
    guard let parent = expression.node.parent else { return nil }
    switch parent.kind {
    case .callStatement: return "The call is a statement of its own."
    case .functionStatement: return "The name of a function cannot be computed."
    case .expressionList where parent.parent?.kind == .assignment && parent.parent?.firstChild == parent:
      return "It is assigned to."
    // Of `function a.b.c()` each part is the name's.
    case .member
    where expression.node.ancestors.contains { $0.parent?.kind == .functionStatement && $0.kind == .member }:
      return "The name of a function cannot be computed."
    default: break
    }
    if expression.mayHaveMoreValues, isLastOfSeveral(expression), !isSingleValue(expression, context.facts) {
      return "The call may give several values, of which a local keeps one."
    }
    return nil
  }

  /// Whether all values of the expression count, and not only the first.
  static func isLastOfSeveral(_ expression: Expression) -> Bool {
    guard let parent = expression.node.parent, expression.node.nextSibling == nil else { return false }
    switch parent.kind {
    case .argumentList, .expressionList: return true
    case .positionalField: return parent.nextSibling == nil
    default: return false
    }
  }

  private static func isSingleValue(_ expression: Expression, _ facts: DocumentFacts) -> Bool {
    switch facts.value(of: expression) {
    case .unknown, .function, .closure: false
    default: true
    }
  }

  /// What to call it: as the field or parameter that it is given to, or as what it is.
  static func name(for expression: Expression, _ context: ActionContext) -> String {
    if let parent = expression.node.parent, parent.kind == .namedField || parent.kind == .indexedField,
      let key = TableField(parent)?.stringKey
    {
      return key
    }
    switch expression {
    case .string: return "text"
    case .number: return "number"
    case .table: return "options"
    case .function: return "callback"
    case .member(let member): return member.name?.text ?? "value"
    case .call(let call):
      if let index = context.facts.declarationOfCall[call.node.id],
        let name = context.facts.declarations[index].logicalName
      {
        return name
      }
      if case .member(let member) = call.callee { return member.name?.text ?? "result" }
      return "result"
    case .methodCall: return "result"
    default: return "value"
    }
  }

  private static func touches(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
  }
}
