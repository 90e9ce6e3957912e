import CofreModel
import CofreSchema
import LuaSyntax

enum NoRecoveryWindowRule: DeclarationRule {
  static let page = RulePage(
    "no-recovery-window", .warning, .secret, "Deleted at once and for good",
    explanation: """
      With a window of zero, a deleted secret is gone at once: no mistake can be undone, and programs that still need it
      fail with nothing to recover.

      Give a window of 7 to 30 days, or leave it out for 30. Zero is right for what a test makes and throws away: say so
      by `---@diagnostic disable-line: no-recovery-window`.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { recovery_window_in_days = 0 })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { recovery_window_in_days = 7 })
      """,
    fix: "Gives a window of seven days.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties, case .object(let members) = properties.value else { return }
    for name in ["recovery_window_in_days", "deletion_window_in_days"] where members[name] == .integer(0) {
      guard let place = properties.places[PropertyPath().appending(name)], place.property != nil else { continue }
      let fix = AnalysisDiagnostic.Fix(title: "Change to 7 days", edits: [Edit(place.value.range, "7")])
      context.report(
        page, at: place.value.range,
        "'\(name)' of \(checked.declaration.type.name) is zero, so a deletion can never be undone.",
        hint: "Write 7 to 30, or leave it out.", fixes: [fix])
    }
  }
}
