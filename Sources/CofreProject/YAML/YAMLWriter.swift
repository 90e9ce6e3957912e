import CofreModel

/// Values as YAML on one line.
enum YAMLWriter {
  /// The text of a value, or nil when it holds something that has no place in a settings file.
  static func text(_ value: Value) -> String? {
    switch value {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .number(let value):
      if value.isNaN { return ".nan" }
      if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
      return value.description
    case .string(let value):
      // The reader would take it for a byte order mark.
      return value.unicodeScalars.first == "\u{FEFF}" ? nil : text(value)
    case .array(let elements):
      let texts = elements.compactMap(text)
      return texts.count == elements.count ? "[\(texts.joined(separator: ", "))]" : nil
    case .object(let members):
      let texts = members.sorted { $0.key < $1.key }.compactMap { key, member in
        self.text(member).map { "\(quoted(key)): \($0)" }
      }
      return texts.count == members.count ? "{ \(texts.joined(separator: ", ")) }" : nil
    case .unknown, .sensitive, .digest, .ciphertext: return nil
    }
  }

  /// A string, without quotes where nobody could take it for something else.
  static func text(_ string: String) -> String {
    isPlain(string) && !YAMLScalar.isAmbiguous(string) ? string : quoted(string)
  }

  private static func isPlain(_ string: String) -> Bool {
    guard let first = string.utf8.first, isLetter(first) || first == UInt8(ascii: "/"),
      string.utf8.last != UInt8(ascii: ":")
    else { return false }
    return string.utf8.allSatisfy { byte in
      isLetter(byte) || 48...57 ~= byte || "_./@+-:=".utf8.contains(byte)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 97...122 ~= byte | 0x20 && byte < 128 }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case "\0"..<" ", "\u{7F}"..."\u{A0}": text += "\\x" + hexadecimal(scalar, 2)
      // Line ends, byte order marks and what is no character must not stand as they are.
      case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}": text += "\\u" + hexadecimal(scalar, 4)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar, _ width: Int) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}
