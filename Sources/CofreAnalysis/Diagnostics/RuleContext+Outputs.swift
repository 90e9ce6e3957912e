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

  /// What a call gives to a function that wants texts, and that function's name; nil for all others.
  mutating func textArguments(of node: Node) -> (function: String, arguments: [Expression])? {
    if let call = CallExpression(node), let name = calledFunction(call) {
      let arguments = call.arguments.expressions
      if name == "table.concat", case .table(let list)? = arguments.first {
        return (name, list.fields.filter { $0.keyRange == nil }.map(\.value) + arguments.dropFirst())
      }
      if name == "print" || name.hasPrefix("cofre.log.") {
        // What the configuration keeps secret is masked; what only the cloud will know has no text at all.
        return (name, arguments.filter { isResource($0) || hasNoTextYet($0) })
      }
      let wantsTexts = ["tostring", "table.concat", "utf8.len", "utf8.codepoint"].contains(name)
      return wantsTexts || name.hasPrefix("string.") ? (name, arguments) : nil
    }
    guard let call = MethodCallExpression(node), let method = call.method?.text, isWrittenText(call.receiver),
      StandardLibrary.entry("string.\(method)") != nil
    else { return nil }
    return ("string.\(method)", call.arguments.expressions)
  }

  /// The arguments of a call at which the run stops, because they are outputs and texts are wanted.
  mutating func refusedAsText(_ node: Node) -> (function: String, arguments: [Expression])? {
    guard let (name, arguments) = textArguments(of: node) else { return nil }
    return (name, arguments.filter { isOutput($0) })
  }

  /// Whether the run stops while it makes the value of an expression, because an output is used as text.
  mutating func isRefusedAsText(_ expression: Expression) -> Bool {
    refusedAsText(expression.node)?.arguments.isEmpty == false
  }

  /// Whether an expression is a function for sure, which is no value of a property.
  func isFunction(_ expression: Expression) -> Bool {
    switch facts.value(of: expression) {
    case .closure, .constructor: return !mayBeMissing(expression)
    case .function(let name): return !mayBeMissing(expression) && !isChangedInLibrary(name)
    default: return false
    }
  }

  private func hasNoTextYet(_ expression: Expression) -> Bool {
    // Of arithmetic something else is said.
    if case .unary = expression { return false }
    if case .binary(let binary) = expression, binary.operatorToken.kind != .concat { return false }
    guard case .output(let output) = facts.value(of: expression) else { return false }
    if output.type != nil || !output.isSensitive { return true }
    guard case .call(let call) = facts.source(of: expression),
      case .function("cofre.secret") = facts.value(of: call.callee)
    else { return false }
    return true
  }

  private func isWrittenText(_ expression: Expression) -> Bool {
    switch expression {
    case .string: true
    case .parenthesized(let inner): isWrittenText(inner.inner)
    default: false
    }
  }
}
