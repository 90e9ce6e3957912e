import LuaSyntax

/// A function that annotations can stand above.
struct DocumentableFunction {
  /// The statement, or field of a table, in front of which its documentation stands.
  var holder: Node
  var body: FunctionBody

  /// The function that a statement or field declares or gives as its first value; nil for other nodes.
  init?(heldBy node: Node) {
    let body: FunctionBody?
    switch node.kind {
    case .localFunction: body = LocalFunction(node)?.body
    case .functionStatement: body = FunctionStatement(node)?.body
    case .localStatement: body = Self.body(of: LocalStatement(node)?.values.first)
    case .assignment: body = Self.body(of: Assignment(node)?.values.first)
    case .returnStatement: body = Self.body(of: ReturnStatement(node)?.values.first)
    case .namedField, .indexedField: body = Self.body(of: TableField(node)?.value)
    default: body = nil
    }
    guard let body else { return nil }
    holder = node
    self.body = body
  }

  private static func body(of expression: Expression?) -> FunctionBody? {
    guard case .function(let function)? = expression else { return nil }
    return function.body
  }

  /// The function that a comment stands above, be there further comments between.
  init?(below comment: Token, in file: SourceFile) {
    let token = file.tokens[file.tokenIndex(at: comment.end)]
    guard token.kind != .endOfFile else { return nil }
    for node in file.innermostNode(covering: token.range).ancestors {
      guard node.range.lowerBound == token.start, node.kind != .block else { return nil }
      if let found = DocumentableFunction(heldBy: node) {
        self = found
        return
      }
    }
    return nil
  }

  /// The names that `---@param` can take, in order.
  var parameterNames: [String] {
    body.parameters.map(\.text).filter { !$0.isEmpty } + (body.isVararg ? ["..."] : [])
  }

  var returnsValue: Bool {
    var walk = body.block.node.descendants
    while let node = walk.next() {
      if node.kind == .functionBody { walk.skipChildren() }
      if let statement = ReturnStatement(node), !statement.values.isEmpty { return true }
    }
    return false
  }

  /// What the lines of a frame for its documentation say behind `---@`, without what is there already.
  func missingLines(in documentation: DocumentationComment? = nil) -> [String] {
    let annotations = documentation?.annotations ?? []
    var documented: Set<String> = ["_"]
    var hasResult = false
    for annotation in annotations {
      switch annotation.content {
      case .param(let param): documented.insert(param.name.text)
      case .vararg: documented.insert("...")
      case .return: hasResult = true
      // Its type says all.
      case .type: return []
      default: break
      }
    }
    var lines = parameterNames.filter { !documented.contains($0) }.map { "param \($0) any" }
    if !hasResult, returnsValue { lines.append("return any") }
    return lines
  }
}
