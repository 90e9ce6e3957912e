import CofreCatalog
import CofreModel
import CofreSchema
import LuaSyntax

enum OutOfRangeRule: DeclarationRule {
  static let page = RulePage(
    "out-of-range", .error, .schema, "Value is not allowed",
    explanation: """
      The cloud refuses the value: a number beyond its bounds, a text that is too long or of the wrong form, a word that
      is none of those allowed. The clouds often say so late, after other objects have been made; the same rule is
      checked here, while you type, and again before the first call.

      Write a value as the message describes it. The bounds stand on the reference page of the type.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("signing", { key_ring_id = ring.id, purpose = "mac" })
      """,
    right: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("signing", { key_ring_id = ring.id, purpose = "MAC" })
      """,
    fix: "Changes a word to the nearest one of those allowed.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked, fixes: { words($0, checked, $1) }, hint: regions)
    checkDestruction(checked, in: &context)
  }

  /// Changes of a text to those among the allowed ones that are near; what it is but for the case comes alone.
  private static func words(
    _ placed: CheckedDeclaration.Placed, _ checked: CheckedDeclaration, _ context: RuleContext
  ) -> [AnalysisDiagnostic.Fix] {
    guard let place = checked.properties?.places[placed.violation.path], let choices = place.property?.offeredChoices,
      case .string(let literal) = place.value
    else { return [] }
    let nearest = nearestNames(to: String(decoding: literal.value, as: UTF8.self), among: choices)
    return nearest.map { context.changeFix(literal.contentRange, to: $0) }
  }

  /// Which regions there are, where one of them is wanted.
  private static func regions(_ placed: CheckedDeclaration.Placed, _ checked: CheckedDeclaration) -> String? {
    guard let place = checked.properties?.places[placed.violation.path],
      let region = WrittenRegion(place, of: checked.declaration.type)
    else { return nil }
    let nearest = nearestNames(to: region.name, among: region.known)
    if nearest.isEmpty, let other = Regions.cloud(ofRegion: region.name), other.key != checked.cloud {
      return "It is a region of \(other.title). \(Regions.examples(region.known))"
    }
    return nearest.isEmpty
      ? Regions.examples(region.known) : "Did you mean \(nearest.map { "'\($0)'" }.joined(separator: " or "))?"
  }

  /// The bounds depend on another property, for which constraints have no words.
  private static func checkDestruction(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard checked.declaration.type.name == "gcp.kms.CryptoKey", let properties = checked.properties,
      case .object(let members) = properties.value, case .string(let text)? = members["destroy_scheduled_duration"],
      text.hasSuffix("s"), let seconds = Double(text.dropLast()),
      let place = properties.places[PropertyPath("destroy_scheduled_duration")]
    else { return }
    let isKnown = members["import_only"] == nil || members["import_only"] == .bool(false)
    let bounds = Catalog.GCP.destroyScheduledBounds(isImportOnly: !isKnown)
    guard seconds < Double(bounds.lowerBound) || seconds > Double(bounds.upperBound) else { return }
    context.report(
      page, at: place.value.range,
      "'destroy_scheduled_duration' of \(checked.declaration.type.name) must be \(bounds.lowerBound)s to "
        + "\(bounds.upperBound)s (120 days).",
      hint: "30 days are \"2592000s\".")
  }
}
