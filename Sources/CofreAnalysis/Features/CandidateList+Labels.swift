import LuaSyntax

/// Labels and attributes.
extension CandidateList {
  /// The labels that a `goto` reaches by the rules of Lua 5.4, the nearest block's first.
  mutating func addLabels(for jump: Node) {
    var node = jump
    var distance = 0
    while let parent = node.parent, parent.kind != .functionBody {
      if parent.kind == .block {
        for label in labels(of: parent, reachedFrom: node) {
          add(label, .label, rank: 1, order: min(distance, 99), detail: "label")
        }
        distance += 1
      }
      node = parent
    }
  }

  /// The labels of a block that can be jumped to from one of its statements.
  private func labels(of block: Node, reachedFrom statement: Node) -> [String] {
    var found: [String] = []
    /// Those behind a `local` that comes after the jump: only the end of the block is out of its scope.
    var hidden: [String] = []
    var isBehind = false
    var isInScope = false
    for child in block.children {
      switch child.kind {
      case .labelStatement:
        guard let name = LabelStatement(child)?.name?.text, !name.isEmpty else { continue }
        if isInScope { hidden.append(name) } else { found.append(name) }
      case .emptyStatement: break
      default:
        hidden = []
        if child == statement {
          isBehind = true
        } else if isBehind, child.kind == .localStatement || child.kind == .localFunction {
          isInScope = true
        }
      }
    }
    // The condition of `until` still sees the variables.
    return block.parent?.kind == .repeatStatement ? found : found + hidden
  }

  mutating func addAttributes(isClosed: Bool) {
    let closer = isClosed ? "" : ">"
    add(
      "const", .keyword, rank: 1, documentation: "The variable cannot be given another value.",
      insertText: "const\(closer)")
    add(
      "close", .keyword, rank: 1,
      documentation: "The metamethod `__close` of the value is called when the variable goes out of scope.",
      insertText: "close\(closer)")
  }
}
