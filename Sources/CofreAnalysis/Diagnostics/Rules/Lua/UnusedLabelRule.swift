import LuaSyntax

enum UnusedLabelRule: FileRule {
  static let page = RulePage(
    "unused-label", .hint, .lua, "Unused label",
    explanation: """
      No `goto` jumps to the label.

      Take it away.
      """,
    wrong: """
      print("hello")
      ::done::
      """,
    right: """
      print("hello")
      """,
    fix: "Takes the label away.")

  static func checkFile(in context: inout RuleContext) {
    let file = context.file
    var labels: [Int] = []
    var targets: Set<ArraySlice<UInt8>> = []
    for (index, token) in file.tokens.enumerated() {
      if token.kind == .goto {
        targets.insert(file.source[file.tokens[index + 1].range])
      } else if token.kind == .doubleColon, file.tokens[index + 1].kind == .name, labels.last != index - 1 {
        labels.append(index + 1)
      }
    }
    for index in labels where !targets.contains(file.source[file.tokens[index].range]) {
      let closing = file.tokens[index + 1]
      let end = closing.kind == .doubleColon ? closing.end : file.tokens[index].end
      let range = file.tokens[index - 1].start..<end
      context.report(
        page, at: range, "No goto jumps to '\(file.text(file.tokens[index].range))'.",
        fixes: [AnalysisDiagnostic.Fix(title: "Take it away", edits: [Edit(range, "")])], tags: [.unnecessary])
    }
  }
}
