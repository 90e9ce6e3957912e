extension Lexer {
  /// Moves behind a quoted string, or to the end of the line that leaves it open, and checks its escapes.
  mutating func quotedString(quote: UInt8) {
    let start = position
    position += 1
    while position < count {
      let byte = base[position]
      if byte == quote {
        position += 1
        return
      }
      if byte.isNewline { break }
      if byte == UInt8(ascii: "\\") { escape() } else { position += 1 }
    }
    report(.unfinishedString(quote: quote, start..<position))
  }

  /// Moves behind one escape sequence; a wrong one is reported and left behind as far as it is understood.
  private mutating func escape() {
    let start = position
    position += 1
    guard position < count else { return }
    let byte = base[position]
    position += 1
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"), UInt8(ascii: "v"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      break
    case 10, 13:
      // A line break of two bytes, in either order, is one.
      if peek(position).isNewline, peek(position) != byte, position < count { position += 1 }
    case UInt8(ascii: "z"):
      while position < count, base[position].isBlank || base[position].isNewline { position += 1 }
    case UInt8(ascii: "x"):
      for _ in 0..<2 {
        guard peek(position).isHexDigit else {
          report(.invalidEscape("'\\x' needs two hexadecimal digits, as in '\\x7F'.", start..<position))
          return
        }
        position += 1
      }
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var value = Int(byte &- 48)
      for _ in 0..<2 where peek(position).isDigit {
        value = value * 10 + Int(base[position] &- 48)
        position += 1
      }
      if value > 255 {
        report(.invalidEscape("'\\\(value)' is no byte: a decimal escape goes up to '\\255'.", start..<position))
      }
    case UInt8(ascii: "u"): unicodeEscape(start: start)
    default:
      let text = byte < 0x80 ? "'\\\(Character(Unicode.Scalar(byte)))'" : "A backslash before a letter outside ASCII"
      report(
        .invalidEscape("\(text) is no escape sequence of Lua; a backslash itself is written '\\\\'.", start..<position))
    }
  }

  private mutating func unicodeEscape(start: Int) {
    let example = "as in '\\u{20AC}'."
    guard peek(position) == UInt8(ascii: "{") else {
      report(.invalidEscape("'\\u' is followed by a code point in braces, \(example)", start..<position))
      return
    }
    position += 1
    guard peek(position).isHexDigit else {
      report(
        .invalidEscape("The braces of '\\u{…}' hold a hexadecimal code point, \(example)", start..<position))
      return
    }
    var value: UInt64 = 0
    while peek(position).isHexDigit {
      value = min(value << 4 | UInt64(base[position].hexValue), 1 << 40)
      position += 1
    }
    if value >= 1 << 31 {
      report(.invalidEscape("A code point in '\\u{…}' goes up to 7FFFFFFF.", start..<position))
    }
    guard peek(position) == UInt8(ascii: "}") else {
      report(.invalidEscape("The brace of '\\u{…}' is never closed; write it \(example)", start..<position))
      return
    }
    position += 1
  }
}
