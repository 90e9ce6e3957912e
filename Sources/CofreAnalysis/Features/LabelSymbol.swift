import LuaSyntax

/// A label, and the jumps that lead to it.
struct LabelSymbol {
  var name: String
  /// The name that is asked about.
  var range: Range<Int>
  var declaration: Range<Int>
  /// In order, the declaration among them.
  var uses: [Range<Int>]
  /// The other labels of the function.
  var others: Set<String>
}

extension DocumentFacts {
  /// The label that an offset names, in `goto name` or `::name::`; nil elsewhere, and where no label can be reached.
  func label(at offset: Int) -> LabelSymbol? {
    guard let asked = Self.labelName(at: offset, in: file), let place = asked.node.parent,
      let statement = place.kind == .labelStatement ? place : target(of: place, named: asked.text),
      let declared = LabelStatement(statement)?.name, let block = statement.parent
    else { return nil }
    var uses = [declared.range]
    var nodes = block.descendants
    while let node = nodes.next() {
      // A function begins anew: no jump leaves it.
      if node.kind == .functionBody {
        nodes.skipChildren()
      } else if let label = GotoStatement(node)?.label, label.text == asked.text,
        target(of: node, named: label.text) == statement
      {
        uses.append(label.range)
      }
    }
    let body = statement.ancestors.first { $0.kind == .functionBody } ?? file.root
    let others = body.descendants.compactMap { LabelStatement($0)?.name?.text }.filter { $0 != asked.text }
    return LabelSymbol(
      name: asked.text, range: asked.range, declaration: declared.range,
      uses: uses.sorted { $0.lowerBound < $1.lowerBound }, others: Set(others))
  }

  private static func labelName(at offset: Int, in file: SourceFile) -> Name? {
    let index = file.tokenIndex(at: max(0, offset))
    for token in [index, index - 1].lazy.filter({ $0 >= 0 }).map({ file.tokens[$0] })
    where token.kind == .name && token.start <= offset && offset <= token.end {
      let node = file.innermostNode(covering: token.range)
      return node.kind == .labelName ? Name(node) : nil
    }
    return nil
  }

  /// The label of a name in the nearest block around a jump.
  private func target(of jump: Node, named name: String) -> Node? {
    for node in jump.ancestors {
      if node.kind == .functionBody { return nil }
      guard node.kind == .block else { continue }
      if let found = node.children.first(where: { LabelStatement($0)?.name?.text == name }) { return found }
    }
    return nil
  }
}
