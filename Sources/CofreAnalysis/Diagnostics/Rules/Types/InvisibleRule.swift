import LuaSyntax

enum InvisibleRule: NodeRule {
  static let page = RulePage(
    "invisible", .warning, .lua, "Field that is not for others",
    explanation: """
      A field is used that its class declares `private` or `protected`, and the place is in no method of the class, or of
      one below it.

      Use what the class offers to others.
      """,
    wrong: """
      ---@class Team
      ---@field private secret? string

      ---@param team Team
      local function show(team)
        print(team.secret)
      end
      show({})
      """,
    right: """
      ---@class Team
      ---@field secret? string

      ---@param team Team
      local function show(team)
        print(team.secret)
      end
      show({})
      """)

  static let kinds: [NodeKind] = [.member, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, node.parent?.kind != .functionStatement else { return }
    let object = MemberExpression(node)?.object ?? MethodCallExpression(node)?.receiver
    let name = MemberExpression(node)?.name ?? MethodCallExpression(node)?.method
    guard let object, let name, !context.value(of: object).isCofres else { return }
    let inquiry = context.askTypes()
    let type = inquiry.type(of: object).withoutNil
    guard case .named = type, let member = inquiry.member(name.text, of: type), let owner = member.owner,
      member.visibility == .private || member.visibility == .protected
    else { return }
    for ancestor in node.ancestors {
      guard let function = FunctionStatement(ancestor), case .member(let target) = function.target,
        case .named(let around, let arguments) = inquiry.type(of: target.object)
      else { continue }
      if around == owner { return }
      if member.visibility == .protected,
        inquiry.lineage(of: around, arguments).contains(where: { $0.part.name == owner })
      {
        return
      }
    }
    context.report(
      page, at: name.range, "'\(name.text)' is \(member.visibility?.rawValue ?? "private") to '\(owner)'.")
  }
}
