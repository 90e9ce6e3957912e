import CofreModel
import LuaSyntax

enum InjectFieldRule: NodeRule {
  static let page = RulePage(
    "inject-field", .warning, .lua, "Field that the class does not declare",
    explanation: """
      A field is set that the class of the value does not declare. It is reported where the class is `(exact)`, and
      otherwise only where the name is almost that of a declared field: any other may well be meant.

      Correct the name, or declare the field with `---@field`.
      """,
    wrong: """
      ---@class Team
      ---@field owner string

      ---@param team Team
      local function give(team)
        team.onwer = "ml"
      end
      give({ owner = "data" })
      """,
    right: """
      ---@class Team
      ---@field owner string

      ---@param team Team
      local function give(team)
        team.owner = "ml"
      end
      give({ owner = "data" })
      """,
    fix: "Changes the name to the nearest one.")

  static let kinds: [NodeKind] = [.assignment]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, let assignment = Assignment(node) else { return }
    for target in assignment.targets {
      guard case .member(let member) = target, let name = member.name, !name.range.isEmpty,
        !context.value(of: member.object).isCofres, !definesClass(member.object, context)
      else { continue }
      let inquiry = context.askTypes()
      guard case .named(let className, let arguments) = inquiry.type(of: member.object).withoutNil,
        inquiry.member(name.text, of: .named(className, arguments)) == nil,
        inquiry.isFullyKnown(className, arguments), inquiry.bounds.cuts == 0
      else { continue }
      let fields = inquiry.members(of: .named(className, arguments)).map(\.name)
      let isExact = inquiry.lineage(of: className, arguments).first?.part.isExact ?? false
      let nearest = nearestNames(to: name.text, among: Set(fields)).filter { isExact || isMisspelt(name.text, $0) }
      guard isExact || !nearest.isEmpty else { continue }
      context.report(
        page, at: name.range, "'\(className)' declares no field '\(name.text)'.", nearest: nearest)
    }
  }

  /// Whether an object is what the class is made of: there, fields are declared by being set.
  private static func definesClass(_ object: Expression, _ context: RuleContext) -> Bool {
    guard case .name(let name) = object, let index = context.facts.binding(of: name) else { return true }
    let binding = context.facts.bindings[index]
    if binding.kind == .implicitSelf || binding.name == "self" { return true }
    let annotations = context.file.documentation(of: binding.declaration)?.annotations ?? []
    return binding.kind == .local
      && annotations.contains { if case .class = $0.content { true } else { false } }
  }

  /// Whether two names differ by letters in between: one that goes on, or counts on, is another name.
  private static func isMisspelt(_ name: String, _ other: String) -> Bool {
    let (one, two) = (name.lowercased(), other.lowercased())
    return name.utf8.count > 3 && !one.hasPrefix(two) && !two.hasPrefix(one)
      && one.filter { !$0.isNumber } != two.filter { !$0.isNumber } && Set(one) == Set(two)
  }
}
