import LuaSyntax

enum DuplicateDocAliasRule: FileRule {
  static let page = RulePage(
    "duplicate-doc-alias", .warning, .lua, "Type declared twice",
    explanation: """
      Two `---@alias` declare the same name, here or in another file of the project, and only one of them counts.

      Give one of the two another name.
      """,
    wrong: """
      ---@alias Days integer
      ---@alias Days number

      ---@type Days
      local days = 7
      print(days)
      """,
    right: """
      ---@alias Days integer

      ---@type Days
      local days = 7
      print(days)
      """)

  static func checkFile(in context: inout RuleContext) {
    let comments = context.facts.types.comments
    guard !comments.isEmpty else { return }
    var seen: [String: Range<Int>] = [:]
    for annotation in comments.flatMap(\.annotations) {
      guard case .alias(let alias) = annotation.content, !alias.name.text.isEmpty else { continue }
      let name = alias.name.text
      var first = seen[name].map { LocationItem(range: $0) }
      seen[name] = seen[name] ?? alias.name.range
      if first == nil, let other = context.facts.workspace.surroundings.types.alias(name) {
        first = context.facts.location(of: other.place)
      }
      guard let first else { continue }
      context.report(
        page, at: alias.name.range, "'\(name)' is declared twice.",
        related: [AnalysisDiagnostic.Related(location: first, message: "It is also declared here.")])
    }
  }
}
