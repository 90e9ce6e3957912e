import CofreModel
import CofreSchema
import LuaSyntax

extension RuleContext {
  /// Whether an expression holds a secret, in the clear or not: a sensitive output, what `apply` hands to its function, or
  /// a text that is made of those.
  ///
  /// Locals that are never assigned again are followed. What another function makes of a secret counts as plain.
  func carriesSecret(_ expression: Expression, depth: Int = 8) -> Bool {
    guard depth > 0 else { return false }
    switch expression {
    case .name(let name):
      guard let index = facts.binding(of: name) else { return false }
      let binding = facts.bindings[index]
      if case .output(let output) = binding.value { return output.isSensitive }
      if binding.kind == .parameter { return isSecretParameter(binding.declaration) }
      guard binding.isNeverReassigned, let value = binding.valueExpression else { return false }
      return carriesSecret(value, depth: depth - 1)
    case .parenthesized(let inner): return carriesSecret(inner.inner, depth: depth - 1)
    case .binary(let binary):
      guard binary.operatorToken.kind == .concat || binary.operatorToken.kind == .or else { return false }
      return carriesSecret(binary.right, depth: depth - 1) || carriesSecret(binary.left, depth: depth - 1)
    case .member(let member):
      if case .output(let output) = facts.value(of: expression) { return output.isSensitive }
      return carriesSecret(member.object, depth: depth - 1)
    case .index(let index):
      if case .output(let output) = facts.value(of: expression) { return output.isSensitive }
      return carriesSecret(index.object, depth: depth - 1)
    case .call(let call): return resultCarriesSecret(call, depth: depth)
    case .methodCall(let call):
      if case .output(let output) = facts.value(of: expression) { return output.isSensitive }
      guard let method = call.method?.text, StandardLibrary.entry("string.\(method)") != nil, method != "len" else {
        return false
      }
      return carriesSecret(call.receiver, depth: depth - 1)
    default: return false
    }
  }

  private func resultCarriesSecret(_ call: CallExpression, depth: Int) -> Bool {
    if case .output(let output) = facts.value(of: .call(call)), output.isSensitive { return true }
    guard case .function(let name) = facts.value(of: call.callee) else { return false }
    switch name {
    case "tostring", "string.format", "string.upper", "string.lower", "string.sub", "string.rep", "cofre.format",
      "cofre.interpolate":
      return call.arguments.expressions.contains { carriesSecret($0, depth: depth - 1) }
    case "cofre.unsecret":
      // What a function made of the secret is taken to be plain on purpose.
      guard let argument = call.arguments.expressions.first, argument.node.kind != .methodCall else { return false }
      return carriesSecret(argument, depth: depth - 1)
    default: return false
    }
  }

  /// Whether a parameter is that of a function given to `apply` of a sensitive output.
  private func isSecretParameter(_ parameter: Node) -> Bool {
    guard let function = parameter.parent?.parent?.parent, function.kind == .functionExpression,
      let list = function.parent, list.kind == .argumentList,
      let call = list.parent.flatMap({ MethodCallExpression($0) }),
      call.method?.text == "apply", case .output(let output) = facts.value(of: call.receiver)
    else { return false }
    return output.isSensitive
  }
}
