/// `if … then … elseif … then … else … end`.
package struct IfStatement: SingleKindNode {
  static var kind: NodeKind { .ifStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  /// The part of `if` and those of each `elseif`; at least one.
  package var clauses: [IfClause] { node.parts() }
  package var elseClause: ElseClause? { node.part() }
}

/// `if` or `elseif` with its condition and block, without `end`.
package struct IfClause: SingleKindNode {
  static var kind: NodeKind { .ifClause }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var condition: Expression { Expression(child: node.child(0)) }
  package var block: Block { Block(unchecked: node.child(1)) }
}

/// `else` with its block, without `end`.
package struct ElseClause: SingleKindNode {
  static var kind: NodeKind { .elseClause }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var block: Block { Block(unchecked: node.child(0)) }
}

/// `while … do … end`.
package struct WhileStatement: SingleKindNode {
  static var kind: NodeKind { .whileStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var condition: Expression { Expression(child: node.child(0)) }
  package var block: Block { Block(unchecked: node.child(1)) }
}

/// `repeat … until …`, whose condition sees the variables of the block.
package struct RepeatStatement: SingleKindNode {
  static var kind: NodeKind { .repeatStatement }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var block: Block { Block(unchecked: node.child(0)) }
  package var condition: Expression { Expression(child: node.child(1)) }
}

/// `for i = 1, 10, 2 do … end`.
package struct NumericFor: SingleKindNode {
  static var kind: NodeKind { .numericFor }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var variable: LocalName { LocalName(unchecked: node.child(0)) }
  package var start: Expression { Expression(child: node.child(1)) }
  package var limit: Expression { Expression(child: node.child(2)) }
  package var step: Expression? { Expression(node.child(3)) }
  package var block: Block { node.part() ?? Block(unchecked: node.child(3)) }
}

/// `for k, v in pairs(t) do … end`.
package struct GenericFor: SingleKindNode {
  static var kind: NodeKind { .genericFor }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var variables: [LocalName] { node.parts() }
  package var values: [Expression] { node.part(ExpressionList.self)?.expressions ?? [] }
  package var block: Block {
    var last = node.child(0)
    while let next = last.nextSibling { last = next }
    return Block(unchecked: last)
  }
}
