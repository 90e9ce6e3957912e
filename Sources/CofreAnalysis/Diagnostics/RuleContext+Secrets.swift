import CofreModel
import CofreSchema
import LuaSyntax

extension RuleContext {
  /// Whether an expression holds a secret, in the clear or not: a sensitive output, what `apply` hands to its function, or
  /// a text that is made of those.
  ///
  /// Locals that are never assigned again are followed. What another function makes of a secret counts as plain.
  func carriesSecret(_ expression: Expression) -> Bool { carriesSecret(expression, 8, asksTypes: true) }

  /// The same as far as the expression itself and locals show, which costs next to nothing.
  func carriesSecretAtSight(_ expression: Expression) -> Bool { carriesSecret(expression, 8, asksTypes: false) }

  private func carriesSecret(_ expression: Expression, _ depth: Int, asksTypes: Bool) -> Bool {
    if showsSecret(expression, depth, asksTypes: asksTypes) { return true }
    guard asksTypes else { return false }
    switch expression {
    case .name, .member, .index, .call: break
    default: return false
    }
    // What a field, a function or a module gives shows in its type.
    guard case .unknown = facts.value(of: expression) else { return false }
    return TypeInquiry(facts).type(of: expression).alternatives.contains { type in
      if case .known(let value) = type, case .output(let output) = value.kind { return output.isSensitive }
      return false
    }
  }

  private func showsSecret(_ expression: Expression, _ depth: Int, asksTypes: Bool) -> Bool {
    guard depth > 0 else { return false }
    func inner(_ part: Expression) -> Bool { carriesSecret(part, depth - 1, asksTypes: asksTypes) }
    switch expression {
    case .name(let name):
      guard let index = facts.binding(of: name) else { return false }
      let binding = facts.bindings[index]
      if case .output(let output) = binding.value { return output.isSensitive }
      if binding.kind == .parameter { return isSecretParameter(binding.declaration) }
      guard binding.isNeverReassigned, let value = binding.valueExpression else { return false }
      return inner(value)
    case .parenthesized(let parenthesized): return inner(parenthesized.inner)
    case .binary(let binary):
      if binary.operatorToken.kind == .and { return inner(binary.right) }
      guard binary.operatorToken.kind == .concat || binary.operatorToken.kind == .or else { return false }
      return inner(binary.right) || inner(binary.left)
    case .member(let member):
      if case .output(let output) = facts.value(of: expression) { return output.isSensitive }
      return inner(member.object)
    case .index(let index):
      if case .output(let output) = facts.value(of: expression) { return output.isSensitive }
      return inner(index.object)
    case .call(let call): return resultCarriesSecret(call, inner)
    case .methodCall(let call):
      if case .output(let output) = facts.value(of: expression) { return output.isSensitive }
      guard let method = call.method?.text, StandardLibrary.entry("string.\(method)") != nil, method != "len" else {
        return false
      }
      if method == "format", call.arguments.expressions.contains(where: { inner($0) }) {
        return true
      }
      return inner(call.receiver)
    default: return false
    }
  }

  private func resultCarriesSecret(_ call: CallExpression, _ inner: (Expression) -> Bool) -> Bool {
    if case .output(let output) = facts.value(of: .call(call)), output.isSensitive { return true }
    guard case .function(let name) = facts.value(of: call.callee) else { return false }
    switch name {
    case "tostring", "string.format", "string.upper", "string.lower", "string.sub", "string.rep", "cofre.format",
      "cofre.interpolate":
      return call.arguments.expressions.contains { inner($0) }
    case "table.concat":
      guard case .table(let table)? = call.arguments.expressions.first else { return false }
      return table.fields.contains { inner($0.value) }
    case "cofre.unsecret":
      // What a function made of the secret is taken to be plain on purpose.
      guard let argument = call.arguments.expressions.first, argument.node.kind != .methodCall else { return false }
      return inner(argument)
    default: return false
    }
  }

  /// Whether a parameter is that of a function given to `apply` of a sensitive output.
  private func isSecretParameter(_ parameter: Node) -> Bool {
    guard let function = parameter.parent?.parent?.parent else { return false }
    if function.kind == .functionExpression { return isAppliedToSecret(function) }
    // `local function show(value) … end`, `secret:apply(show)`
    guard let name = LocalFunction(function)?.name, let index = facts.binding(of: name) else { return false }
    return facts.bindings[index].uses.prefix(32).contains { isAppliedToSecret(file.node($0.node)) }
  }

  private func isAppliedToSecret(_ function: Node) -> Bool {
    guard let list = function.parent, list.kind == .argumentList,
      let call = list.parent.flatMap({ MethodCallExpression($0) }),
      call.method?.text == "apply", case .output(let output) = facts.value(of: call.receiver)
    else { return false }
    return output.isSensitive
  }
}
