import CofreCrypto
import CofreProvider

/// The label by which Cofre knows again what it made: never shown to the script, never taken from it.
enum OwnerLabel {
  static let key = "cofre-owner"

  /// The label of what one step makes: the same when the step is repeated, another one for every other step.
  static func value(for owner: Owner) -> String {
    let text = "\(owner.urn)\n\(owner.operationID)"
    return String(Hex.encode(SHA256.hash(Array(text.utf8))).prefix(40))
  }
}
