import LuaSyntax

enum LowercaseGlobalRule: FileRule {
  static let page = RulePage(
    "lowercase-global", .information, .lua, "Global variable made",
    explanation: """
      The assignment makes a global variable, because no local one of the name is in sight. A `local` was forgotten, or the
      name is misspelt and the variable that is meant keeps its old value. Every module sees globals, and may change them.

      Write `local` in front, or correct the name. A name that begins with a capital letter, or is set by
      `_G.name = …`, is not reported.
      """,
    wrong: """
      region = "eu-west-1"
      print(region)
      """,
    right: """
      local region = "eu-west-1"
      print(region)
      """,
    fix: "Writes `local` in front.", alsoKnownAs: ["global-element"])

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    for (name, global) in facts.globals where !facts.workspace.globals.contains(name) {
      guard let first = global.uses.first(where: \.isWrite), name.first?.isLowercase == true,
        !StandardLibrary.globalNames.contains(name)
      else { continue }
      let node = facts.file.innermostNode(covering: first.range)
      context.report(
        page, at: first.range, "'\(name)' is a global variable, which every module sees.",
        hint: "Write local in front of it.", fixes: fixes(node, name))
    }
  }

  private static func fixes(_ name: Node, _ text: String) -> [AnalysisDiagnostic.Fix] {
    guard let parent = name.parent else { return [] }
    let statement = parent.kind == .functionStatement ? parent : parent.parent
    guard let statement, statement.parent?.parent?.kind == .chunk else { return [] }
    // Of several targets not all may be new.
    if statement.kind == .assignment, parent.firstChild?.nextSibling != nil { return [] }
    let start = statement.range.lowerBound
    return [AnalysisDiagnostic.Fix(title: "Make '\(text)' local", edits: [Edit(start..<start, "local ")])]
  }
}
