extension Character {
  /// How many columns of a terminal it takes: two for most of East Asia's characters and for emoji.
  var displayWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}

extension String {
  /// The text with control characters, but for tabs and ends of lines, made visible: a terminal would obey them.
  var withoutControlCharacters: String {
    guard utf8.contains(where: { $0 < 0x20 && $0 != 9 && $0 != 10 || $0 == 0x7F }) else { return self }
    return unicodeScalars.map { scalar in
      let isControl = scalar.value < 0x20 && scalar.value != 9 && scalar.value != 10 || scalar.value == 0x7F
      return isControl ? "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16) : String(scalar)
    }.joined()
  }
}
