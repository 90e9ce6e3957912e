import LuaSyntax

enum ParamTypeMismatchRule: NodeRule {
  static let page = RulePage(
    "param-type-mismatch", .warning, .lua, "Argument of another type",
    explanation: """
      An argument is of a type that the parameter's annotation does not allow. An enumeration of texts is meant as well: a
      text that is not among them is another type. The same is said of what Lua's own functions are given, such as a table
      in place of a number, or something that may be nil, which stops the run.

      Give a value of the type, or change the annotation.
      """,
    wrong: """
      ---@param env "dev"|"prod"
      local function prefix(env)
        return env .. "-"
      end
      print(prefix("production"))
      """,
    right: """
      ---@param env "dev"|"prod"
      local function prefix(env)
        return env .. "-"
      end
      print(prefix("prod"))
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = context.libraryCall(node) { return check(call, in: &context) }
    guard context.hasTypes, let call = context.typedCall(node) else { return }
    let inquiry = context.askTypes()
    for (index, argument) in call.arguments.enumerated() {
      // The last may have several values, of which the first is as good as any other.
      let wanted = call.shapes.compactMap { shape -> LuaType? in
        let parameters = call.parameters(of: shape)
        if parameters.indices.contains(index) { return parameters[index].annotated }
        return parameters.last.flatMap { $0.isVariadic ? $0.type : nil }
      }
      guard wanted.count == call.shapes.count, wanted.allSatisfy(\.isSure) else { continue }
      let given = inquiry.type(of: argument)
      guard given.isSure, given != .nil || !wanted.isEmpty, !wanted.contains(where: { inquiry.fits(given, $0) }),
        inquiry.bounds.cuts == 0, !context.mayChangeElsewhere(argument)
      else { continue }
      context.report(
        page, at: argument.range,
        "'\(inquiry.text(of: .oneOf(wanted)))' is expected here, and this is '\(inquiry.text(of: given))'.")
    }
  }

  private static func check(_ call: LibraryCall, in context: inout RuleContext) {
    for (index, argument) in call.arguments.enumerated() {
      guard let (name, wanted) = call.parameter(index) else { continue }
      let what = "'\(name)' of '\(call.entry.name)' takes '\(wanted.text)'"
      if let given = context.misfit(argument, for: wanted, of: call.entry.name) {
        context.report(page, at: argument.range, "\(what), and this is '\(context.askTypes().outline(of: given))'.")
      } else if let given = context.nilable(argument, for: wanted, of: call.entry.name) {
        context.report(
          page, at: argument.range, "\(what), and this may be nil: it is '\(context.askTypes().outline(of: given))'.",
          hint: "Ask for it first: if … then, or assert(…).")
      }
    }
  }
}
