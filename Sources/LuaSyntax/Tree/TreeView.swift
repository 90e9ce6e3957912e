/// The stored arrays of a tree, for code that runs over all of it before or below the handles.
struct TreeView {
  let source: [UInt8]
  let tokens: ContiguousArray<Token>
  let records: ContiguousArray<NodeRecord>

  func range(of id: NodeID) -> Range<Int> {
    let record = records[id.index]
    guard record.parent != .none else { return 0..<source.count }
    if record.firstToken < record.endToken {
      return tokens[Int(record.firstToken)].start..<tokens[Int(record.endToken) - 1].end
    }
    // An empty node stands behind the token before it, but inside the nearest ancestor that has any text.
    let offset = record.firstToken == 0 ? 0 : tokens[Int(record.firstToken) - 1].end
    var ancestor = record.parent
    while records[ancestor.index].parent != .none, isEmpty(ancestor) { ancestor = records[ancestor.index].parent }
    let bounds = range(of: ancestor)
    let clamped = min(max(offset, bounds.lowerBound), bounds.upperBound)
    return clamped..<clamped
  }

  func isEmpty(_ id: NodeID) -> Bool { records[id.index].firstToken == records[id.index].endToken }

  func kind(_ id: NodeID) -> NodeKind { records[id.index].kind }

  /// The bytes of a node's first token; empty for an empty node.
  func name(_ id: NodeID) -> ArraySlice<UInt8> {
    isEmpty(id) ? [] : source[tokens[Int(records[id.index].firstToken)].range]
  }

  /// The range of a node's first token: of a declared variable its name, without an attribute.
  func nameRange(_ id: NodeID) -> Range<Int> {
    isEmpty(id) ? range(of: id) : tokens[Int(records[id.index].firstToken)].range
  }

  func text(_ id: NodeID) -> String { String(decoding: source[range(of: id)], as: UTF8.self) }

  func firstChild(_ id: NodeID) -> NodeID { records[id.index].firstChild }

  func nextSibling(_ id: NodeID) -> NodeID { records[id.index].nextSibling }

  func children(of id: NodeID) -> [NodeID] {
    var children: [NodeID] = []
    var child = records[id.index].firstChild
    while child != .none {
      children.append(child)
      child = records[child.index].nextSibling
    }
    return children
  }
}
