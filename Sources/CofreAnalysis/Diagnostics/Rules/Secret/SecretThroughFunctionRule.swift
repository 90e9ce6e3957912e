import LuaSyntax

/// What a function of the project makes of the secrets that it is given: findings of ``HardCodedSecretRule``,
/// ``SecretInPlainPropertyRule`` and ``SecretLoggedRule`` that need to know which function a call means.
///
/// That takes types, so it is no part of what is said at once.
enum SecretThroughFunctionRule: NodeRule {
  static var page: RulePage { HardCodedSecretRule.page }

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    let arguments: ArgumentList
    if let call = CallExpression(node) {
      if context.calledFunction(call) != nil { return }
      arguments = call.arguments
    } else if let call = MethodCallExpression(node) {
      if isApply(call, context.facts) { return }
      arguments = call.arguments
    } else {
      return
    }
    for argument in arguments.expressions {
      switch argument {
      case .string(let literal): checkLiteral(literal, in: &context)
      case .nil, .boolean, .number, .vararg, .table, .function: break
      default: if context.carriesSecretAtSight(argument) { checkSecret(argument, in: &context) }
      }
    }
  }

  /// What `apply` hands to its function is looked at there.
  private static func isApply(_ call: MethodCallExpression, _ facts: DocumentFacts) -> Bool {
    guard call.method?.text == "apply", case .output = facts.value(of: call.receiver) else { return false }
    return true
  }

  private static func checkLiteral(_ literal: StringLiteral, in context: inout RuleContext) {
    let text = context.file.source[literal.contentRange]
    guard !text.isEmpty, !SecretForms.isPlaceholder(text),
      let property = context.sensitiveProperty(takingArgument: literal.node),
      // Otherwise it has been told for what it looks like.
      HardCodedSecretRule.form(of: literal, in: context) == nil
    else { return }
    HardCodedSecretRule.report(
      literal.node.range, "The function gives this to \(property), which is sensitive.", in: &context)
  }

  private static func checkSecret(_ argument: Expression, in context: inout RuleContext) {
    if let place = context.plainProperty(takingArgument: argument.node) {
      context.report(
        SecretInPlainPropertyRule.page, at: argument.range,
        "The function gives this to \(place), which is not sensitive, so whoever may see the object can read this secret.",
        hint: "Give the secret to a property that is made for it.")
    }
    if let name = context.messageFunction(takingArgument: argument.node) {
      context.report(
        SecretLoggedRule.page, at: argument.range,
        "The function gives this to '\(name)', which shows it, and it is a secret.",
        hint: "Leave the secret out of the message.")
    }
  }
}
