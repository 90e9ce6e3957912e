import CofreModel
import LuaSyntax

enum UnknownOperatorRule: FileRule {
  static let page = RulePage(
    "unknown-operator", .warning, .lua, "Unknown operator",
    explanation: """
      An `---@operator` names an operator that Lua does not have, so it says nothing. The names are those of the
      metamethods without the underscores: `add`, `concat`, `call` and so on.

      Correct the name.
      """,
    wrong: """
      ---@class Point
      ---@operator ad(Point): Point
      local Point = {}
      print(Point)
      """,
    right: """
      ---@class Point
      ---@operator add(Point): Point
      local Point = {}
      print(Point)
      """,
    fix: "Changes the name to the nearest one.")

  static func checkFile(in context: inout RuleContext) {
    for annotation in context.facts.types.comments.flatMap(\.annotations) {
      guard case .operator(let content) = annotation.content, !content.name.text.isEmpty,
        !names.contains(content.name.text)
      else { continue }
      let nearest = nearestNames(to: content.name.text, among: names)
      context.report(
        page, at: content.name.range, "There is no operator '\(content.name.text)'.",
        nearest: nearest, otherwise: "There are \(names.joined(separator: ", ")).")
    }
  }

  /// Other servers know `index`, which says nothing here.
  private static let names = (AnnotationWord.metamethod.words.map(\.word) + ["index"]).sorted()
}
