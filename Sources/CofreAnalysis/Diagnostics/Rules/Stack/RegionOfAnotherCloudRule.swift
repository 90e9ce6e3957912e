import CofreModel
import CofreSchema
import LuaSyntax

enum RegionOfAnotherCloudRule: DeclarationRule {
  static let page = RulePage(
    "region-of-another-cloud", .warning, .stack, "Region of another cloud",
    explanation: """
      The place is a region of another cloud than the one that makes the object: `us-west-2` is one of AWS, `us-west2` one
      of Google Cloud, `westus2` one of Azure. The cloud refuses it, after other objects have been made.

      Write a region of the resource's own cloud.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      gcp.kms.KeyRing("ring", { location = "us-west-2" })
      """,
    right: """
      local gcp = require "cofre.gcp"
      gcp.kms.KeyRing("ring", { location = "us-west2" })
      """,
    fix: "Writes the own cloud's region of nearly that name.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    for region in checked.regions where !region.known.contains(region.name) {
      guard let other = Regions.cloud(ofRegion: region.name), other.key != checked.cloud,
        !checked.violations.contains(where: { $0.violation.path == region.place.path })
      else { continue }
      let nearest = nearestNames(to: region.name, among: region.known)
      context.report(
        page, at: region.place.value.range,
        "'\(region.place.path)' of \(checked.declaration.type.name) is a region of \(other.title).",
        hint: context.didYouMean(nearest), fixes: region.fixes(nearest.prefix(1), in: context))
    }
  }
}
