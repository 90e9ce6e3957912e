import LuaSyntax

/// Silences a diagnostic: on its line, in the file, or in the project.
enum SilenceAction: ScriptAction {
  static let kind = ActionKind.quickFix

  static func offers(in context: ActionContext) -> [ActionOffer] {
    var seen: Set<String> = []
    let diagnostics = context.analysis.diagnostics().filter {
      // What Lua refuses to load cannot be silenced.
      context.touches($0.range) && SyntaxError.Code(rawValue: $0.code) == nil && seen.insert($0.code).inserted
    }
    return diagnostics.flatMap { diagnostic in
      let code = diagnostic.code
      return [
        onLine(diagnostic, in: context),
        ActionOffer("Silence '\(code)' in this file", kind, diagnostics: [diagnostic]) {
          ActionChange([inFile(code, in: context)])
        },
        ActionOffer("Silence '\(code)' in this project (Cofre.yaml)", kind, diagnostics: [diagnostic], needs: .project)
        {
          ActionChange([], allowedCode: code)
        },
      ]
    }
  }

  private static func onLine(_ diagnostic: AnalysisDiagnostic, in context: ActionContext) -> ActionOffer {
    let title = "Silence '\(diagnostic.code)' on this line"
    let file = context.file
    let line = file.lines.line(at: diagnostic.range.lowerBound)
    let start = file.lines.range(ofLine: line).lowerBound
    guard file.token(at: start)?.start ?? start == start, file.comment(at: start)?.start ?? start == start else {
      return ActionOffer(title, kind, disabled: "The line begins inside a text, where a comment cannot stand.")
    }
    return ActionOffer(title, kind, diagnostics: [diagnostic]) {
      ActionChange([edit(for: diagnostic.code, line: line, in: context)])
    }
  }

  private static let marker = "---@diagnostic disable-next-line:"

  private static func edit(for code: String, line: Int, in context: ActionContext) -> Edit {
    let file = context.file
    let start = file.lines.range(ofLine: line).lowerBound
    if line > 0 {
      let before = file.lines.range(ofLine: line - 1)
      let indent = context.indent(at: before.lowerBound).utf8.count
      let comment = before.lowerBound + indent
      if file.comment(at: comment)?.start == comment, file.text(comment..<before.upperBound).hasPrefix(marker) {
        let end = comment + marker.utf8.count
        return Edit(end..<end, " \(code),")
      }
    }
    return Edit(start..<start, "\(context.indent(at: start))\(marker) \(code)\(context.newline)")
  }

  private static func inFile(_ code: String, in context: ActionContext) -> Edit {
    let lines = context.file.lines
    let hasShebang = context.file.comments.first?.kind == .shebang
    if hasShebang, lines.lineCount == 1 {
      let end = context.file.source.count
      return Edit(end..<end, "\(context.newline)---@diagnostic disable: \(code)\(context.newline)")
    }
    let start = hasShebang ? lines.range(ofLine: 1).lowerBound : 0
    return Edit(start..<start, "---@diagnostic disable: \(code)\(context.newline)")
  }
}
