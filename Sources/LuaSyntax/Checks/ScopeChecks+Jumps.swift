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
    if let earlier = visibleLabel(name) {
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
    blocks[block].labels[name] = label
    for jump in blocks[block].jumps.removeValue(forKey: name) ?? [] where jump.variables < label.variables {
      reportJumpIntoScope(jump, label)
    }
  }

  /// The label of a name in this or an enclosing block of the function.
  private func visibleLabel(_ name: String) -> Label? {
    for block in blocks[functions[functions.count - 1].firstBlock...].reversed() {
      if let label = block.labels[name] { return label }
    }
    return nil
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

  private mutating func reportJumpIntoScope(_ jump: Jump, _ label: Label) {
    let variable = variables[jump.variables].node
    let name =
      variable == .none || tree.isEmpty(variable)
      ? "variable of a loop" : "'\(String(decoding: tree.name(variable), as: UTF8.self))'"
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
    guard visibleLabel(name) == nil else { return }
    blocks[blocks.count - 1].jumps[name, default: []].append(
      Jump(node: nameNode, name: name, variables: variables.count))
  }

  /// Hands the open jumps of a block that ends to the block around it; there are none to go to around a function's.
  mutating func leaveJumps(of block: BlockScope) {
    guard !block.jumps.isEmpty else { return }
    guard blocks.count > functions[functions.count - 1].firstBlock else {
      let open = block.jumps.values.joined().sorted { $0.node.rawValue < $1.node.rawValue }
      for jump in open { reportUndefined(jump) }
      return
    }
    for (name, jumps) in block.jumps {
      for var jump in jumps {
        jump.variables = min(jump.variables, block.firstVariable)
        blocks[blocks.count - 1].jumps[name, default: []].append(jump)
      }
    }
  }

  private mutating func reportUndefined(_ jump: Jump) {
    report(
      SyntaxError(
        .undefinedLabel, tree.range(of: jump.node), "Unknown label",
        "No label '\(jump.name)' can be seen from here: a 'goto' reaches labels of its own and of enclosing blocks, "
          + "within its function.",
        hint: "Write '::\(jump.name)::' where it should go on."))
  }
}
