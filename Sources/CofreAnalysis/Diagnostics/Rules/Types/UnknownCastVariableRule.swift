import CofreModel
import LuaSyntax

enum UnknownCastVariableRule: FileRule {
  static let page = RulePage(
    "unknown-cast-variable", .warning, .lua, "Cast of an unknown variable",
    explanation: """
      A `---@cast` names a variable that is not in sight there, so it says nothing.

      Correct the name, or move the line to where the variable is known.
      """,
    wrong: """
      local team = ...
      ---@cast tema string
      print(team)
      """,
    right: """
      local team = ...
      ---@cast team string
      print(team)
      """,
    fix: "Changes the name to the nearest variable in sight.")

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    let casts = facts.types.fileAnnotations.casts
    if casts.isEmpty { return }
    var visible = VisibleNames(facts)
    for cast in casts {
      let variable = cast.content.variable
      let root = String(variable.text.prefix { $0 != "." })
      let names = visible.names(at: cast.next)
      if root.isEmpty || names.contains(root) || facts.globals[root] != nil || facts.workspace.globals.contains(root)
        || StandardLibrary.globalNames.contains(root) || facts.workspace.surroundings.hasGlobal(root)
      {
        continue
      }
      let nearest = nearestNames(to: root, among: names)
      let range = variable.range.lowerBound..<variable.range.lowerBound + root.utf8.count
      context.report(
        page, at: range, "There is no variable '\(root)' here.", nearest: nearest)
    }
  }
}
