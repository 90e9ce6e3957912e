extension RulePage {
  /// The page of the reference, ending with a line break.
  package var markdown: String {
    var parts = ["# \(code)", "\(summary): \(severity.phrase), \(group.phrase).", explanation]
    if !wrong.isEmpty {
      parts += ["## Wrong", "```lua\n\(wrong)\n```", "## Right", "```lua\n\(right)\n```"]
    }
    if let fix { parts += ["## Quick fix", fix] }
    parts += ["## Silencing it", silencing]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var silencing: String {
    if group == .syntax { return "It cannot be silenced: Lua does not load such a script." }
    let names = alsoKnownAs.map { "`\($0)`" }.joined(separator: ", ")
    let others = names.isEmpty ? "" : "\n\nWhat other Lua servers call it is understood as well: \(names)."
    return
      "`---@diagnostic disable-line: \(code)` at the end of a line, `disable-next-line` before it, or `disable` for the "
      + "rest of the file." + others
  }
}

extension RuleList {
  /// The index of the pages: a table for each group, ending with a line break.
  package static var index: String {
    var text = """
      # Diagnostics

      What the language server and `cofre check` say of a script, each with a page of its own.

      """
    for group in RulePage.Group.allCases {
      text += "\n## \(group.title)\n\n| code | severity | what it is |\n|---|---|---|\n"
      for page in all where page.group == group {
        text += "| [\(page.code)](\(page.code).md) | \(page.severity.rawValue) | \(page.summary) |\n"
      }
    }
    return text
  }
}

extension RulePage.Group {
  fileprivate var title: String {
    switch self {
    case .syntax: "Syntax"
    case .lua: "Lua"
    case .schema: "Resources and their types"
    case .stack: "The stack"
    case .secret: "Secrets and keys"
    }
  }

  fileprivate var phrase: String {
    switch self {
    case .syntax: "about syntax"
    case .lua: "about Lua"
    case .schema: "about a resource and its type"
    case .stack: "about the stack"
    case .secret: "about secrets and keys"
    }
  }
}

extension AnalysisDiagnostic.Severity {
  fileprivate var phrase: String {
    switch self {
    case .error: "an error"
    case .warning: "a warning"
    case .information: "an information"
    case .hint: "a hint"
    }
  }
}
