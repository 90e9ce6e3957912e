import LuaSyntax

enum DocFieldNoClassRule: FileRule {
  static let page = RulePage(
    "doc-field-no-class", .warning, .lua, "Field without a class",
    explanation: """
      A `---@field` stands in a comment without a `---@class` above it, so it belongs to nothing. A blank line between the
      two is enough for that.

      Write it right below the class.
      """,
    wrong: """
      ---@field name string
      local team = { name = "ml" }
      print(team.name)
      """,
    right: """
      ---@class Team
      ---@field name string
      local team = { name = "ml" }
      print(team.name)
      """)

  static func checkFile(in context: inout RuleContext) {
    for comment in context.facts.types.comments {
      for annotation in comment.annotations {
        if case .class = annotation.content { break }
        guard case .field = annotation.content else { continue }
        context.report(page, at: annotation.tag.range, "No class stands above this field.")
      }
    }
  }
}
