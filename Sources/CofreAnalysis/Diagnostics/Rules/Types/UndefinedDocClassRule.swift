import LuaSyntax

enum UndefinedDocClassRule: FileRule {
  static let page = RulePage(
    "undefined-doc-class", .warning, .lua, "Undefined class",
    explanation: """
      A class is declared below one that is declared nowhere, so it inherits nothing.

      Correct the name, or declare the class above.
      """,
    wrong: """
      ---@class Team: Grop
      ---@field name string

      ---@param team Team
      local function show(team) print(team.name) end
      show({ name = "ml" })
      """,
    right: """
      ---@class Group
      ---@class Team: Group
      ---@field name string

      ---@param team Team
      local function show(team) print(team.name) end
      show({ name = "ml" })
      """)

  static func checkFile(in context: inout RuleContext) {
    let comments = context.facts.types.comments
    guard !comments.isEmpty else { return }
    let facts = context.facts
    let parameters = DocumentedNames.parameters(in: comments)
    for annotation in comments.flatMap(\.annotations) {
      guard case .class(let content) = annotation.content else { continue }
      for parent in content.parents {
        DocumentedNames.visit(parent) { name, range in
          guard facts.isUndeclaredType(name, parameters) else { return }
          context.report(page, at: range, "There is no class '\(name)'.")
        }
      }
    }
  }
}
