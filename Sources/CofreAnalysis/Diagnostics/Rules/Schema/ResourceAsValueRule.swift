import CofreModel
import CofreSchema
import LuaSyntax

enum ResourceAsValueRule: DeclarationRule {
  static let page = RulePage(
    "resource-as-value", .error, .schema, "Resource used as a value",
    explanation: """
      A property takes a value, such as the id or the ARN of an object, and here stands the whole resource. A run would
      stop at the declaration.

      Write the output that is meant. The other resource is still made first, because its output is used.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring, rotation_period = "7776000s" })
      """,
    right: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring.id, rotation_period = "7776000s" })
      """,
    fix: "Writes the output that the property usually takes.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard case .handle(let index) = place.held else {
        continue
      }
      let field = place.property?.reference?.property ?? "id"
      let end = place.value.range.upperBound
      context.report(
        page, at: place.value.range,
        "'\(place.path)' of \(checked.declaration.type.name) takes a value, not a whole "
          + "\(context.facts.declarations[index].type.name).",
        hint: "Write one of its outputs, such as .\(field).",
        fixes: [AnalysisDiagnostic.Fix(title: "Write its \(field)", edits: [Edit(end..<end, ".\(field)")])])
    }
  }
}
