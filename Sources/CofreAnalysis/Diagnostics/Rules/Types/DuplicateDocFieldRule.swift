import LuaSyntax

enum DuplicateDocFieldRule: FileRule {
  static let page = RulePage(
    "duplicate-doc-field", .warning, .lua, "Field declared twice",
    explanation: """
      A class declares a field twice, and only the first counts.

      Take one of the two away.
      """,
    wrong: """
      ---@class Team
      ---@field name string
      ---@field name integer

      ---@param team Team
      local function show(team) print(team.name) end
      show({ name = "ml" })
      """,
    right: """
      ---@class Team
      ---@field name string

      ---@param team Team
      local function show(team) print(team.name) end
      show({ name = "ml" })
      """)

  static func checkFile(in context: inout RuleContext) {
    for comment in context.facts.types.comments {
      var seen: [String: Range<Int>] = [:]
      for annotation in comment.annotations {
        switch annotation.content {
        case .class: seen = [:]
        case .field(let field):
          guard case .name(let name) = field.key else { continue }
          guard let first = seen[name.text] else {
            seen[name.text] = name.range
            continue
          }
          // Functions are declared once for each way of calling them.
          if case .function = field.type.kind { continue }
          context.report(
            page, at: name.range, "The class declares '\(name.text)' twice.",
            related: [
              AnalysisDiagnostic.Related(location: LocationItem(range: first), message: "It is first declared here.")
            ])
        default: continue
        }
      }
    }
  }
}
