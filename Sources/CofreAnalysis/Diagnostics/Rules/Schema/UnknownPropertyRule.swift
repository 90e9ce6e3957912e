import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownPropertyRule: DeclarationRule {
  static let page = RulePage(
    "unknown-property", .error, .schema, "Unknown property",
    explanation: """
      The type has no property of this name, so the value would reach no cloud. A misspelt name of an optional property is
      the worst case: the object is made, and is not as the script says.

      Correct the name. What belongs to Cofre and not to the cloud (`protect`, `depends_on`, …) is an option and stands in
      the third argument.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { recovery_windw_in_days = 7 })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { recovery_window_in_days = 7 })
      """,
    fix: "Changes the name to the nearest property that is not given yet.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked) { placed, context in
      let path = placed.violation.path
      guard case .key(let name)? = path.components.last, checked.properties?.places[path]?.key == placed.range else {
        return []
      }
      let present = Set(checked.table(around: path)?.fields.compactMap(\.stringKey) ?? [])
      let candidates = checked.siblings(of: path).map(\.name).filter { !present.contains($0) }
      return nearestNames(to: name, among: candidates).map { context.changeFix(placed.range, to: $0) }
    }
  }
}
