/// `function (…) … end` as a value.
package struct FunctionExpression: SingleKindNode {
  static var kind: NodeKind { .functionExpression }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var body: FunctionBody { FunctionBody(unchecked: node.child(0)) }
}

/// The parameters and statements of a function, from the opening parenthesis to `end`.
package struct FunctionBody: SingleKindNode {
  static var kind: NodeKind { .functionBody }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var parameterList: Node { node.child(0) }
  /// The named parameters; `self` of a method is not among them.
  package var parameters: [Name] { parameterList.parts() }
  /// Whether the parameters end in `...`.
  package var isVararg: Bool { parameterList.children.contains { $0.kind == .varargParameter } }
  package var block: Block { Block(unchecked: node.child(1)) }
}
