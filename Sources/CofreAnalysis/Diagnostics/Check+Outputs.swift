import LuaSyntax

extension DiagnosticCollector {
  /// Outputs where a value is needed that is known while the script runs.
  mutating func checkOutputs() {
    for node in file.root.descendants {
      switch node.kind {
      case .ifClause:
        if let clause = IfClause(node) { checkCondition(clause.condition) }
      case .whileStatement:
        if let loop = WhileStatement(node) { checkCondition(loop.condition) }
      case .repeatStatement:
        if let loop = RepeatStatement(node) { checkCondition(loop.condition) }
      case .unary:
        if let unary = UnaryExpression(node) { check(unary) }
      case .binary:
        if let binary = BinaryExpression(node) { check(binary) }
      case .call:
        if let call = CallExpression(node) { check(call) }
      default: break
      }
    }
  }

  private func isOutput(_ expression: Expression) -> Bool {
    guard case .output(let output) = facts.value(of: expression) else { return false }
    return !output.isOptional && !mayBeMissing(expression)
  }

  /// A variable that is given a value only on some ways may hold nil instead.
  private func mayBeMissing(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression, let index = facts.binding(of: name) else { return false }
    return !facts.bindings[index].isNeverReassigned
  }

  private mutating func checkCondition(_ expression: Expression) {
    var condition = expression
    while case .parenthesized(let inner) = condition { condition = inner.inner }
    guard isOutput(condition) else { return }
    report(
      AnalysisDiagnostic(
        "output-as-condition", .error, condition.range, "Output used as a condition",
        detail: "An output is always true: its value is not known while the script runs.",
        hint: "Decide inside of output:apply(function(value) … end), or by a value of the configuration."))
  }

  private mutating func check(_ unary: UnaryExpression) {
    switch unary.operatorToken.kind {
    case .not: checkCondition(unary.operand)
    case .hash where isOutput(unary.operand):
      report(
        AnalysisDiagnostic(
          "output-length", .error, unary.range, "Length of an output", detail: "An output has no length yet.",
          hint: "Write output:apply(function(value) return #value end)."))
    default: break
    }
  }

  private mutating func check(_ binary: BinaryExpression) {
    switch binary.operatorToken.kind {
    case .and, .or: checkCondition(binary.left)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      let operands = [binary.left, binary.right]
      if operands.contains(where: { $0.node.kind == .nil }) { return }
      guard operands.contains(where: isOutput) else { return }
      report(
        AnalysisDiagnostic(
          "output-compared", .error, binary.range, "Output compared",
          detail: "An output cannot be compared: its value is not known yet.",
          hint: "Compare inside of output:apply(function(value) … end)."))
    case .concat:
      for operand in [binary.left, binary.right] {
        guard case .handle = facts.value(of: operand), !mayBeMissing(operand) else { continue }
        reportResourceAsText(operand)
      }
    default: break
    }
  }

  private mutating func check(_ call: CallExpression) {
    guard case .function(let name) = facts.value(of: call.callee) else { return }
    switch name {
    case "tostring", "string.format", "table.concat":
      for argument in call.arguments.expressions { checkText(argument, function: name) }
    case "ipairs", "pairs":
      guard let list = call.arguments.expressions.first, isOutput(list) else { return }
      report(
        AnalysisDiagnostic(
          "output-iterated", .error, list.range, "Output iterated over",
          detail: "An output has no elements yet that a loop could go over.",
          hint: "Write output:apply(function(list) … end) and loop inside of it."))
    default: break
    }
  }

  private mutating func checkText(_ argument: Expression, function: String) {
    if case .handle = facts.value(of: argument), !mayBeMissing(argument) { return reportResourceAsText(argument) }
    guard isOutput(argument) else { return }
    report(
      AnalysisDiagnostic(
        "output-as-text", .error, argument.range, "Output used as text",
        detail: "'\(function)' needs a text, and the value of an output is not known yet.",
        hint: "Write \"…\" .. output, cofre.format(\"%s\", output), or output:apply(function(value) … end)."))
  }

  private mutating func reportResourceAsText(_ expression: Expression) {
    report(
      AnalysisDiagnostic(
        "resource-as-text", .error, expression.range, "Resource used as text", detail: "A resource is not a text.",
        hint: "Write one of its fields, such as .id or .urn.",
        fixes: [
          AnalysisDiagnostic.Fix(
            title: "Write its id", edits: [Edit(expression.range.upperBound..<expression.range.upperBound, ".id")])
        ]))
  }
}
