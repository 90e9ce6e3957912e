import CofreCatalog
import CofreModel
import CofreSchema
import LuaSyntax

enum RotationOutOfRangeRule: DeclarationRule {
  static let page = RulePage(
    "rotation-out-of-range", .error, .secret, "Rotation is too short or too long",
    explanation: """
      The cloud refuses the period in which the key should be rotated: Cloud KMS takes a day (`86400s`) to a hundred years
      (`3153600000s`), and only for keys that encrypt and decrypt.

      Write a period within the bounds; 90 days (`7776000s`) are usual. For a key of another purpose leave it out.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring.id, rotation_period = "3600s" })
      """,
    right: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring.id, rotation_period = "86400s" })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard checked.declaration.type.name == "gcp.kms.CryptoKey", let properties = checked.properties,
      case .object(let members) = properties.value, case .string(let text)? = members["rotation_period"],
      text.hasSuffix("s"), let seconds = Double(text.dropLast()),
      let place = properties.places[PropertyPath().appending("rotation_period")]
    else { return }
    let bounds = Catalog.GCP.rotationPeriodBounds
    if seconds < Double(bounds.lowerBound) || seconds > Double(bounds.upperBound) {
      context.report(
        page, at: place.value.range, "'rotation_period' must be 86400s, which is a day, to 3153600000s.",
        hint: "90 days are \"7776000s\".")
    } else if case .string(let purpose)? = members["purpose"], purpose != "ENCRYPT_DECRYPT" {
      context.report(
        page, at: place.value.range, "Only a key that encrypts and decrypts is rotated by the cloud.",
        hint: "Leave 'rotation_period' out.")
    }
  }
}
