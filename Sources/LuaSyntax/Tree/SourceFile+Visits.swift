extension SourceFile {
  /// One step of a walk over all nodes.
  @usableFromInline package struct Visit {
    @usableFromInline package let id: NodeID
    @usableFromInline package let kind: NodeKind
    /// Whether the walk goes out of the node, all below it being done.
    @usableFromInline package let isLeaving: Bool

    @inlinable init(id: NodeID, kind: NodeKind, isLeaving: Bool) {
      self.id = id
      self.kind = kind
      self.isLeaving = isLeaving
    }
  }

  /// Goes into and out of every node, in the order of the text, without making a handle for each.
  ///
  /// Handles count references to the file; over all nodes of a long file that takes longer than most of what is done
  /// with them. Whoever needs one for a node gets it by ``node(_:)``.
  @inlinable package func visitNodes(_ body: (Visit) -> Void) {
    records.withUnsafeBufferPointer { records in
      let root = NodeID(UInt32(truncatingIfNeeded: records.count - 1))
      var current = root
      while true {
        let record = records[current.index]
        body(Visit(id: current, kind: record.kind, isLeaving: false))
        if record.firstChild != .none {
          current = record.firstChild
          continue
        }
        body(Visit(id: current, kind: record.kind, isLeaving: true))
        while current != root, records[current.index].nextSibling == .none {
          current = records[current.index].parent
          body(Visit(id: current, kind: records[current.index].kind, isLeaving: true))
        }
        guard current != root else { return }
        current = records[current.index].nextSibling
      }
    }
  }

  @inlinable package func node(_ id: NodeID) -> Node { Node(file: self, id: id) }

  /// The token of a node that is made of one, by its index in ``tokens``; nil for an empty node.
  @inlinable package func firstToken(of id: NodeID) -> Int? {
    let record = records[id.index]
    return record.firstToken < record.endToken ? Int(record.firstToken) : nil
  }

  /// The node above; nil above the root.
  @inlinable package func parent(of id: NodeID) -> NodeID? {
    let parent = records[id.index].parent
    return parent == .none ? nil : parent
  }

  /// The first of the nodes below; nil when there are none.
  @inlinable package func firstChild(of id: NodeID) -> NodeID? {
    let child = records[id.index].firstChild
    return child == .none ? nil : child
  }

  @inlinable package func kind(of id: NodeID) -> NodeKind { records[id.index].kind }

  /// The kind of the node above; nil above the root.
  @inlinable package func parentKind(of id: NodeID) -> NodeKind? {
    let parent = records[id.index].parent
    return parent == .none ? nil : records[parent.index].kind
  }
}
