import LuaSyntax

enum RedundantParameterRule: NodeRule {
  static let page = RulePage(
    "redundant-parameter", .warning, .lua, "Argument that is not taken",
    explanation: """
      A call gives more arguments than the function has parameters. The rest are worked out and dropped: a parameter was
      forgotten, or another function was meant.

      Take the argument away, or let the function take it.
      """,
    wrong: """
      local function prefix(team)
        return team .. "-"
      end
      print(prefix("ml", "dev"))
      """,
    right: """
      local function prefix(team, env)
        return team .. "-" .. env
      end
      print(prefix("ml", "dev"))
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = context.libraryCall(node) { return check(call, in: &context) }
    guard let call = context.typedCall(node), !call.arguments.isEmpty else { return }
    // Handlers in a table are all called alike, whatever each of them takes.
    if case .name(let name)? = CallExpression(node)?.callee, let binding = context.facts.binding(of: name),
      context.facts.bindings[binding].kind == .loop
    {
      return
    }
    var most = 0
    for shape in call.shapes {
      let parameters = call.parameters(of: shape)
      if parameters.contains(where: \.isVariadic) { return }
      most = max(most, parameters.count)
    }
    // The last may stand for no value at all.
    let given = call.arguments.count - (call.isOpen ? 1 : 0)
    guard given > most, let first = call.arguments.dropFirst(most).first, let last = call.arguments.last else { return }
    context.report(
      page, at: first.range.lowerBound..<last.range.upperBound,
      "The function takes \(most) argument\(most == 1 ? "" : "s"), and is given \(call.arguments.count).")
  }

  private static func check(_ call: LibraryCall, in context: inout RuleContext) {
    // The last may stand for no value at all.
    guard let most = call.most, call.given - (call.isOpen ? 1 : 0) > most else { return }
    let further = call.arguments.dropFirst(most - (call.hasReceiver ? 1 : 0))
    guard let first = further.first, let last = further.last, !context.isChangedInLibrary(call.entry.name) else {
      return
    }
    context.report(
      page, at: first.range.lowerBound..<last.range.upperBound,
      "'\(call.entry.signature)' is given \(call.given) arguments.")
  }
}
