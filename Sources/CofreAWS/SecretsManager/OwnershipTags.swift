import CofreCrypto
import CofreModel
package import CofreProvider

/// The tags by which we know our own objects again: which resource of which stack they are, and which run made them.
///
/// Users never see them: they are taken out of what is read, and a script may not set them.
package enum OwnershipTags {
  package static let prefix = "cofre:"
  package static let stack = "cofre:stack"
  package static let urn = "cofre:urn"
  package static let operation = "cofre:operation"

  package static func tags(of owner: Owner) -> [String: String] {
    [
      stack: value("\(owner.urn.project)/\(owner.urn.stack)"), urn: value(owner.urn.description),
      operation: owner.operationID,
    ]
  }

  package static func isOurs(_ key: String) -> Bool { key.hasPrefix(prefix) }

  /// The text in the letters that a tag's value may have, or its digest when that is too long.
  package static func value(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where " -./:@_".utf8.contains(byte): encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "=" + Hex.encode([byte])
      }
    }
    return encoded.utf8.count <= 256 ? encoded : "sha256/" + Hex.encode(SHA256.hash(Array(text.utf8)))
  }
}
