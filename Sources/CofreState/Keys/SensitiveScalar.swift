import CofreCrypto
import CofreModel

/// The bytes of a sensitive scalar: a letter for its kind, then its text in UTF-8.
///
/// Integers are written in decimal, numbers with the fewest digits that read back equal, bools as 0 or 1.
enum SensitiveScalar {
  /// Gives the bytes to `body` and wipes them afterwards.
  static func withBytes<Result>(of value: Sensitive, _ body: ([UInt8]) throws -> Result) rethrows -> Result {
    var bytes: [UInt8]
    switch value.reveal(for: .sealing) {
    case .string(let text): bytes = [UInt8(ascii: "s")] + text.utf8
    case .integer(let number): bytes = [UInt8(ascii: "i")] + String(number).utf8
    case .number(let number): bytes = [UInt8(ascii: "n")] + number.description.utf8
    case .bool(let flag): bytes = [UInt8(ascii: "b"), flag ? UInt8(ascii: "1") : UInt8(ascii: "0")]
    case .null, .array, .object, .unknown, .sensitive, .digest, .ciphertext:
      preconditionFailure("A sensitive value is a string, an integer, a number or a bool; Sensitive holds nothing else")
    }
    defer { wipe(&bytes) }
    return try body(bytes)
  }

  /// Reads what ``withBytes(of:_:)`` wrote; nil for other bytes.
  static func decode(_ bytes: [UInt8]) -> Sensitive? {
    guard let kind = bytes.first, let text = String(validating: bytes.dropFirst(), as: UTF8.self) else { return nil }
    switch kind {
    case UInt8(ascii: "s"): return Sensitive(text)
    case UInt8(ascii: "i"): return Int64(text).map { Sensitive(.integer($0)) }
    case UInt8(ascii: "n"): return Double(text).map { Sensitive(.number($0)) }
    case UInt8(ascii: "b") where text == "0" || text == "1": return Sensitive(.bool(text == "1"))
    default: return nil
    }
  }
}
