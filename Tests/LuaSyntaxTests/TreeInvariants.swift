import LuaSyntax
import Testing

/// What holds for the tree of any bytes at all.
func checkInvariants(_ file: SourceFile, sourceLocation: SourceLocation = #_sourceLocation) {
  let violation = firstViolation(in: file)
  #expect(violation == nil, "\(file.source)", sourceLocation: sourceLocation)
}

private func firstViolation(in file: SourceFile) -> String? {
  if file.printed() != file.source { return "the tree does not print the source" }
  var offset = 0
  for token in file.tokens {
    if token.start < offset { return "tokens overlap at \(offset)" }
    if token.range.isEmpty, token.kind != .endOfFile { return "a token is empty at \(token.start)" }
    offset = token.end
  }
  if file.root.range != 0..<file.source.count { return "the root does not cover the file" }
  for node in [file.root] + Array(file.root.descendants) {
    var token = node.tokenRange.lowerBound
    var end = node.range.lowerBound
    for child in node.children {
      if child.parent != node { return "a child of \(node.kind) has another parent" }
      if child.tokenRange.lowerBound < token || child.tokenRange.upperBound > node.tokenRange.upperBound {
        return "the tokens of \(child.kind) lie outside \(node.kind)"
      }
      if child.range.lowerBound < end || child.range.upperBound > node.range.upperBound {
        return "\(child.kind) \(child.range) overlaps its neighbour or lies outside \(node.kind) \(node.range)"
      }
      token = child.tokenRange.upperBound
      end = child.range.upperBound
    }
    if let problem = shapeProblem(of: node) { return problem }
  }
  for error in file.errors where error.range.lowerBound < 0 || error.range.upperBound > file.source.count {
    return "an error lies outside the file"
  }
  return nil
}

/// Whether a node has the children that its kind promises.
private func shapeProblem(of node: Node) -> String? {
  let letters = node.children.map { child -> Character in
    switch child.kind {
    case _ where child.kind.isStatement: "S"
    case _ where child.kind.isExpression: "E"
    case _ where child.kind.isTableField: "F"
    case .block: "B"
    case .localName: "l"
    case .attribute: "a"
    case .fieldName: "f"
    case .labelName: "L"
    case .parameterList: "P"
    case .parameter: "p"
    case .varargParameter: "v"
    case .functionBody: "b"
    case .argumentList: "A"
    case .expressionList: "X"
    case .ifClause: "i"
    case .elseClause: "e"
    default: "?"
    }
  }
  let shape = String(letters)
  let isRight: Bool
  switch node.kind {
  case .chunk: isRight = shape == "B"
  case .block: isRight = shape.allSatisfy { $0 == "S" }
  case .localStatement: isRight = matches(shape, "l+X?")
  case .localFunction: isRight = shape == "lb"
  case .functionStatement: isRight = shape == "Eb"
  case .assignment: isRight = shape == "XX"
  case .callStatement, .parenthesized, .unary, .positionalField: isRight = shape == "E"
  case .doStatement, .elseClause: isRight = shape == "B"
  case .whileStatement, .ifClause: isRight = shape == "EB"
  case .repeatStatement: isRight = shape == "BE"
  case .ifStatement: isRight = matches(shape, "i+e?")
  case .numericFor: isRight = shape == "lEEB" || shape == "lEEEB"
  case .genericFor: isRight = matches(shape, "l+XB")
  case .returnStatement: isRight = matches(shape, "X?")
  case .gotoStatement, .labelStatement: isRight = shape == "L"
  case .errorStatement: isRight = matches(shape, "E?")
  case .functionExpression: isRight = shape == "b"
  case .table: isRight = shape.allSatisfy { $0 == "F" }
  case .binary, .index, .indexedField: isRight = shape == "EE"
  case .member: isRight = shape == "Ef"
  case .call: isRight = shape == "EA"
  case .methodCall: isRight = shape == "EfA"
  case .localName: isRight = matches(shape, "a?")
  case .parameterList: isRight = matches(shape, "p*v?")
  case .functionBody: isRight = shape == "PB"
  case .argumentList, .expressionList: isRight = shape.allSatisfy { $0 == "E" }
  case .namedField: isRight = shape == "fE"
  default: isRight = shape.isEmpty
  }
  return isRight ? nil : "\(node.kind) has the children \(shape)"
}

/// Whether a text is made by a pattern of letters, each with `?`, `*`, `+` or nothing behind it.
private func matches(_ text: String, _ pattern: String) -> Bool {
  var rest = text[...]
  var pattern = pattern[...]
  while let letter = pattern.popFirst() {
    let quantifier = pattern.first.flatMap { "?*+".contains($0) ? $0 : nil }
    if quantifier != nil { pattern.removeFirst() }
    let run = rest.prefix { $0 == letter }.count
    switch quantifier {
    case "*": rest = rest.dropFirst(run)
    case "+" where run > 0: rest = rest.dropFirst(run)
    case "?": rest = rest.dropFirst(min(run, 1))
    case nil where run > 0: rest = rest.dropFirst()
    default: return false
    }
  }
  return rest.isEmpty
}

/// Asks every node for everything that its type offers; returns how many answers there were.
@discardableResult
func useEveryAccessor(of file: SourceFile) -> Int {
  var answers = 0
  func note(_ ranges: Range<Int>?...) { answers += ranges.count { $0 != nil } }
  for node in file.root.descendants {
    if let name = Name(node) { note(name.range) }
    if let field = TableField(node) { note(field.keyRange, field.value.range, field.stringKey.map { _ in 0..<1 }) }
    if let name = LocalName(node) { note(name.name?.range, name.attribute.map { _ in 0..<1 }) }
    if let clause = IfClause(node) { note(clause.condition.range, clause.block.range) }
    if let list = ArgumentList(node) { answers += list.argumentIndex(at: node.range.upperBound) }
    note(file.documentation(of: node)?.range)
    if let statement = Statement(node) {
      switch statement {
      case .local(let local): answers += local.names.count + local.values.count
      case .localFunction(let function): note(function.name?.range, function.body.block.range)
      case .function(let function):
        note(function.target.range, function.body.parameterList.range, function.isMethod ? 0..<1 : nil)
      case .assignment(let assignment): answers += assignment.targets.count + assignment.values.count
      case .call(let call): note(call.call.range)
      case .do(let block): note(block.block.range)
      case .while(let loop): note(loop.condition.range, loop.block.range)
      case .repeat(let loop): note(loop.condition.range, loop.block.range)
      case .if(let branch): answers += branch.clauses.count + (branch.elseClause == nil ? 0 : 1)
      case .numericFor(let loop):
        note(loop.variable.range, loop.start.range, loop.limit.range, loop.step?.range, loop.block.range)
      case .genericFor(let loop): answers += loop.variables.count + loop.values.count + loop.block.statements.count
      case .return(let result): answers += result.values.count
      case .goto(let jump): note(jump.label?.range)
      case .label(let label): note(label.name?.range)
      case .break(let node), .empty(let node), .error(let node): note(node.range)
      }
    }
    if let expression = Expression(node) {
      switch expression {
      case .string(let literal): answers += literal.value.count + literal.contentRange.count
      case .number(let literal): answers += literal.value == nil ? 0 : 1
      case .boolean(let literal): answers += literal.value ? 1 : 0
      case .function(let function): answers += function.body.parameters.count + (function.body.isVararg ? 1 : 0)
      case .parenthesized(let inner): note(inner.inner.range)
      case .table(let table): answers += table.fields.count + (table.isClosed ? 1 : 0)
      case .unary(let unary): note(unary.operand.range, unary.operatorToken.range)
      case .binary(let binary): note(binary.left.range, binary.right.range, binary.operatorToken.range)
      case .member(let member): note(member.object.range, member.name?.range, member.separator.range)
      case .index(let index): note(index.object.range, index.key.range)
      case .call(let call): note(call.callee.range, call.arguments.range, call.arguments.hasParentheses ? 0..<1 : nil)
      case .methodCall(let call): note(call.receiver.range, call.method?.range, call.arguments.range)
      case .name(let name): note(name.range)
      case .missing(let node), .nil(let node), .vararg(let node): note(node.range)
      }
    }
  }
  for comment in file.documentationComments() { answers += comment.annotations.count + comment.problems.count }
  return answers
}
