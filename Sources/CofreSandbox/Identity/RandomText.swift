import CofreCrypto

/// Random identifiers in the shapes that the clouds use.
enum RandomText {
  /// A UUID of version 4, in lower case.
  static func uuid() -> String {
    var bytes = Random.bytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Array(Hex.encode(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(separator: "-")
  }

  /// Text of so many characters, each drawn evenly from the alphabet (of at most 256 ASCII characters).
  static func characters(_ count: Int, of alphabet: String) -> String {
    let alphabet = Array(alphabet.utf8)
    let limit = 256 - 256 % alphabet.count
    var text: [UInt8] = []
    while text.count < count {
      for byte in Random.bytes(count) where text.count < count && Int(byte) < limit {
        text.append(alphabet[Int(byte) % alphabet.count])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static let upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  static let lowerCase = "abcdefghijklmnopqrstuvwxyz"
  static let digits = "0123456789"
  static let lettersAndDigits = upperCase + lowerCase + digits
}
