import LuaSyntax

enum DocSyntaxErrorRule: FileRule {
  static let page = RulePage(
    "doc-syntax-error", .warning, .lua, "Annotation that cannot be read",
    explanation: """
      An annotation comes to its end too early: a part is missing, such as the type of a parameter, or a bracket is not
      closed. What can be read of it counts, and the rest says nothing.

      Write the part that the message names.
      """,
    wrong: """
      ---@param team
      local function show(team) print(team) end
      show("ml")
      """,
    right: """
      ---@param team string
      local function show(team) print(team) end
      show("ml")
      """)

  static func checkFile(in context: inout RuleContext) {
    for comment in context.facts.types.comments {
      // One is enough for an annotation: what follows may come of it.
      var problems = comment.problems.sorted { $0.range.lowerBound < $1.range.lowerBound }[...]
      for (index, annotation) in comment.annotations.enumerated() {
        let isLast = index + 1 == comment.annotations.count
        let end = isLast ? Int.max : comment.annotations[index + 1].range.lowerBound
        let mine = problems.prefix { $0.range.lowerBound < end }
        problems = problems.dropFirst(mine.count)
        // Only what comes to its end too early is sure: other servers have ways of writing types that are not known here.
        guard let problem = mine.first, problem.range.lowerBound >= annotation.range.upperBound else { continue }
        context.report(page, at: annotation.range, problem.message)
      }
    }
  }
}
