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
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard let property = place.property, case .string(let literal) = place.source, literal.value.count < 64 else {
        continue
      }
      let known = Regions.names(for: property, of: checked.declaration.type)
      let name = String(decoding: literal.value, as: UTF8.self)
      guard !known.isEmpty, !known.contains(name), Regions.cloud(ofRegion: name) == nil,
        !Regions.mayBeNew(name, of: checked.cloud), !SecretForms.isPlaceholder(literal.value[...]),
        !checked.violations.contains(where: { $0.violation.path == place.path })
      else { continue }
      let nearest = nearestNames(to: name, among: known)
      context.report(
        page, at: place.value.range, "'\(place.path)' of \(checked.declaration.type.name) is no region of the cloud.",
        hint: context.didYouMean(nearest) ?? Regions.examples(known),
        fixes: place.value.range == literal.range
          ? nearest.map { context.changeFix(literal.contentRange, to: $0) } : [])
    }
  }
}
