/// One node of a file: a handle that is cheap to copy.
///
/// Two handles are equal when they name the same node of the same file object.
///
/// What is asked of most nodes is inlinable: calls into this module would count references to the file each time.
@usableFromInline package struct Node: Sendable {
  @usableFromInline package let file: SourceFile
  @usableFromInline package let id: NodeID

  @inlinable var record: NodeRecord { file.records[id.index] }

  @inlinable package var kind: NodeKind { record.kind }

  /// The byte range from the first to the last token; the whole file for the root.
  ///
  /// The range of an empty node is empty and lies within its parent's, right behind the token before it.
  package var range: Range<Int> {
    TreeView(source: file.source, tokens: file.tokens, records: file.records).range(of: id)
  }

  /// Its tokens by their index in ``SourceFile/tokens``, those of its descendants included.
  @inlinable package var tokenRange: Range<Int> { Int(record.firstToken)..<Int(record.endToken) }

  @inlinable package var isEmpty: Bool { record.firstToken == record.endToken }

  package var text: String { file.text(range) }

  @inlinable package var parent: Node? { Node(file, record.parent) }
  @inlinable package var firstChild: Node? { Node(file, record.firstChild) }
  @inlinable package var nextSibling: Node? { Node(file, record.nextSibling) }
  @inlinable package var children: Children { Children(file: file, first: record.firstChild) }

  /// This node and all above it, the nearest first.
  package var ancestors: some Sequence<Node> { sequence(first: self, next: \.parent) }

  /// All nodes below this one, parents before children.
  package var descendants: Descendants { Descendants(root: self) }

  /// The child at a position; callers know from ``NodeKind`` that it is there.
  func child(_ index: Int) -> Node {
    var id = record.firstChild
    for _ in 0..<index { id = file.records[id.index].nextSibling }
    return Node(file: file, id: id)
  }

  /// Its direct tokens, those of no child, in order.
  package var ownTokens: [Token] {
    var own: [Token] = []
    var index = Int(record.firstToken)
    for child in children {
      own += file.tokens[index..<Int(child.record.firstToken)]
      index = Int(child.record.endToken)
    }
    return own + file.tokens[index..<Int(record.endToken)]
  }

  @inlinable init(file: SourceFile, id: NodeID) {
    self.file = file
    self.id = id
  }

  @inlinable init?(_ file: SourceFile, _ id: NodeID) {
    guard id != .none else { return nil }
    self.init(file: file, id: id)
  }
}

extension Node: Hashable {
  @inlinable package static func == (one: Node, other: Node) -> Bool { one.id == other.id && one.file === other.file }
  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Node {
  /// The children of a node in order.
  @usableFromInline package struct Children: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let file: SourceFile
    @usableFromInline var upcoming: NodeID

    @inlinable init(file: SourceFile, first: NodeID) {
      self.file = file
      upcoming = first
    }

    @inlinable package mutating func next() -> Node? {
      guard upcoming != .none else { return nil }
      defer { upcoming = file.records[upcoming.index].nextSibling }
      return Node(file: file, id: upcoming)
    }
  }

  /// The nodes below one, parents before children, found along the links and so without recursion.
  package struct Descendants: Sequence, IteratorProtocol, Sendable {
    let root: Node
    private var current: NodeID

    init(root: Node) {
      self.root = root
      current = root.id
    }

    package mutating func next() -> Node? {
      guard current != .none else { return nil }
      let records = root.file.records
      if records[current.index].firstChild != .none {
        current = records[current.index].firstChild
      } else {
        while current != root.id, records[current.index].nextSibling == .none {
          current = records[current.index].parent
        }
        current = current == root.id ? .none : records[current.index].nextSibling
      }
      return current == .none ? nil : Node(file: root.file, id: current)
    }

    /// Steps over the children of the node that was returned last.
    package mutating func skipChildren() {
      let records = root.file.records
      while current != .none, current != root.id, records[current.index].firstChild != .none {
        // The last descendant in walking order is reached by always taking the last child.
        var last = records[current.index].firstChild
        while records[last.index].nextSibling != .none { last = records[last.index].nextSibling }
        current = last
      }
    }
  }
}
