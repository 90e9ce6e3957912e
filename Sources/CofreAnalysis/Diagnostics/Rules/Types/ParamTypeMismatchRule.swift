import LuaSyntax

enum ParamTypeMismatchRule: NodeRule {
  static let page = RulePage(
    "param-type-mismatch", .warning, .lua, "Argument of another type",
    explanation: """
      An argument is of a type that the parameter's annotation does not allow. An enumeration of texts is meant as well: a
      text that is not among them is another type.

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
        inquiry.bounds.cuts == 0
      else { continue }
      context.report(
        page, at: argument.range,
        "'\(inquiry.text(of: .oneOf(wanted)))' is expected here, and this is '\(inquiry.text(of: given))'.")
    }
  }
}
