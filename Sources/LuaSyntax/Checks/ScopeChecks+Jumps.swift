/// A label that can be seen.
struct Label {
  var node: NodeID
  var name: String
  /// How many variables are in scope where it stands.
  var variables: Int
}

/// A `goto` whose label has not come yet.
struct Jump {
  var node: NodeID
  var name: String
  /// How many variables are in scope where it stands, or in the block it has left so far.
  var variables: Int
}

extension ScopeChecks {
  mutating func checkBreak(_ node: NodeID) {
    guard functions[functions.count - 1].openLoops == 0 else { return }
    report(
      SyntaxError(
        .breakOutsideLoop, tree.range(of: node), "Break outside a loop",
        "'break' leaves the innermost loop of its function, and there is none here.",
        hint: functions.count > 1 ? "A function is left by 'return'." : nil))
  }

  mutating func label(_ node: NodeID) {
    let nameNode = tree.firstChild(node)
    guard !tree.isEmpty(nameNode) else { return }
    let name = tree.text(nameNode)
    let firstBlock = functions[functions.count - 1].firstBlock
    let firstLabel = blocks[firstBlock].firstLabel
    if let earlier = labels[firstLabel...].first(where: { $0.name == name }) {
      report(
        SyntaxError(
          .duplicateLabel, tree.range(of: nameNode), "Duplicate label",
          "The label '\(name)' is already visible here, so a 'goto \(name)' would be ambiguous.",
          hint: "Rename one of the two.",
          related: SyntaxError.Related(range: tree.range(of: earlier.node), message: "The label is defined here.")))
      return
    }
    let block = blocks.count - 1
    // A label before the end of a block counts as behind the scope of the block's variables.
    let label = Label(
      node: nameNode, name: name, variables: isInTail(node) ? blocks[block].firstVariable : variables.count)
    labels.append(label)
    resolveJumps(to: label, from: blocks[block].firstJump)
  }

  /// Whether nothing but empty statements and labels follows a label in its block.
  private mutating func isInTail(_ node: NodeID) -> Bool {
    let index = blocks.count - 1
    let body = blocks[index].body
    // `until` is no end in this sense, because the condition still sees the variables.
    guard tree.kind(tree.records[body.index].parent) != .repeatStatement else { return false }
    if blocks[index].tail == nil {
      var tail = NodeID.none
      var statement = tree.firstChild(body)
      while statement != .none {
        switch tree.kind(statement) {
        case .labelStatement, .emptyStatement: if tail == .none { tail = statement }
        default: tail = .none
        }
        statement = tree.nextSibling(statement)
      }
      blocks[index].tail = tail
    }
    guard let tail = blocks[index].tail, tail != .none else { return false }
    // Numbers rise from one statement to the next.
    return node.rawValue >= tail.rawValue
  }

  private mutating func resolveJumps(to label: Label, from first: Int) {
    var kept = first
    for index in first..<jumps.count {
      let jump = jumps[index]
      if jump.name == label.name {
        if jump.variables < label.variables { reportJumpIntoScope(jump, label) }
      } else {
        jumps[kept] = jump
        kept += 1
      }
    }
    jumps.removeLast(jumps.count - kept)
  }

  private mutating func reportJumpIntoScope(_ jump: Jump, _ label: Label) {
    let variable = variables[jump.variables].node
    let name = variable == .none || tree.isEmpty(variable) ? "a variable" : "'\(tree.text(variable))'"
    report(
      SyntaxError(
        .jumpIntoScope, tree.range(of: jump.node), "Jump into the scope of a variable",
        "'goto \(jump.name)' would jump over the declaration of the local \(name), which its label still sees.",
        hint: "Declare the variable before the 'goto', or put what uses it into 'do … end'.",
        related: SyntaxError.Related(range: tree.range(of: label.node), message: "The label stands here.")))
  }

  mutating func jump(_ node: NodeID) {
    let nameNode = tree.firstChild(node)
    guard !tree.isEmpty(nameNode) else { return }
    let name = tree.text(nameNode)
    let firstLabel = blocks[functions[functions.count - 1].firstBlock].firstLabel
    if labels[firstLabel...].contains(where: { $0.name == name }) { return }
    jumps.append(Jump(node: nameNode, name: name, variables: variables.count))
  }

  /// Forgets the labels of a block that ends, and hands its open jumps to the block around it.
  mutating func leaveLabels(of block: BlockScope) {
    labels.removeLast(labels.count - block.firstLabel)
    let isOutermost = blocks.count == functions[functions.count - 1].firstBlock
    for index in block.firstJump..<jumps.count {
      jumps[index].variables = min(jumps[index].variables, block.firstVariable)
      guard isOutermost else { continue }
      let jump = jumps[index]
      report(
        SyntaxError(
          .undefinedLabel, tree.range(of: jump.node), "Unknown label",
          "No label '\(jump.name)' can be seen from here: a 'goto' reaches labels of its own and of enclosing blocks, "
            + "within its function.",
          hint: "Write '::\(jump.name)::' where it should go on."))
    }
    if isOutermost { jumps.removeLast(jumps.count - block.firstJump) }
  }
}
