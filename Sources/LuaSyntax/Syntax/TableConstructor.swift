/// `{ a, b = c, [d] = e }`.
package struct TableConstructor: SingleKindNode {
  static var kind: NodeKind { .table }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var fields: [TableField] { node.parts() }

  /// Whether the closing brace is there.
  package var isClosed: Bool { node.file.tokens[node.tokenRange.upperBound - 1].kind == .rightBrace }
}

/// One field of a table constructor.
package enum TableField: SyntaxNode {
  /// `value`.
  case positional(PositionalField)
  /// `name = value`.
  case named(NamedField)
  /// `[key] = value`.
  case indexed(IndexedField)

  package init?(_ node: Node) {
    switch node.kind {
    case .positionalField: self = .positional(PositionalField(unchecked: node))
    case .namedField: self = .named(NamedField(unchecked: node))
    case .indexedField: self = .indexed(IndexedField(unchecked: node))
    default: return nil
    }
  }

  package var node: Node {
    switch self {
    case .positional(let field): field.node
    case .named(let field): field.node
    case .indexed(let field): field.node
    }
  }

  package var value: Expression {
    switch self {
    case .positional(let field): field.value
    case .named(let field): field.value
    case .indexed(let field): field.value
    }
  }

  /// The key when it is a string known from the text: `name = …` or `["name"] = …`.
  package var stringKey: String? {
    switch self {
    case .named(let field): return field.name?.text
    case .indexed(let field):
      guard case .string(let literal) = field.key else { return nil }
      return String(decoding: literal.value, as: UTF8.self)
    case .positional: return nil
    }
  }

  /// Where the key is written, brackets included; nil for a positional field.
  package var keyRange: Range<Int>? {
    switch self {
    case .named(let field): field.name?.range
    case .indexed(let field): field.bracketRange
    case .positional: nil
    }
  }
}

/// `value` in a table, whose key is its place among its like.
package struct PositionalField: SingleKindNode {
  static var kind: NodeKind { .positionalField }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var value: Expression { Expression(child: node.child(0)) }
}

/// `name = value` in a table.
package struct NamedField: SingleKindNode {
  static var kind: NodeKind { .namedField }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var name: Name? { Name(node.child(0)) }
  package var value: Expression { Expression(child: node.child(1)) }
}

/// `[key] = value` in a table.
package struct IndexedField: SingleKindNode {
  static var kind: NodeKind { .indexedField }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var key: Expression { Expression(child: node.child(0)) }
  package var value: Expression { Expression(child: node.child(1)) }

  /// From the opening to the closing bracket, as far as they are there.
  var bracketRange: Range<Int> {
    let closing = node.file.tokens[node.child(0).tokenRange.upperBound]
    let end = closing.kind == .rightBracket ? closing.end : key.range.upperBound
    return node.range.lowerBound..<max(end, node.range.lowerBound)
  }
}
