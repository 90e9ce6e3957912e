import CofreModel
import LuaSyntax

enum UnknownDiagnosticCodeRule: FileRule {
  static let page = RulePage(
    "unknown-diagnostic-code", .warning, .lua, "Unknown diagnostic code",
    explanation: """
      A `---@diagnostic` comment names a code that no check has, so it silences nothing; neither does it in `allow:` of
      `Cofre.yaml`. It is misspelt, or what it once silenced is no longer reported. The same is said where the word in front
      of the codes is none of `disable`, `disable-line`, `disable-next-line` and `enable`.

      Write the code as the report has it, or take it out. `cofre explain` lists the codes; those of other Lua servers are
      understood as well.
      """,
    wrong: """
      ---@diagnostic disable-next-line: unused-locl
      local _retries = 3
      """,
    right: """
      ---@diagnostic disable-next-line: unused-local
      local _retries = 3
      """,
    fix: "Changes the code to the nearest one.", alsoKnownAs: ["unknown-diag-code"])

  static func checkFile(in context: inout RuleContext) {
    for comment in context.facts.types.comments {
      for annotation in comment.annotations {
        guard case .diagnostic(let content) = annotation.content else { continue }
        if !content.action.text.isEmpty, !actions.contains(content.action.text) {
          let nearest = nearestNames(to: content.action.text, among: actions)
          context.report(
            page, at: content.action.range, "'\(content.action.text)' silences nothing.",
            nearest: nearest, otherwise: "There are \(actions.joined(separator: ", ")).")
        }
        for code in content.codes where !RuleList.isKnown(code.text) {
          let nearest = RuleList.nearestCodes(to: code.text)
          context.report(
            page, at: code.range, "There is no diagnostic '\(code.text)'.", nearest: nearest)
        }
      }
    }
  }

  private static let actions = AnnotationWord.diagnosticActions.map(\.word).sorted()
}

extension RuleList {
  /// Whether a code may be named where codes are silenced: ours, and those of other Lua servers, which mean nothing here.
  package static func isKnown(_ code: String) -> Bool { page(for: code) != nil || foreignCodes.contains(code) }

  /// The codes that are spelt most alike, best first.
  package static func nearestCodes(to code: String) -> [String] {
    nearestNames(to: code, among: everyPage.map(\.code))
  }

  /// What lua-language-server and EmmyLua report and we do not, as of their versions 3.15 and 0.23.
  private static let foreignCodes: Set<String> = [
    "access-invisible", "ambiguity-1", "annotation-usage-error", "assign-type-mismatch", "attribute-missing-parameter",
    "attribute-param-type-mismatch", "attribute-redundant-parameter", "await-in-sync", "call-non-callable",
    "cast-local-type", "cast-type-mismatch", "circle-doc-class", "close-non-object", "code-after-break",
    "code-style-check", "codestyle-check", "count-down-loop", "deprecated", "different-requires", "discard-returns",
    "doc-field-no-class", "doc-syntax-error", "duplicate-doc-alias", "duplicate-doc-field", "duplicate-doc-param",
    "duplicate-index", "duplicate-require", "duplicate-set-field", "duplicate-type", "empty-block",
    "enum-value-mismatch", "generic-constraint-mismatch", "global-element", "global-in-nil-env",
    "global-in-non-module", "incomplete-signature-doc", "inconsistent-type-access-modifier", "inject-field",
    "invert-if",
    "invisible", "iter-variable-reassign", "local-const-reassign", "lowercase-global", "missing-fields",
    "missing-global-doc", "missing-local-export-doc", "missing-parameter", "missing-return", "missing-return-value",
    "missing-type-argument", "name-style-check", "need-check-nil", "newfield-call", "newline-call", "no-unknown",
    "non-literal-expressions-in-assert", "not-yieldable", "param-type-mismatch", "param-type-not-match",
    "preferred-local-alias", "read-only",
    "redefined-label", "redundant-parameter", "redundant-return", "redundant-return-value", "redundant-value",
    "require-module-not-visible", "return-type-mismatch", "spell-check", "syntax-error", "trailing-space",
    "type-not-found", "unbalanced-assignments", "undefined-doc-class", "undefined-doc-name", "undefined-doc-param",
    "undefined-env-child", "undefined-field", "unknown-cast-variable", "unknown-doc-tag", "unknown-operator",
    "unnecessary-assert", "unnecessary-if", "unresolved-require", "unused", "unused-label", "unused-vararg",
  ]
}
