extension ScopeChecks {
  mutating func checkAttribute(_ node: NodeID) {
    let parent = tree.records[node.index].parent
    guard let text = attributeText(of: parent), text != "const", text != "close" else { return }
    // Where the name is missing, the parser has said so.
    let token = tree.tokens[Int(tree.records[node.index].firstToken) + 1]
    guard token.kind == .name else { return }
    report(
      SyntaxError(
        .unknownAttribute, token.range, "Unknown attribute", "'\(text)' is no attribute of a local variable.",
        hint: "There are <const> and <close>."))
  }

  mutating func checkVararg(_ node: NodeID) {
    guard !functions[functions.count - 1].isVararg else { return }
    let parameters = tree.firstChild(functions[functions.count - 1].node)
    report(
      SyntaxError(
        .varargOutsideFunction, tree.range(of: node), "No '...' here",
        "'...' holds the extra arguments of the function it stands in, and this function takes none.",
        hint: "Add '...' to the parameters.",
        related: SyntaxError.Related(range: tree.range(of: parameters), message: "The parameters are these.")))
  }

  /// Finds what a name means: refuses assigning to a constant, and notes upvalues.
  mutating func use(_ node: NodeID) {
    let symbol = symbols.symbol(of: tree.name(node))
    let index = symbols.newest(symbol)
    guard index != SymbolTable.noVariable else {
      // A global is a field of `_ENV`, which is a variable as any other.
      let environment = symbols.symbol(of: ArraySlice("_ENV".utf8))
      let local = symbols.newest(environment)
      let owner = local == SymbolTable.noVariable ? 0 : variables[local].function + 1
      noteUpvalue(environment, from: owner)
      return
    }
    let variable = variables[index]
    if variable.isConstant, isAssigned(node) { reportAssignment(node, to: variable) }
    if !variable.isFolded { noteUpvalue(symbol, from: variable.function + 1) }
  }

  /// Whether a name is a target of an assignment, or the name of a function statement.
  private func isAssigned(_ node: NodeID) -> Bool {
    let parent = tree.records[node.index].parent
    switch tree.kind(parent) {
    case .functionStatement: return true
    case .expressionList:
      let statement = tree.records[parent.index].parent
      return tree.kind(statement) == .assignment && tree.firstChild(statement) == parent
    default: return false
    }
  }

  private mutating func reportAssignment(_ node: NodeID, to variable: Variable) {
    let name = tree.text(node)
    report(
      SyntaxError(
        .constantAssignment, tree.range(of: node), "Assignment to a constant",
        "'\(name)' is declared with an attribute, <const> or <close>, so its value cannot change.",
        hint: "Remove the attribute, or use another variable.",
        related: SyntaxError.Related(range: tree.nameRange(variable.node), message: "'\(name)' is declared here.")))
  }

  /// Whether the compiler would replace a constant of this value by the value.
  func isCompileTimeConstant(_ value: NodeID) -> Bool {
    switch tree.kind(value) {
    case .nil, .true, .false, .number, .string: return true
    case .parenthesized: return isLiteral(tree.firstChild(value))
    case .unary:
      let operand = tree.firstChild(value)
      return tree.kind(operand) == .number && tree.tokens[Int(tree.records[value.index].firstToken)].kind != .hash
    case .name:
      let index = symbols.existing(tree.name(value)).map { symbols.newest($0) } ?? SymbolTable.noVariable
      return index != SymbolTable.noVariable && variables[index].isFolded
    default: return false
    }
  }

  private func isLiteral(_ value: NodeID) -> Bool {
    switch tree.kind(value) {
    case .nil, .true, .false, .number, .string: true
    default: false
    }
  }
}
