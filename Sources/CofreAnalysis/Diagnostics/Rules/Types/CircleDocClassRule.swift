import LuaSyntax

enum CircleDocClassRule: FileRule {
  static let page = RulePage(
    "circle-doc-class", .warning, .lua, "Class below itself",
    explanation: """
      A class stands above itself, directly or by way of others, so that what it inherits has no beginning.

      Take one of the parents away.
      """,
    wrong: """
      ---@class Team: Group
      ---@class Group: Team
      print("ml")
      """,
    right: """
      ---@class Team: Group
      ---@class Group
      print("ml")
      """)

  static func checkFile(in context: inout RuleContext) {
    guard !context.facts.types.comments.isEmpty else { return }
    let facts = context.facts
    for (name, parts) in facts.types.own.classes {
      guard parts.contains(where: { !$0.parents.isEmpty }), isAbove(name, itself: name, facts) else { continue }
      for part in parts where !part.parents.isEmpty {
        context.report(page, at: part.place.range, "'\(name)' stands above itself.")
      }
    }
  }

  /// Whether a class is found again among those above it.
  private static func isAbove(_ name: String, itself start: String, _ facts: DocumentFacts) -> Bool {
    var seen: Set<String> = []
    var waiting = [name]
    while let next = waiting.popLast(), seen.count < 64 {
      guard case .class(let parts)? = facts.definition(ofType: next) else { continue }
      for case .named(let parent, _) in parts.flatMap(\.parents) {
        if parent == start { return true }
        if seen.insert(parent).inserted { waiting.append(parent) }
      }
    }
    return false
  }
}
