import LuaSyntax

enum DuplicateDocParamRule: FileRule {
  static let page = RulePage(
    "duplicate-doc-param", .warning, .lua, "Parameter described twice",
    explanation: """
      A parameter has two `---@param` lines, of which one counts.

      Take one of the two away, or correct its name.
      """,
    wrong: """
      ---@param team string
      ---@param team integer
      local function show(team) print(team) end
      show(...)
      """,
    right: """
      ---@param team string
      local function show(team) print(team) end
      show("ml")
      """)

  static func checkFile(in context: inout RuleContext) {
    for comment in context.facts.types.comments {
      var seen: [String: Range<Int>] = [:]
      for annotation in comment.annotations {
        guard case .param(let param) = annotation.content, !param.name.text.isEmpty else { continue }
        guard let first = seen[param.name.text] else {
          seen[param.name.text] = param.name.range
          continue
        }
        context.report(
          page, at: param.name.range, "'\(param.name.text)' is described twice.",
          related: [
            AnalysisDiagnostic.Related(location: LocationItem(range: first), message: "It is first described here.")
          ])
      }
    }
  }
}
