import CofreModel
import LuaSyntax

enum UndefinedDocNameRule: FileRule {
  static let page = RulePage(
    "undefined-doc-name", .warning, .lua, "Undefined type",
    explanation: """
      An annotation names a type that no `---@class`, `---@alias` or `---@enum` declares, here or in the project or its
      libraries, so it says nothing.

      Correct the name, or declare the type.
      """,
    wrong: """
      ---@class Team
      ---@field name string

      ---@param team Tema
      local function show(team) print(team.name) end
      show({ name = "ml" })
      """,
    right: """
      ---@class Team
      ---@field name string

      ---@param team Team
      local function show(team) print(team.name) end
      show({ name = "ml" })
      """,
    fix: "Changes the name to the nearest one.")

  static func checkFile(in context: inout RuleContext) {
    let comments = context.facts.types.comments
    guard !comments.isEmpty else { return }
    let facts = context.facts
    let parameters = DocumentedNames.parameters(in: comments)
    // Comparing with all names of a project takes its time: each name is compared once.
    var nearest: [String: [String]] = [:]
    lazy var names = facts.typeNames.union(CatalogLookup.ownTypes).union(facts.workspace.catalog.typeNames)
    for annotation in comments.flatMap(\.annotations) {
      for type in DocumentedNames.types(of: annotation.content) {
        DocumentedNames.visit(type) { name, range in
          guard facts.isUndeclaredType(name, parameters) else { return }
          if nearest[name] == nil {
            nearest[name] = nearest.count < 100 ? nearestNames(to: name, among: names) : []
          }
          let nearest = nearest[name] ?? []
          context.report(
            page, at: range, "There is no type '\(name)'.", nearest: nearest)
        }
      }
    }
  }
}
