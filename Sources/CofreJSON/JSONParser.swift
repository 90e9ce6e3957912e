import Glibc

/// What is wrong with a JSON text, and at which byte.
package struct JSONParseError: Error, Equatable {
  package var message: String
  package var offset: Int
}

extension JSON {
  /// Nesting beyond this is refused, so that hostile input cannot exhaust the stack.
  package static let maximumDepth = 512

  /// Parses one JSON text (RFC 8259), which must fill the bytes but for white space.
  ///
  /// Of a member given twice the last value wins. Throws ``JSONParseError`` for anything that is not JSON, for text that
  /// is not UTF-8, for lone surrogates, and for nesting deeper than ``maximumDepth``.
  package static func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSON {
    var result: Result<JSON, JSONParseError> = .success(.null)
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer)
      do throws(JSONParseError) {
        result = .success(try parser.document())
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  /// Parses the UTF-8 of a string; see ``parse(_:)-([UInt8])``.
  package static func parse(_ text: String) throws(JSONParseError) -> JSON {
    try parse(Array(text.utf8))
  }
}

/// A recursive-descent parser over bytes; it makes no copy but the strings it returns.
private struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONParseError) -> JSON {
    let value = try self.value()
    skipSpace()
    guard position == bytes.count else { throw error("Unexpected text after the JSON value") }
    return value
  }

  private mutating func value() throws(JSONParseError) -> JSON {
    skipSpace()
    guard position < bytes.count else { throw error("Unexpected end of JSON") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error("Unexpected character in JSON")
    }
  }

  private mutating func object() throws(JSONParseError) -> JSON {
    try enter()
    var members: [JSONObject.Member] = []
    var names: Set<String>? = nil
    var repeated = false
    skipSpace()
    if consume(UInt8(ascii: "}")) {
      depth -= 1
      return .object(JSONObject())
    }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("Expected a member name")
      }
      let key = try string()
      skipSpace()
      guard consume(UInt8(ascii: ":")) else { throw error("Expected ':' after a member name") }
      let value = try self.value()
      // A few names are compared one by one; many go through a set, so that the cost stays linear.
      if members.count == 16 { names = Set(members.map(\.key)) }
      if names != nil {
        if names?.insert(key).inserted == false { repeated = true }
      } else if members.contains(where: { $0.key == key }) {
        repeated = true
      }
      members.append((key, value))
      skipSpace()
      if consume(UInt8(ascii: ",")) { continue }
      guard consume(UInt8(ascii: "}")) else { throw error("Expected ',' or '}' in an object") }
      depth -= 1
      return .object(repeated ? JSONObject(members.map { ($0.key, $0.value) }) : JSONObject(unchecked: members))
    }
  }

  private mutating func array() throws(JSONParseError) -> JSON {
    try enter()
    var elements: [JSON] = []
    skipSpace()
    if consume(UInt8(ascii: "]")) {
      depth -= 1
      return .array([])
    }
    while true {
      elements.append(try value())
      skipSpace()
      if consume(UInt8(ascii: ",")) { continue }
      guard consume(UInt8(ascii: "]")) else { throw error("Expected ',' or ']' in an array") }
      depth -= 1
      return .array(elements)
    }
  }

  private mutating func string() throws(JSONParseError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let slice = UnsafeBufferPointer(rebasing: bytes[start..<position])
        guard let text = String(validating: slice, as: UTF8.self) else { throw error("Text is not UTF-8", at: start) }
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= 0x20 else { throw error("Control character in a string") }
      position += 1
    }
    throw error("Unterminated string", at: start - 1)
  }

  private mutating func escapedString(from start: Int) throws(JSONParseError) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      // What needs no look is taken in one piece.
      let run = position
      while position < bytes.count, isPlain(bytes[position]) { position += 1 }
      text.append(contentsOf: bytes[run..<position])
      guard position < bytes.count else { break }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("Text is not UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      default:
        throw error("Control character in a string", at: position - 1)
      }
    }
    throw error("Unterminated string", at: start - 1)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONParseError) {
    guard position < bytes.count else { throw error("Unterminated string") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      var scalar = UInt32(first)
      if 0xD800..<0xDC00 ~= first {
        guard consume(UInt8(ascii: "\\")), consume(UInt8(ascii: "u")) else { throw error("Lone surrogate") }
        let second = try hexadecimal()
        guard 0xDC00..<0xE000 ~= second else { throw error("Lone surrogate") }
        scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      guard let unicode = Unicode.Scalar(scalar) else { throw error("Lone surrogate") }
      text.append(contentsOf: String(Character(unicode)).utf8)
    default:
      throw error("Unknown escape in a string", at: position - 1)
    }
  }

  private mutating func hexadecimal() throws(JSONParseError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw error("Expected four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONParseError) -> JSON {
    let start = position
    let negative = consume(UInt8(ascii: "-"))
    guard position < bytes.count, isDigit(bytes[position]) else { throw error("Expected a digit") }
    var magnitude: UInt64 = 0
    var fits = true
    if bytes[position] == UInt8(ascii: "0") {
      position += 1
      if position < bytes.count, isDigit(bytes[position]) { throw error("A number cannot start with 0") }
    } else {
      while position < bytes.count, isDigit(bytes[position]) {
        let (product, overflow1) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, overflow2) = product.addingReportingOverflow(UInt64(bytes[position] - 48))
        if overflow1 || overflow2 { fits = false }
        magnitude = sum
        position += 1
      }
    }
    var isInteger = true
    if consume(UInt8(ascii: ".")) {
      isInteger = false
      try digits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if !consume(UInt8(ascii: "+")) { _ = consume(UInt8(ascii: "-")) }
      try digits()
    }
    if isInteger, fits {
      if negative, magnitude <= UInt64(Int64.max) + 1, magnitude > 0 {
        return .integer(magnitude == UInt64(Int64.max) + 1 ? Int64.min : -Int64(magnitude))
      }
      if !negative, let value = Int64(exactly: magnitude) { return .integer(value) }
      if magnitude == 0 { return .integer(0) }
    }
    var text = bytes[start..<position].map { CChar(bitPattern: $0) }
    text.append(0)
    return .number(strtod(text, nil))
  }

  private mutating func digits() throws(JSONParseError) {
    guard position < bytes.count, isDigit(bytes[position]) else { throw error("Expected a digit") }
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
  }

  private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONParseError) -> JSON {
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.count, memcmp(bytes.baseAddress! + position, text.utf8Start, text.utf8CodeUnitCount) == 0 else {
      throw error("Unexpected character in JSON")
    }
    position = end
    return value
  }

  private mutating func enter() throws(JSONParseError) {
    depth += 1
    guard depth <= JSON.maximumDepth else { throw error("Nesting is too deep") }
    position += 1
  }

  private mutating func consume(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private func error(_ message: String, at offset: Int? = nil) -> JSONParseError {
    JSONParseError(message: message, offset: offset ?? position)
  }
}
