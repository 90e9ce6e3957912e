import CofreModel
import LuaSyntax

enum UnknownDocTagRule: FileRule {
  static let page = RulePage(
    "unknown-doc-tag", .warning, .lua, "Unknown annotation",
    explanation: """
      What stands behind `---@` is spelt almost as an annotation is, and is none, so it says nothing. Words that other
      tools know, and those that are like no annotation, are not reported.

      Correct the word.
      """,
    wrong: """
      ---@parm team string
      local function show(team) print(team) end
      show("ml")
      """,
    right: """
      ---@param team string
      local function show(team) print(team) end
      show("ml")
      """,
    fix: "Changes the word to the nearest annotation.")

  static func checkFile(in context: inout RuleContext) {
    for annotation in context.facts.types.comments.flatMap(\.annotations) {
      guard case .unknown = annotation.content, !annotation.tag.text.isEmpty,
        !ofOtherTools.contains(annotation.tag.text)
      else { continue }
      let nearest = nearestNames(to: annotation.tag.text, among: AnnotationTag.all.map(\.name))
      if nearest.isEmpty { continue }
      context.report(
        page, at: annotation.tag.range, "There is no annotation '@\(annotation.tag.text)'.",
        nearest: nearest)
    }
  }

  /// What LDoc, EmmyLua and others have beside the annotations that mean something here.
  private static let ofOtherTools: Set<String> = [
    "alias_of", "attribute", "author", "brief", "classmod", "const", "constructor", "copyright", "event", "example",
    "export", "fixme", "internal", "language", "lfunction", "license", "local", "lualib", "mapping",
    "namespace", "note", "open", "opt", "other", "override", "raise", "raises", "readonly",
    "release", "return_cast", "schema", "script", "section", "set", "since", "static", "submodule", "summary",
    "table", "tfield", "thread", "throws", "todo", "tparam", "tparam_opt", "treturn", "usage", "use", "using",
    "value", "warning", "within",
  ]
}
