/// Base64 (RFC 4648): the standard alphabet with padding, and the one for URLs without.
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String { encode(bytes, standard, isPadded: true) }

  /// The alphabet for URLs and file names, without padding (RFC 4648 §5), as in a JWT.
  package static func encodeForURL(_ bytes: [UInt8]) -> String { encode(bytes, forURLs, isPadded: false) }

  /// The bytes, or nil for text that is not base64.
  ///
  /// Both alphabets are read, padding may be left out, other characters and bits that mean nothing may not be there.
  package static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var accumulator: UInt32 = 0
    var bits = 0
    var utf8 = Array(text.utf8)
    while utf8.last == UInt8(ascii: "="), text.utf8.count - utf8.count < 2 { utf8.removeLast() }
    guard utf8.count % 4 != 1, utf8.count == text.utf8.count || text.utf8.count % 4 == 0 else { return nil }
    for byte in utf8 {
      let value: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(byte) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(byte) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte) + 4
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      default: return nil
      }
      accumulator = accumulator << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
        accumulator &= (1 << UInt32(bits)) - 1
      }
    }
    return accumulator == 0 ? bytes : nil
  }

  private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let forURLs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static func encode(_ bytes: [UInt8], _ alphabet: [UInt8], isPadded: Bool) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group = UInt32(bytes[index]) << 16
      if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[index + 2]) }
      for position in 0..<4 {
        if position <= count {
          text.append(alphabet[Int(group >> UInt32(18 - 6 * position) & 63)])
        } else if isPadded {
          text.append(UInt8(ascii: "="))
        }
      }
      index += 3
    }
    return String(decoding: text, as: UTF8.self)
  }
}
