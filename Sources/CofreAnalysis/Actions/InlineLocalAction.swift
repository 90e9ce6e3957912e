import LuaSyntax

/// Puts what a local holds in the place of each of its uses, and takes the local away.
enum InlineLocalAction: ScriptAction {
  static let kind = ActionKind.inline

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let name = Name(context.node) ?? context.node.parent.flatMap({ Name($0) }),
      let index = context.facts.binding(of: name)
    else { return [] }
    let binding = context.facts.bindings[index]
    guard binding.kind == .local, binding.isRead, let value = binding.valueExpression,
      let local = LocalStatement(
        binding.declaration.kind == .localStatement ? binding.declaration : declaring(binding)),
      local.names.count == 1, local.values.count == 1
    else { return [] }
    let title = "Inline '\(binding.name)'"
    if let reason = obstacle(binding, value, local.node, context) {
      return [ActionOffer(title, kind, disabled: reason)]
    }
    return [
      ActionOffer(title, kind) {
        ActionChange(
          [context.removing(local.node)]
            + binding.uses.map { use in
              Edit(use.range, needsParentheses(value, at: use.range, context) ? "(\(value.text))" : value.text)
            })
      }
    ]
  }

  private static func declaring(_ binding: Binding) -> Node {
    binding.declaration.ancestors.first { $0.kind == .localStatement } ?? binding.declaration
  }

  private static func obstacle(
    _ binding: Binding, _ value: Expression, _ statement: Node, _ context: ActionContext
  ) -> String? {
    if !binding.isNeverReassigned {
      return "'\(binding.name)' is assigned again, so that it does not always hold the same."
    }
    if binding.attribute == "close" { return "'\(binding.name)' is closed at the end of its block." }
    if context.file.errors.contains(where: { touches($0.range, statement.range) }) {
      return "The declaration has a syntax error."
    }
    if binding.uses.count > 200 { return "'\(binding.name)' has more than 200 uses." }
    if !isSafe(value, context.facts, depth: 16), !isUsedAtOnce(binding, statement, context) {
      return "What '\(binding.name)' holds may not be the same, or do the same, where it is used."
    }
    if isHidden(value, binding, context) {
      return "A name in what '\(binding.name)' holds means something else where it is used."
    }
    let next = statement.nextSibling.map { context.file.source[$0.range.lowerBound] == UInt8(ascii: "(") } ?? false
    let begins = isWrappedAsPrefix(value) && binding.uses.contains { beginsStatement($0.range, context.file) }
    if next || begins { return "The line would begin with a parenthesis, which Lua takes for the arguments of a call." }
    return nil
  }

  /// Whether an expression gives the same wherever and however often it is computed.
  private static func isSafe(_ expression: Expression, _ facts: DocumentFacts, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    switch expression {
    case .nil, .boolean, .number, .string: return true
    case .name(let name):
      guard let index = facts.binding(of: name) else { return facts.globals[name.text]?.isAssigned != true }
      return facts.bindings[index].isNeverReassigned
    case .parenthesized(let inner): return isSafe(inner.inner, facts, depth: depth - 1)
    case .unary(let unary):
      return unary.operatorToken.kind != .hash && isSafe(unary.operand, facts, depth: depth - 1)
    case .binary(let binary):
      return isSafe(binary.left, facts, depth: depth - 1) && isSafe(binary.right, facts, depth: depth - 1)
    case .member(let member):
      // The fields of a resource, of a cloud and of the library stay what they are; those of a table may change.
      guard isSafe(member.object, facts, depth: depth - 1) else { return false }
      switch facts.value(of: expression) {
      case .namespace, .constructor, .output, .function, .library: return true
      default: return false
      }
    case .call(let call):
      guard case .function("require") = facts.value(of: call.callee), case .string? = call.arguments.expressions.first
      else { return false }
      return true
    default: return false
    }
  }

  /// Whether the only use is in the statement right behind the declaration, once, and before anything else happens.
  private static func isUsedAtOnce(_ binding: Binding, _ statement: Node, _ context: ActionContext) -> Bool {
    guard binding.uses.count == 1, let use = binding.uses.first, let next = statement.nextSibling,
      next.range.contains(use.range.lowerBound)
    else { return false }
    let node = context.file.innermostNode(covering: use.range)
    for ancestor in node.ancestors {
      if ancestor == next { break }
      switch ancestor.kind {
      case .block, .functionBody, .binary: return false
      default: break
      }
    }
    switch next.kind {
    case .localStatement, .returnStatement, .callStatement, .assignment: break
    default: return false
    }
    // Calls before the use would come first.
    let before = context.file.tokens[next.tokenRange].prefix { $0.start < use.range.lowerBound }
    let opened = before.count { $0.kind == .leftParenthesis } - before.count { $0.kind == .rightParenthesis }
    return !before.contains { $0.kind == .rightParenthesis } && opened <= 1
  }

  /// Whether a name in the value means another variable at one of the uses.
  private static func isHidden(_ value: Expression, _ binding: Binding, _ context: ActionContext) -> Bool {
    var names: Set<String> = []
    for node in [value.node] + Array(value.node.descendants) where node.kind == .name { names.insert(node.text) }
    guard !names.isEmpty else { return false }
    let start = value.range.lowerBound
    return context.facts.bindings.contains { other in
      names.contains(other.name) && !other.scope.contains(start)
        && binding.uses.contains { other.scope.contains($0.range.lowerBound) }
    }
  }

  /// Whether what is called or indexed must stand in parentheses when it is such an expression.
  private static func isWrappedAsPrefix(_ value: Expression) -> Bool {
    switch value {
    case .name, .member, .index, .parenthesized, .call, .methodCall: false
    default: true
    }
  }

  /// Whether a name is the first of a statement, and something of it is called or indexed there.
  private static func beginsStatement(_ use: Range<Int>, _ file: SourceFile) -> Bool {
    let index = file.tokenIndex(at: use.lowerBound)
    guard index + 1 < file.tokens.count else { return false }
    switch file.tokens[index + 1].kind {
    case .dot, .colon, .leftBracket, .leftParenthesis, .leftBrace, .string, .longString: break
    default: return false
    }
    guard index > 0 else { return true }
    switch file.tokens[index - 1].kind {
    case .name, .number, .string, .longString, .nil, .true, .false, .ellipsis, .end, .rightParenthesis, .rightBracket,
      .rightBrace, .then, .do, .else, .repeat, .semicolon, .doubleColon, .break:
      // Behind a name or a value there can only be another statement; behind the rest one begins.
      return true
    default: return false
    }
  }

  private static func needsParentheses(_ value: Expression, at use: Range<Int>, _ context: ActionContext) -> Bool {
    let node = context.file.innermostNode(covering: use)
    guard let parent = node.parent else { return false }
    let isFirst = parent.firstChild == node
    let isPrefix = [.member, .index, .call, .methodCall].contains(parent.kind) && isFirst
    switch value {
    case .name, .member, .index, .parenthesized: return false
    case .call, .methodCall, .vararg:
      return Expression(node).map { ExtractedExpression.isLastOfSeveral($0) } ?? false
    case .binary, .unary: return isPrefix || parent.kind == .binary || parent.kind == .unary
    case .number: return isPrefix || parent.kind == .binary || parent.kind == .unary
    default: return isPrefix
    }
  }

  private static func touches(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
  }
}
