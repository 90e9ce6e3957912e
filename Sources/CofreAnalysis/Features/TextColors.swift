import LuaSyntax

/// A colour that a text of the script is, as pages of the web write it: `#rrggbb`, or `#rrggbbaa`.
package struct ColorItem: Sendable, Equatable {
  /// The place of the text between its quotes.
  package var range: Range<Int>
  package var color: TextColor
}

/// A colour in its parts, each of 256 steps.
package struct TextColor: Sendable, Equatable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8
  package var alpha: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
  }

  /// The colour that a text is; nil for any other text.
  init?(_ text: ArraySlice<UInt8>) {
    guard text.count == 7 || text.count == 9, text.first == UInt8(ascii: "#") else { return nil }
    var parts: [UInt8] = []
    var digits = text.dropFirst()
    while digits.count >= 2 {
      guard let part = UInt8(String(decoding: digits.prefix(2), as: UTF8.self), radix: 16),
        digits.first != UInt8(ascii: "+")
      else { return nil }
      parts.append(part)
      digits = digits.dropFirst(2)
    }
    self.init(red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count > 3 ? parts[3] : 255)
  }

  /// How it is written: with its transparency only when it has one.
  package var text: String {
    let parts = [red, green, blue] + (alpha == 255 ? [] : [alpha])
    return "#"
      + parts.map { part in (part < 16 ? "0" : "") + String(part, radix: 16) }.joined()
  }
}

extension DocumentAnalysis {
  /// The texts that are colours, in order: tags and labels may have them.
  package func colors() -> [ColorItem] {
    file.tokens.compactMap { token in
      // Two quotes around it, and nothing else.
      guard token.kind == .string, token.range.count == 9 || token.range.count == 11 else { return nil }
      let range = (token.range.lowerBound + 1)..<(token.range.upperBound - 1)
      return TextColor(file.source[range]).map { ColorItem(range: range, color: $0) }
    }
  }
}
