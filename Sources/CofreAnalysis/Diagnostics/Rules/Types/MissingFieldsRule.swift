import LuaSyntax

enum MissingFieldsRule: NodeRule {
  static let page = RulePage(
    "missing-fields", .warning, .lua, "Missing fields",
    explanation: """
      A table stands where a class is expected, and lacks fields that the class declares without a question mark. Of a
      variable with a `---@type`, fields count as well that are set behind it.

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
    guard let later = fieldsSetLater(node, isEmpty: fields.isEmpty, context) else { return }
    let missing = context.requiredFields(of: name, arguments).filter { !present.contains($0) && !later.contains($0) }
    guard !missing.isEmpty, inquiry.bounds.cuts == 0 else { return }
    let names = missing.map { "'\($0)'" }.joined(separator: ", ")
    context.report(page, at: node.range.lowerBound..<node.range.lowerBound + 1, "'\(name)' needs \(names) as well.")
  }

  private static func isPositional(_ field: TableField) -> Bool {
    if case .positional = field { return true }
    return false
  }

  /// Whether the table is given to something and not only begun.
  private static func isPlace(_ node: Node) -> Bool {
    switch node.parent?.kind {
    case .argumentList, .positionalField, .namedField, .indexedField: true
    case .expressionList:
      switch node.parent?.parent?.kind {
      case .returnStatement, .localStatement: true
      default: false
      }
    default: false
    }
  }

  /// The fields that are set behind the variable which a table is given to; nil when they may be set anywhere, or when the
  /// variable's class is declared by it.
  private static func fieldsSetLater(_ node: Node, isEmpty: Bool, _ context: RuleContext) -> Set<String>? {
    guard let list = node.parent, list.kind == .expressionList,
      let statement = list.parent.flatMap({ LocalStatement($0) })
    else { return [] }
    let annotations = context.file.documentation(of: statement.node)?.annotations ?? []
    guard annotations.contains(where: { if case .type = $0.content { true } else { false } }) else { return nil }
    var position = 0
    for child in list.children {
      if child == node { break }
      position += 1
    }
    guard statement.names.indices.contains(position), let name = statement.names[position].name,
      let binding = context.facts.binding(of: name)
    else { return nil }
    var later: Set<String> = []
    for use in context.facts.bindings[binding].uses where !use.isWrite {
      let read = context.file.node(use.node)
      guard let parent = read.parent else { continue }
      if let member = MemberExpression(parent), parent.firstChild == read, context.isAssigned(parent) {
        later.insert(member.name?.text ?? "")
      } else if isEmpty || parent.kind == .index {
        // What an empty table is handed to may well fill it.
        if parent.kind != .member { return nil }
      }
    }
    return later
  }
}
