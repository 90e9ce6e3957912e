import LuaSyntax

enum MissingFieldsRule: NodeRule {
  static let page = RulePage(
    "missing-fields", .warning, .lua, "Missing fields",
    explanation: """
      A table stands where a class is expected, and lacks fields that the class declares without a question mark.

      Give the fields, or write a question mark behind their names in `---@field` when they may be left out.
      """,
    wrong: """
      ---@class Team
      ---@field name string
      ---@field owner string

      ---@param team Team
      local function show(team) print(team.name, team.owner) end
      show({ name = "ml" })
      """,
    right: """
      ---@class Team
      ---@field name string
      ---@field owner? string

      ---@param team Team
      local function show(team) print(team.name, team.owner) end
      show({ name = "ml" })
      """)

  static let kinds: [NodeKind] = [.table]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let table = TableConstructor(node), table.isClosed, isPlace(node),
      case .anything = context.facts.expectation(of: node)
    else { return }
    let inquiry = context.askTypes()
    guard let expected = inquiry.expectedType(of: node).map({ inquiry.expanded($0).withoutNil }),
      case .named(let name, let arguments) = expected, case .class? = inquiry.definition(name)
    else { return }
    // What a call at the end of the table brings is not known, nor is a key that is computed.
    let fields = table.fields
    if fields.contains(where: { $0.stringKey == nil && !isPositional($0) }) { return }
    let present = Set(fields.compactMap(\.stringKey))
    let missing = context.requiredFields(of: name, arguments).filter { !present.contains($0) }
    guard !missing.isEmpty, inquiry.bounds.cuts == 0 else { return }
    let names = missing.map { "'\($0)'" }.joined(separator: ", ")
    context.report(page, at: node.range.lowerBound..<node.range.lowerBound + 1, "'\(name)' needs \(names) as well.")
  }

  private static func isPositional(_ field: TableField) -> Bool {
    if case .positional = field { return true }
    return false
  }

  /// Whether the table is given to something and not only begun: a variable's fields may be set afterwards.
  private static func isPlace(_ node: Node) -> Bool {
    switch node.parent?.kind {
    case .argumentList, .positionalField, .namedField, .indexedField: true
    case .expressionList: node.parent?.parent?.kind == .returnStatement
    default: false
    }
  }
}
