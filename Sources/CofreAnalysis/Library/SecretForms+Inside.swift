/// Secrets that stand in a longer text: a file, a header, a command line, JSON.
extension SecretForms {
  /// What ends a word of a text.
  static let separators = Set(" \t\r\n\"'`,;()<>[]{}=".utf8)
  private static let innerSeparators = Set(":@/|&?".utf8)

  /// What secret a text holds among other things; nil when it seems to hold none.
  static func nameInside(_ text: ArraySlice<UInt8>) -> String? {
    guard text.count >= 20 else { return nil }
    var isBasic = false
    for word in text.split(whereSeparator: separators.contains) {
      if let name = keyName(of: word) { return name }
      if isSignedToken(word) { return "a signed token" }
      if isBasic, isCredentials(word) { return "a user name with a password" }
      isBasic = word.elementsEqual("Basic".utf8) || word.elementsEqual("basic".utf8)
      guard word.count > 20, word.contains(where: innerSeparators.contains) else { continue }
      for part in word.split(whereSeparator: innerSeparators.contains) {
        if let name = keyName(of: part) { return name }
      }
    }
    return assignsSecret(text) ? "a file with a secret in it" : nil
  }

  /// Whether a text has a line or a member that gives a secret a value: `DB_PASSWORD=…`, `"password": "…"`.
  private static func assignsSecret(_ text: ArraySlice<UInt8>) -> Bool {
    for sign in text.indices where text[sign] == UInt8(ascii: "=") || text[sign] == UInt8(ascii: ":") {
      let before = text[..<sign].dropLast(while: { $0 == 32 || quotes.contains($0) })
      let name = before.suffix(while: isNameByte)
      guard !name.isEmpty, namesSecret(name) else { continue }
      let after = text[(sign + 1)...].drop { $0 == 32 }
      let value: ArraySlice<UInt8>
      if let quote = after.first, quotes.contains(quote) {
        let rest = after.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { continue }
        value = rest[..<end]
      } else {
        // `secret:name` is a part of an id.
        if text[sign] == UInt8(ascii: ":"), after.startIndex == sign + 1 { continue }
        value = after.prefix { $0 > 32 && !",;&}])\"'".utf8.contains($0) }
      }
      if isSecretValue(value, of: name) { return true }
    }
    return false
  }

  private static let quotes = Set("\"'".utf8)

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 45
  }

  /// Whether a word is base64 of a name, a colon and a password, as in `Authorization: Basic …`.
  private static func isCredentials(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 12, word.count <= 400 else { return false }
    return plainText(inBase64: word)?.contains(UInt8(ascii: ":")) ?? false
  }

  /// The text that a word is the base64 of, in either alphabet; nil when it is none, or is one of other bytes than those of
  /// texts in ASCII.
  static func plainText(inBase64 word: ArraySlice<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var (bits, count) = (UInt32(0), 0)
    for byte in word {
      let value: UInt8
      switch byte {
      case 65...90: value = byte - 65
      case 97...122: value = byte - 71
      case 48...57: value = byte + 4
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="): return text
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      let decoded = UInt8(truncatingIfNeeded: bits >> UInt32(count))
      guard decoded >= 32 && decoded < 127 || (9...13).contains(decoded) else { return nil }
      text.append(decoded)
    }
    return text
  }
}

extension ArraySlice<UInt8> {
  /// Without the elements at the end for which something holds.
  fileprivate func dropLast(while isDropped: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, isDropped(self[end - 1]) { end -= 1 }
    return self[..<end]
  }

  /// The elements at the end for which something holds.
  fileprivate func suffix(while isTaken: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, isTaken(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
