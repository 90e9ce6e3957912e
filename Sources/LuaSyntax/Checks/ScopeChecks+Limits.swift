extension ScopeChecks {
  /// Checks that the variable declared last still fits.
  mutating func checkLocals(at node: NodeID) {
    let function = functions.count - 1
    guard variables.count - functions[function].firstVariable > Limits.locals,
      !functions[function].hasReportedLocals
    else { return }
    functions[function].hasReportedLocals = true
    let range = node == .none ? tree.range(of: functions[function].node) : tree.range(of: node)
    report(
      SyntaxError(
        .tooManyLocals, range, "Too many local variables",
        "\(functionName) has more than \(Limits.locals) local variables in scope, loops' own ones included.",
        hint: "Collect some in a table, or close their scope with 'do … end'."))
  }

  private var functionName: String { functions.count == 1 ? "The file" : "The function" }

  /// Notes that all functions from one on, outermost first, take a variable from outside.
  mutating func noteUpvalue(_ symbol: Int, from outermost: Int) {
    guard facts.mayExceedUpvalues, outermost < functions.count else { return }
    for index in (outermost..<functions.count).reversed() {
      // Who has it already took it from functions that have it.
      guard functions[index].upvalues.insert(symbol).inserted else { return }
      guard functions[index].upvalues.count > Limits.upvalues, !functions[index].hasReportedUpvalues else { continue }
      functions[index].hasReportedUpvalues = true
      let header = tree.range(of: tree.firstChild(functions[index].node))
      report(
        SyntaxError(
          .tooManyUpvalues, header, "Too many outer variables",
          "The function uses more than \(Limits.upvalues) variables of the functions around it.",
          hint: "Collect some of them in a table."))
    }
  }

  /// Checks that a statement's values fit into registers beside the local variables.
  mutating func checkRegisters(of statement: NodeID) {
    let function = functions.count - 1
    guard !functions[function].hasReportedRegisters else { return }
    let hasLocals = variables.count > functions[function].firstVariable
    let base = hasLocals ? variables[variables.count - 1].registers : 0
    let peak = RegisterEstimate(checks: self).peak(of: statement, base: base)
    guard peak > Limits.registers else { return }
    functions[function].hasReportedRegisters = true
    report(
      SyntaxError(
        .tooManyRegisters, tree.range(of: statement), "Too many values at once",
        "\(functionName) holds more than \(Limits.registers) local variables and intermediate values here.",
        hint: "Put arguments into a table, or use fewer local variables."))
  }

  /// Whether a name is a variable that sits in a register of the current function.
  func isInRegister(_ name: NodeID) -> Bool {
    guard let symbol = symbols.existing(tree.name(name)) else { return false }
    let index = symbols.newest(symbol)
    return index != SymbolTable.noVariable && variables[index].function == functions.count - 1
      && !variables[index].isFolded
  }
}
