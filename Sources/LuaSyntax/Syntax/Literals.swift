/// `true` or `false`.
package struct BooleanLiteral: SyntaxNode {
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package init?(_ node: Node) {
    guard node.kind == .true || node.kind == .false else { return nil }
    self.node = node
  }

  package var value: Bool { node.kind == .true }
}

/// A numeral.
package struct NumberLiteral: SingleKindNode {
  package enum Value: Sendable, Equatable {
    case integer(Int64)
    case float(Double)
  }

  static var kind: NodeKind { .number }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  /// Its value as Lua reads it; nil when it is malformed.
  ///
  /// A hexadecimal integer wraps around at 64 bits, a decimal one that does not fit is a float.
  package var value: Value? {
    let text = node.text
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      let digits = text.utf8.dropFirst(2)
      if !digits.isEmpty, digits.allSatisfy(\.isHexDigit) {
        return .integer(Int64(bitPattern: digits.reduce(0) { $0 << 4 | UInt64($1.hexValue) }))
      }
    } else if let integer = Int64(text) {
      return .integer(integer)
    }
    guard let first = text.utf8.first, first.isDigit || first == UInt8(ascii: "."), let float = Double(text) else {
      return nil
    }
    return .float(float)
  }
}

/// A string, quoted or in long brackets.
package struct StringLiteral: SingleKindNode {
  static var kind: NodeKind { .string }
  package let node: Node
  init(unchecked node: Node) { self.node = node }

  package var isLong: Bool { node.file.tokens[node.tokenRange.lowerBound].kind == .longString }

  /// The range between the quotes or brackets; a string that is not closed goes on to its end.
  package var contentRange: Range<Int> {
    let range = node.range
    let source = node.file.source
    if isLong {
      let level = source[(range.lowerBound + 1)...].prefix { $0 == UInt8(ascii: "=") }.count
      let start = range.lowerBound + level + 2
      let closer = [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
      let isClosed =
        range.upperBound - start >= closer.count && source[..<range.upperBound].suffix(closer.count) == closer[...]
      return start..<(isClosed ? range.upperBound - closer.count : range.upperBound)
    }
    let isClosed = isTerminated(range)
    return (range.lowerBound + 1)..<(isClosed ? range.upperBound - 1 : range.upperBound)
  }

  private func isTerminated(_ range: Range<Int>) -> Bool {
    let source = node.file.source
    guard range.count >= 2, source[range.upperBound - 1] == source[range.lowerBound] else { return false }
    // The last quote closes the string unless an odd number of backslashes stands before it.
    let backslashes = source[(range.lowerBound + 1)..<(range.upperBound - 1)].reversed().prefix {
      $0 == UInt8(ascii: "\\")
    }
    return backslashes.count % 2 == 0
  }

  /// The bytes it stands for; escapes that are wrong stand for themselves.
  package var value: [UInt8] {
    let content = node.file.source[contentRange]
    return isLong ? StringLiteral.longValue(content) : StringLiteral.unescaped(content)
  }

  /// A long string without a line break at its start, and with every line break as `\n`.
  private static func longValue(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    var index = content.startIndex
    while index < content.endIndex {
      let byte = content[index]
      index += 1
      guard byte.isNewline else {
        value.append(byte)
        continue
      }
      let isFirst = index == content.startIndex + 1
      if index < content.endIndex, content[index].isNewline, content[index] != byte { index += 1 }
      if !isFirst { value.append(10) }
    }
    return value
  }

  private static func unescaped(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(content.count)
    var rest = content
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") { unescape(&rest, into: &value) } else { value.append(byte) }
    }
    return value
  }

  private static func unescape(_ rest: inout ArraySlice<UInt8>, into value: inout [UInt8]) {
    guard let byte = rest.popFirst() else { return }
    switch byte {
    case UInt8(ascii: "a"): value.append(7)
    case UInt8(ascii: "b"): value.append(8)
    case UInt8(ascii: "f"): value.append(12)
    case UInt8(ascii: "n"): value.append(10)
    case UInt8(ascii: "r"): value.append(13)
    case UInt8(ascii: "t"): value.append(9)
    case UInt8(ascii: "v"): value.append(11)
    case 10, 13:
      if let next = rest.first, next.isNewline, next != byte { rest.removeFirst() }
      value.append(10)
    case UInt8(ascii: "z"):
      rest = rest.drop { $0.isBlank || $0.isNewline }
    case UInt8(ascii: "x"):
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy(\.isHexDigit) else { return value += [UInt8(ascii: "\\"), byte] }
      value.append(digits.reduce(0) { $0 << 4 | $1.hexValue })
      rest.removeFirst(2)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = [byte] + rest.prefix(2).prefix { $0.isDigit }
      let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
      guard let decoded = UInt8(exactly: number) else { return value += [UInt8(ascii: "\\"), byte] }
      value.append(decoded)
      rest.removeFirst(digits.count - 1)
    case UInt8(ascii: "u"):
      let digits = rest.dropFirst().prefix { $0.isHexDigit }
      let number = digits.reduce(UInt64(0)) { min($0 << 4 | UInt64($1.hexValue), 1 << 40) }
      guard rest.first == UInt8(ascii: "{"), !digits.isEmpty, number < 1 << 31, digits.endIndex < rest.endIndex,
        rest[digits.endIndex] == UInt8(ascii: "}")
      else { return value += [UInt8(ascii: "\\"), byte] }
      value += utf8(UInt32(number))
      rest = rest[(digits.endIndex + 1)...]
    default: value.append(byte)
    }
  }

  /// UTF-8 as Lua writes it, which goes on beyond Unicode to six bytes.
  private static func utf8(_ scalar: UInt32) -> [UInt8] {
    if scalar < 0x80 { return [UInt8(scalar)] }
    var tail: [UInt8] = []
    var rest = scalar
    var firstLimit: UInt32 = 0x3F
    repeat {
      tail.insert(0x80 | UInt8(rest & 0x3F), at: 0)
      rest >>= 6
      firstLimit >>= 1
    } while rest > firstLimit
    return [UInt8(truncatingIfNeeded: ~firstLimit << 1 | rest)] + tail
  }
}
