/// An expression, by kind.
package enum Expression: SyntaxNode {
  /// Nothing stands where an expression should.
  case missing(Node)
  case name(Name)
  case `nil`(Node)
  case boolean(BooleanLiteral)
  case number(NumberLiteral)
  case string(StringLiteral)
  case vararg(Node)
  case function(FunctionExpression)
  case parenthesized(ParenthesizedExpression)
  case table(TableConstructor)
  case unary(UnaryExpression)
  case binary(BinaryExpression)
  case member(MemberExpression)
  case index(IndexExpression)
  case call(CallExpression)
  case methodCall(MethodCallExpression)

  package init?(_ node: Node) {
    switch node.kind {
    case .missing: self = .missing(node)
    case .name:
      guard let name = Name(node) else { return nil }
      self = .name(name)
    case .nil: self = .nil(node)
    case .true, .false: self = .boolean(BooleanLiteral(unchecked: node))
    case .number: self = .number(NumberLiteral(unchecked: node))
    case .string: self = .string(StringLiteral(unchecked: node))
    case .vararg: self = .vararg(node)
    case .functionExpression: self = .function(FunctionExpression(unchecked: node))
    case .parenthesized: self = .parenthesized(ParenthesizedExpression(unchecked: node))
    case .table: self = .table(TableConstructor(unchecked: node))
    case .unary: self = .unary(UnaryExpression(unchecked: node))
    case .binary: self = .binary(BinaryExpression(unchecked: node))
    case .member: self = .member(MemberExpression(unchecked: node))
    case .index: self = .index(IndexExpression(unchecked: node))
    case .call: self = .call(CallExpression(unchecked: node))
    case .methodCall: self = .methodCall(MethodCallExpression(unchecked: node))
    default: return nil
    }
  }

  /// The expression that the grammar promises at this place.
  init(child node: Node) { self = Expression(node) ?? .missing(node) }

  package var node: Node {
    switch self {
    case .missing(let node), .nil(let node), .vararg(let node): node
    case .name(let expression): expression.node
    case .boolean(let expression): expression.node
    case .number(let expression): expression.node
    case .string(let expression): expression.node
    case .function(let expression): expression.node
    case .parenthesized(let expression): expression.node
    case .table(let expression): expression.node
    case .unary(let expression): expression.node
    case .binary(let expression): expression.node
    case .member(let expression): expression.node
    case .index(let expression): expression.node
    case .call(let expression): expression.node
    case .methodCall(let expression): expression.node
    }
  }
}

/// Expressions separated by commas.
struct ExpressionList: SingleKindNode {
  static var kind: NodeKind { .expressionList }
  let node: Node
  init(unchecked node: Node) { self.node = node }

  var expressions: [Expression] { node.parts() }
}

/// `(a)`.
package struct ParenthesizedExpression: SingleKindNode {
  static var kind: NodeKind { .parenthesized }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var inner: Expression { Expression(child: node.child(0)) }
}

/// `-a`, `not a`, `#a`, `~a`.
package struct UnaryExpression: SingleKindNode {
  static var kind: NodeKind { .unary }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var operatorToken: Token { node.file.tokens[node.tokenRange.lowerBound] }
  package var operand: Expression { Expression(child: node.child(0)) }
}

/// An operator between two operands: `a + b`, `a and b`.
package struct BinaryExpression: SingleKindNode {
  static var kind: NodeKind { .binary }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var left: Expression { Expression(child: node.child(0)) }
  package var right: Expression { Expression(child: node.child(1)) }
  /// The operator, which stands right before the second operand even where that is missing.
  package var operatorToken: Token { node.file.tokens[node.child(1).tokenRange.lowerBound - 1] }
}

/// `a.b`; in the name of a function statement also `a:b`.
package struct MemberExpression: SingleKindNode {
  static var kind: NodeKind { .member }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var object: Expression { Expression(child: node.child(0)) }
  package var name: Name? { Name(node.child(1)) }
  /// The dot or colon.
  package var separator: Token { node.file.tokens[node.child(1).tokenRange.lowerBound - 1] }
  package var isMethod: Bool { separator.kind == .colon }
}

/// `a[b]`.
package struct IndexExpression: SingleKindNode {
  static var kind: NodeKind { .index }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var object: Expression { Expression(child: node.child(0)) }
  package var key: Expression { Expression(child: node.child(1)) }
}

/// `f(a, b)`, `f "text"`, `f { … }`.
package struct CallExpression: SingleKindNode {
  static var kind: NodeKind { .call }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var callee: Expression { Expression(child: node.child(0)) }
  package var arguments: ArgumentList { ArgumentList(unchecked: node.child(1)) }
}

/// `a:f(b)`.
package struct MethodCallExpression: SingleKindNode {
  static var kind: NodeKind { .methodCall }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var receiver: Expression { Expression(child: node.child(0)) }
  package var method: Name? { Name(node.child(1)) }
  package var arguments: ArgumentList { ArgumentList(unchecked: node.child(2)) }
}

/// The arguments of a call; empty where a method call lacks them.
package struct ArgumentList: SingleKindNode {
  static var kind: NodeKind { .argumentList }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var expressions: [Expression] { node.parts() }

  /// Whether the arguments stand in parentheses; a single string or table needs none.
  package var hasParentheses: Bool {
    !node.isEmpty && node.file.tokens[node.tokenRange.lowerBound].kind == .leftParenthesis
  }

  /// Which argument is being written at an offset: how many commas between the arguments end before it.
  package func argumentIndex(at offset: Int) -> Int {
    node.ownTokens.count { $0.kind == .comma && $0.end <= offset }
  }
}
