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
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard let property = place.property, case .string(let literal) = place.source, literal.value.count < 64 else {
        continue
      }
      let known = Regions.names(for: property, of: checked.declaration.type)
      guard !known.isEmpty else { continue }
      let name = String(decoding: literal.value, as: UTF8.self)
      guard let other = Regions.cloud(ofRegion: name), other.key != checked.cloud, !known.contains(name) else {
        continue
      }
      let nearest = nearestNames(to: name, among: known)
      context.report(
        page, at: place.value.range,
        "'\(place.path)' of \(checked.declaration.type.name) is a region of \(other.title).",
        hint: context.didYouMean(nearest),
        fixes: place.value.range == literal.range
          ? nearest.prefix(1).map { context.changeFix(literal.contentRange, to: $0) } : [])
    }
  }
}
