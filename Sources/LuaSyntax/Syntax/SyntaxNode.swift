/// A node that is known to be of a certain kind, with accessors for its parts.
///
/// Accessors never trap and never guess: what the text lacks is an empty node where the grammar asks for one, and nil or
/// an empty list where it does not.
package protocol SyntaxNode: Sendable, Hashable {
  var node: Node { get }
  /// Nil when the node is of another kind.
  init?(_ node: Node)
}

extension SyntaxNode {
  package var range: Range<Int> { node.range }
  package var text: String { node.text }
  package var file: SourceFile { node.file }
}

/// A syntax node of exactly one kind.
protocol SingleKindNode: SyntaxNode {
  static var kind: NodeKind { get }
  init(unchecked node: Node)
}

extension SingleKindNode {
  package init?(_ node: Node) {
    guard node.kind == Self.kind else { return nil }
    self.init(unchecked: node)
  }
}

extension Node {
  /// The children that are of a type, in order.
  func parts<Part: SyntaxNode>(_: Part.Type = Part.self) -> [Part] { children.compactMap { Part($0) } }

  /// The first child that is of a type.
  func part<Part: SyntaxNode>(_: Part.Type = Part.self) -> Part? {
    for child in children {
      if let part = Part(child) { return part }
    }
    return nil
  }
}

/// A name: a variable, a declared local, parameter or label, or the name of a field.
package struct Name: SyntaxNode {
  package let node: Node

  package init?(_ node: Node) {
    switch node.kind {
    case .name, .localName, .parameter, .fieldName, .labelName: self.node = node
    default: return nil
    }
  }

  /// The range of the name itself, without an attribute.
  package var range: Range<Int> { node.isEmpty ? node.range : node.file.tokens[node.tokenRange.lowerBound].range }

  /// The name; empty where the text lacks it.
  package var text: String { node.file.text(range) }
}
