import CofreModel
import CofreSchema
import LuaSyntax

enum NoRotationRule: DeclarationRule {
  static let page = RulePage(
    "no-rotation", .information, .secret, "Key is never rotated",
    explanation: """
      The key encrypts, and nothing makes a new version of it from time to time: whatever it ever encrypted stays under
      one key, and one leak opens all of it. Standards ask for a rotation at least once a year.

      Give the property that rotates it: 90 days (`rotation_period = "7776000s"`) are usual. What was encrypted with an
      older version can still be read.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring.id })
      """,
    right: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", { key_ring_id = ring.id, rotation_period = "7776000s" })
      """,
    fix: "Turns the rotation on, every 90 days where a period is needed.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties, let table = properties.tables[PropertyPath()],
      case .object(let members) = properties.value
    else { return }
    if members["enable_key_rotation"] == .bool(false),
      let place = properties.places[PropertyPath().appending("enable_key_rotation")]
    {
      let fix = AnalysisDiagnostic.Fix(title: "Turn the rotation on", edits: [Edit(place.value.range, "true")])
      context.report(
        page, at: place.value.range, "The rotation of this \(checked.declaration.type.name) is turned off.",
        fixes: [fix])
    }
    guard checked.declaration.type.name == "gcp.kms.CryptoKey", members["rotation_period"] == nil,
      !properties.openTables.contains(PropertyPath()), isForEncryption(members["purpose"]),
      members["import_only"] != .bool(true)
    else { return }
    let edit = table.adding("rotation_period = \"7776000s\"", in: context.file)
    context.report(
      page, at: checked.declaration.calleeRange,
      "Nothing rotates this \(checked.declaration.type.name): it has no rotation_period.",
      hint: "Add rotation_period = \"7776000s\" for 90 days.",
      fixes: [AnalysisDiagnostic.Fix(title: "Rotate it every 90 days", edits: [edit])])
  }

  /// Only keys that encrypt and decrypt can be rotated by the cloud; it is what they do unless told otherwise.
  private static func isForEncryption(_ purpose: Value?) -> Bool {
    switch purpose {
    case nil, .null?: true
    case .string(let text)?: text == "ENCRYPT_DECRYPT"
    default: false
    }
  }
}
