import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownOptionRule: DeclarationRule {
  static let page = RulePage(
    "unknown-option", .error, .stack, "Unknown option",
    explanation: """
      The third argument of a constructor holds options, which are Cofre's own and the same for all types. There is none
      of this name. A misspelt `protect` would protect nothing, so the run stops there instead.

      Correct the name. What is the cloud's belongs into the second argument, the properties.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {}, { protct = true })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {}, { protect = true })
      """,
    fix: "Changes the name to the nearest option.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    for field in checked.options {
      guard let key = field.stringKey, let keyRange = field.keyRange, ResourceOption.named(key) == nil else { continue }
      let type = checked.declaration.type
      let names = ResourceOption.all.map(\.name)
      let nearest = nearestNames(to: key, among: names)
      context.report(
        page, at: keyRange, "\(type.name) has no option '\(key)'.",
        hint: type.input(key) != nil
          ? "'\(key)' is a property: write it in the second argument."
          : context.didYouMean(nearest) ?? "The options are \(names.joined(separator: ", ")).",
        fixes: nearest.map { context.changeFix(keyRange, to: $0) })
    }
  }
}
