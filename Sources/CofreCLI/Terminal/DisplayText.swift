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

extension Unicode.Scalar {
  /// Whether a terminal would obey it rather than show it, or show it out of its place: control characters but for tabs
  /// and ends of lines, and what turns the direction of writing.
  fileprivate var drivesTerminal: Bool {
    switch value {
    case 9, 10: false
    case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The text with control characters, but for tabs and ends of lines, made visible: a terminal would obey them.
  var withoutControlCharacters: String {
    guard unicodeScalars.contains(where: \.drivesTerminal) else { return self }
    return unicodeScalars.map { scalar in
      guard scalar.drivesTerminal else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
    }.joined()
  }

  /// How many columns of a terminal it takes, when it has neither tabs nor ends of lines.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}
