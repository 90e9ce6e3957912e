/// Percent-encoding (RFC 3986), over UTF-8 and with upper-case digits.
package enum PercentEncoding {
  /// Encodes every byte but the unreserved `A–Z a–z 0–9 - . _ ~` and those of `allowed`: `"/"` to keep the slashes of a
  /// path.
  package static func encode(_ text: String, allowing allowed: String = "") -> String {
    encode(text.utf8, allowing: allowed)
  }

  package static func encode(_ bytes: some Sequence<UInt8>, allowing allowed: String = "") -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in bytes {
      if isUnreserved(byte) || allowed.utf8.contains(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The bytes that a text stands for; a `%` that no two digits follow stands for itself.
  package static func decode(_ text: some StringProtocol) -> [UInt8] {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      return true
    default:
      return false
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - 48
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - 55
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - 87
    default: return nil
    }
  }
}
