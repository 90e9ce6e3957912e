import LuaSyntax

enum AssignTypeMismatchRule: NodeRule {
  static let page = RulePage(
    "assign-type-mismatch", .warning, .lua, "Value of another type",
    explanation: """
      A variable or field is given a value of a type that its annotation does not allow. An enumeration of texts is meant
      as well: a text that is not among them is another type.

      Give a value of the type, or change the annotation.
      """,
    wrong: """
      ---@type "dev"|"prod"
      local env = "production"
      print(env)
      """,
    right: """
      ---@type "dev"|"prod"
      local env = "prod"
      print(env)
      """)

  static let kinds: [NodeKind] = [.localStatement, .assignment, .namedField]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, !declaresClass(node, in: context) else { return }
    if let field = NamedField(node) {
      check(field.value, in: &context)
    } else {
      let values = LocalStatement(node)?.values ?? Assignment(node)?.values ?? []
      for value in values { check(value, in: &context) }
    }
  }

  /// What a class is declared with becomes the class, whatever it was before: `setmetatable({}, { __index = Parent })`.
  private static func declaresClass(_ node: Node, in context: RuleContext) -> Bool {
    guard node.kind != .namedField, let comment = context.file.documentation(of: node) else { return false }
    return comment.annotations.contains { if case .class = $0.content { true } else { false } }
  }

  private static func check(_ value: Expression, in context: inout RuleContext) {
    switch value {
    case .missing, .function: return
    default: break
    }
    let inquiry = context.askTypes()
    guard let expected = inquiry.expectedType(of: value.node), expected.isSure else { return }
    // The table of an enumeration is no value of it, but what declares it.
    if case .table = value, case .named(let name, _) = expected,
      case .enumeration(let declared)? = inquiry.definition(name), declared.table.range == value.range
    {
      return
    }
    let given = inquiry.type(of: value)
    // A variable may be emptied: that is the business of who reads it. What begins empty is there to be filled.
    guard given != .nil, expected != .nil, given.isSure, !inquiry.fits(given, expected), inquiry.bounds.cuts == 0,
      !context.mayChangeElsewhere(value)
    else { return }
    context.report(
      page, at: value.range,
      "'\(inquiry.text(of: expected))' is expected here, and this is '\(inquiry.text(of: given))'.")
  }
}
