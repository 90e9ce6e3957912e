extension [UInt8] {
  /// Appends a string as a JSON string, in quotes, with the escapes that it needs and no other.
  mutating func append(jsonString string: String) {
    append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices {
        let byte = utf8[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        append(contentsOf: utf8[start..<index])
        append(escaped: byte)
        start = index + 1
      }
      append(contentsOf: utf8[start...])
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends an integer in decimal digits.
  mutating func append(decimal value: Int) {
    guard value > 9 || value < 0 else { return append(UInt8(ascii: "0") + UInt8(value)) }
    append(contentsOf: String(value).utf8)
  }

  private mutating func append(escaped byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 10: append(UInt8(ascii: "n"))
    case 13: append(UInt8(ascii: "r"))
    case 9: append(UInt8(ascii: "t"))
    default:
      append(contentsOf: "u00".utf8)
      append(hexadecimal(byte >> 4))
      append(hexadecimal(byte & 15))
    }
  }

  private func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
