/// A statement, by kind.
package enum Statement: SyntaxNode {
  case local(LocalStatement)
  case localFunction(LocalFunction)
  case function(FunctionStatement)
  case assignment(Assignment)
  case call(CallStatement)
  case `do`(DoStatement)
  case `while`(WhileStatement)
  case `repeat`(RepeatStatement)
  case `if`(IfStatement)
  case numericFor(NumericFor)
  case genericFor(GenericFor)
  case `return`(ReturnStatement)
  case `break`(Node)
  case goto(GotoStatement)
  case label(LabelStatement)
  case empty(Node)
  /// What is no statement: an expression whose value is lost, or tokens that were skipped.
  case error(Node)

  package init?(_ node: Node) {
    switch node.kind {
    case .localStatement: self = .local(LocalStatement(unchecked: node))
    case .localFunction: self = .localFunction(LocalFunction(unchecked: node))
    case .functionStatement: self = .function(FunctionStatement(unchecked: node))
    case .assignment: self = .assignment(Assignment(unchecked: node))
    case .callStatement: self = .call(CallStatement(unchecked: node))
    case .doStatement: self = .do(DoStatement(unchecked: node))
    case .whileStatement: self = .while(WhileStatement(unchecked: node))
    case .repeatStatement: self = .repeat(RepeatStatement(unchecked: node))
    case .ifStatement: self = .if(IfStatement(unchecked: node))
    case .numericFor: self = .numericFor(NumericFor(unchecked: node))
    case .genericFor: self = .genericFor(GenericFor(unchecked: node))
    case .returnStatement: self = .return(ReturnStatement(unchecked: node))
    case .breakStatement: self = .break(node)
    case .gotoStatement: self = .goto(GotoStatement(unchecked: node))
    case .labelStatement: self = .label(LabelStatement(unchecked: node))
    case .emptyStatement: self = .empty(node)
    case .errorStatement: self = .error(node)
    default: return nil
    }
  }

  package var node: Node {
    switch self {
    case .local(let statement): statement.node
    case .localFunction(let statement): statement.node
    case .function(let statement): statement.node
    case .assignment(let statement): statement.node
    case .call(let statement): statement.node
    case .do(let statement): statement.node
    case .while(let statement): statement.node
    case .repeat(let statement): statement.node
    case .if(let statement): statement.node
    case .numericFor(let statement): statement.node
    case .genericFor(let statement): statement.node
    case .return(let statement): statement.node
    case .goto(let statement): statement.node
    case .label(let statement): statement.node
    case .break(let node), .empty(let node), .error(let node): node
    }
  }
}

/// The statements between two words such as `do` and `end`, or of a file.
package struct Block: SingleKindNode {
  static var kind: NodeKind { .block }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var statements: [Statement] { node.parts() }
}

/// `local a, b <const> = 1, 2`.
package struct LocalStatement: SingleKindNode {
  static var kind: NodeKind { .localStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var names: [LocalName] { node.parts() }
  package var values: [Expression] { node.part(ExpressionList.self)?.expressions ?? [] }
}

/// One variable of a `local` statement or loop.
package struct LocalName: SingleKindNode {
  static var kind: NodeKind { .localName }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var name: Name? { Name(node) }

  /// What stands between `<` and `>`: `const`, `close`, or something wrong; nil without an attribute.
  package var attribute: String? {
    guard let attribute = node.firstChild else { return nil }
    let tokens = attribute.tokenRange
    guard tokens.count > 1 else { return "" }
    let token = node.file.tokens[tokens.lowerBound + 1]
    return token.kind == .name ? node.file.text(token.range) : ""
  }
}

/// `local function f() … end`.
package struct LocalFunction: SingleKindNode {
  static var kind: NodeKind { .localFunction }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var name: Name? { node.part() }
  package var body: FunctionBody { FunctionBody(unchecked: node.child(1)) }
}

/// A function that is assigned to its name: `function a.b:c() … end`.
package struct FunctionStatement: SingleKindNode {
  static var kind: NodeKind { .functionStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  /// What the function is assigned to: a variable, or a member of one.
  package var target: Expression { Expression(child: node.child(0)) }
  package var body: FunctionBody { FunctionBody(unchecked: node.child(1)) }
  /// Whether the name has a colon, so that there is a parameter `self` that is not written.
  package var isMethod: Bool {
    guard case .member(let member) = target else { return false }
    return member.isMethod
  }
}

/// Values for variables and fields: `a, b.c = 1, 2`.
package struct Assignment: SingleKindNode {
  static var kind: NodeKind { .assignment }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var targets: [Expression] { ExpressionList(unchecked: node.child(0)).expressions }
  package var values: [Expression] { ExpressionList(unchecked: node.child(1)).expressions }
}

/// A call whose results are dropped.
package struct CallStatement: SingleKindNode {
  static var kind: NodeKind { .callStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  /// A call or a method call.
  package var call: Expression { Expression(child: node.child(0)) }
}

/// `do … end`.
package struct DoStatement: SingleKindNode {
  static var kind: NodeKind { .doStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var block: Block { Block(unchecked: node.child(0)) }
}

/// `goto name`.
package struct GotoStatement: SingleKindNode {
  static var kind: NodeKind { .gotoStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var label: Name? { node.part() }
}

/// `::name::`.
package struct LabelStatement: SingleKindNode {
  static var kind: NodeKind { .labelStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var name: Name? { node.part() }
}

/// `return a, b`.
package struct ReturnStatement: SingleKindNode {
  static var kind: NodeKind { .returnStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var values: [Expression] { node.part(ExpressionList.self)?.expressions ?? [] }
}
