extension SourceFile {
  /// Index of the token that holds a byte, or else of the first one behind it.
  package func tokenIndex(at offset: Int) -> Int {
    var (low, high) = (0, tokens.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].end > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The token that holds a byte; nil in white space, in a comment and at the end of the file.
  package func token(at offset: Int) -> Token? {
    let token = tokens[tokenIndex(at: offset)]
    return token.range.contains(offset) ? token : nil
  }

  /// Index of the last token that ends at or before an offset; nil when there is none.
  package func tokenIndex(before offset: Int) -> Int? {
    var index = tokenIndex(at: offset)
    while index >= 0, tokens[index].end > offset || tokens[index].kind == .endOfFile { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// The comments that have a byte in a range, in order.
  package func comments(touching range: Range<Int>) -> ArraySlice<Token> {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].end > range.lowerBound { high = middle } else { low = middle + 1 }
    }
    return comments[low...].prefix { $0.start < range.upperBound }
  }

  /// The comment that holds a byte, or ends at it without a line break or closing brackets.
  package func comment(at offset: Int) -> Token? {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let comment = comments[low - 1]
    let isOpenEnded = comment.kind != .blockComment || comment.end == source.count && !isClosed(comment)
    return offset < comment.end || isOpenEnded && offset == comment.end ? comment : nil
  }

  /// Whether the brackets of a block comment are closed.
  private func isClosed(_ comment: Token) -> Bool {
    let level = source[(comment.start + 3)..<comment.end].prefix { $0 == UInt8(ascii: "=") }.count
    let closer = [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
    return comment.end - comment.start >= 2 * closer.count + 2
      && source[..<comment.end].suffix(closer.count) == closer[...]
  }

  /// The smallest node whose range covers a range of bytes; the root covers everything.
  ///
  /// Of two nodes that touch at an empty range the leaf that ends there is taken: with the cursor right behind a name,
  /// the answer is the name.
  package func innermostNode(covering range: Range<Int>) -> Node {
    let view = TreeView(source: source, tokens: tokens, records: records)
    var node = root.id
    var path = path(to: node, from: 0, toFirstEndingAt: range.upperBound, view)
    // At each step the path leads to the first child that does not end too early; no other before it covers the range.
    while var inner = path.popLast(), view.range(of: inner).lowerBound <= range.lowerBound {
      // A later neighbour wins, unless the earlier one is a name or literal that was just typed.
      while !view.isTyped(inner), let next = view.sibling(of: inner, covering: range) {
        path = self.path(to: next, from: inner.index + 1, toFirstEndingAt: range.upperBound, view)
        inner = next
      }
      node = inner
    }
    return Node(file: self, id: node)
  }

  /// The nodes below one, from the first that ends at an offset or behind it up to its child: the child is the last.
  ///
  /// `start` is the number of the first node below it. Numbers rise in post-order, and so do the ends of the nodes.
  private func path(
    to node: NodeID, from start: Int, toFirstEndingAt offset: Int, _ view: TreeView
  ) -> [NodeID] {
    var (low, high) = (start, node.index)
    while low < high {
      let middle = (low + high) / 2
      if view.range(of: NodeID(middle)).upperBound >= offset { high = middle } else { low = middle + 1 }
    }
    var path: [NodeID] = []
    var step = NodeID(low)
    while step != node {
      path.append(step)
      step = records[step.index].parent
    }
    return path
  }

  /// For each node, by its number, the nearest of certain kinds that it is or is in; the root where there is none.
  ///
  /// One pass over the file, so that asking for many nodes costs no climb of its own for each.
  package func nearestNodes(where isWanted: (NodeKind) -> Bool) -> [NodeID] {
    var nearest = [NodeID](repeating: root.id, count: records.count)
    // Parents have higher numbers than their children.
    for index in records.indices.dropLast().reversed() {
      nearest[index] = isWanted(records[index].kind) ? NodeID(index) : nearest[records[index].parent.index]
    }
    return nearest
  }

  /// The nodes around a range of bytes, the innermost first and each range once: what selection grows by.
  package func enclosingRanges(of range: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for node in innermostNode(covering: range).ancestors where node.range != ranges.last { ranges.append(node.range) }
    return ranges
  }
}

extension TreeView {
  /// Whether a node is a name or literal, or a word such as `break`, and stands in the text.
  fileprivate func isTyped(_ id: NodeID) -> Bool {
    let record = records[id.index]
    return record.firstChild == .none && record.firstToken != record.endToken
  }

  /// The next sibling of a node, if it covers a range.
  fileprivate func sibling(of id: NodeID, covering other: Range<Int>) -> NodeID? {
    let next = nextSibling(id)
    guard next != .none else { return nil }
    let range = range(of: next)
    return range.lowerBound <= other.lowerBound && other.upperBound <= range.upperBound ? next : nil
  }
}
