import LuaSyntax

extension RuleContext {
  /// Whether an expression is an output for sure.
  func isOutput(_ expression: Expression) -> Bool {
    guard case .output(let output) = facts.value(of: expression) else { return false }
    return !output.isOptional && !mayBeMissing(expression)
  }

  /// Whether an expression is a whole resource for sure.
  func isResource(_ expression: Expression) -> Bool {
    guard case .handle = facts.value(of: expression) else { return false }
    return !mayBeMissing(expression)
  }

  /// A variable that is given a value only on some ways may hold nil instead.
  private func mayBeMissing(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression, let index = facts.binding(of: name) else { return false }
    return !facts.bindings[index].isNeverReassigned
  }

  /// Whether the functions that make a text of their arguments are called.
  mutating func makesText(_ call: CallExpression) -> String? {
    guard let name = calledFunction(call) else { return nil }
    switch name {
    case "tostring", "string.format", "table.concat": return name
    default: return nil
    }
  }
}
