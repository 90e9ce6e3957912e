import LuaSyntax

enum NeedCheckNilRule: NodeRule {
  static let page = RulePage(
    "need-check-nil", .warning, .lua, "May be nil",
    explanation: """
      A field of a value is read, or the value is called, where its annotation says that it may be nil and nothing on the
      way has asked. When it is nil, the run stops there. What `string.match` answers is such a value as well.

      Ask first, with `if`, `assert` or `or`.
      """,
    wrong: """
      ---@class Team
      ---@field name string

      ---@return Team?
      local function find() end
      local team = find()
      print(team.name)
      """,
    right: """
      ---@class Team
      ---@field name string

      ---@return Team?
      local function find() end
      local team = find()
      if team then print(team.name) end
      """)

  static let kinds: [NodeKind] = [.member, .index, .call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let object = node.firstChild.flatMap({ Expression($0) }), context.hasTypes || context.isOfLibrary(object)
    else { return }
    switch object {
    case .name(let name) where context.facts.binding(of: name) == nil: return
    case .name, .member, .call, .methodCall, .index: break
    default: return
    }
    if node.kind == .member, node.parent?.kind == .functionStatement { return }
    guard !context.value(of: object).isCofres else { return }
    let type = context.askTypes().type(of: object)
    // Only an annotation says for sure: what the code shows may have been seen too early.
    guard type.mayBeNil, type != .nil, type.isSure, !context.mayChangeElsewhere(object),
      !isSpokenOfBefore(object.node, in: context.file)
    else { return }
    let word = node.kind == .call ? "called" : "used"
    context.report(
      page, at: object.range, "What is \(word) here may be nil: it is of type '\(context.askTypes().text(of: type))'.",
      hint: "Ask for it first: if … then, or assert(…).")
  }

  /// Whether an element by a key that is computed stands earlier in the function as well: nothing follows what was asked or
  /// written there.
  private static func isSpokenOfBefore(_ object: Node, in file: SourceFile) -> Bool {
    let wanted = file.source[object.range]
    guard object.kind == .index || wanted.contains(UInt8(ascii: "[")) else { return false }
    let body = object.ancestors.first { $0.kind == .functionBody } ?? file.root
    var rest = file.source[body.range.lowerBound..<object.range.lowerBound]
    while rest.count >= wanted.count {
      if rest.starts(with: wanted) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
