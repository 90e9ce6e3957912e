import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownRegionRule: DeclarationRule {
  static let page = RulePage(
    "unknown-region", .warning, .stack, "Unknown region",
    explanation: """
      The place is no region that is known, and is not formed as the cloud's regions are either, so that it is none that
      has been opened since. The cloud refuses it, after other objects have been made.

      Write a region of the cloud. An editor offers all that are known behind the quote.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      gcp.kms.KeyRing("ring", { location = "europe-west" })
      """,
    right: """
      local gcp = require "cofre.gcp"
      gcp.kms.KeyRing("ring", { location = "europe-west1" })
      """,
    fix: "Changes the region to the nearest one.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    for region in checked.regions where !region.known.contains(region.name) {
      guard Regions.cloud(ofRegion: region.name) == nil, !Regions.mayBeNew(region.name, of: checked.cloud),
        !SecretForms.isPlaceholder(region.literal.value[...]),
        !checked.violations.contains(where: { $0.violation.path == region.place.path })
      else { continue }
      let nearest = nearestNames(to: region.name, among: region.known)
      context.report(
        page, at: region.place.value.range,
        "'\(region.place.path)' of \(checked.declaration.type.name) is no region of the cloud.",
        hint: context.didYouMean(nearest) ?? Regions.examples(region.known),
        fixes: region.fixes(nearest, in: context))
    }
  }
}
