/// The parts of a line `key: value # comment`.
struct YAMLLine {
  /// Behind the colon.
  let valueStart: Int
  /// Behind the value; what follows is blank or a comment.
  ///
  /// The same as `valueStart` when there is no value.
  let valueEnd: Int

  /// Nil when the line has another form.
  init?(_ bytes: [UInt8], _ line: Range<Int>, keyOffset: Int) {
    guard line.contains(keyOffset), bytes[line.lowerBound..<keyOffset].allSatisfy({ $0 == 32 }) else { return nil }
    var index: Int
    switch bytes[keyOffset] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let end = Self.endOfQuotes(bytes, keyOffset, line.upperBound) else { return nil }
      index = end
      while index < line.upperBound, bytes[index] == 32 { index += 1 }
    default:
      index = keyOffset
      while index < line.upperBound,
        bytes[index] != UInt8(ascii: ":") || !(index + 1 == line.upperBound || Self.isBlank(bytes[index + 1]))
      {
        index += 1
      }
    }
    guard index < line.upperBound, bytes[index] == UInt8(ascii: ":") else { return nil }
    valueStart = index + 1
    index += 1
    while index < line.upperBound, Self.isBlank(bytes[index]) { index += 1 }
    if index == line.upperBound || bytes[index] == UInt8(ascii: "#") {
      valueEnd = valueStart
    } else if let end = Self.endOfValue(bytes, index, line.upperBound) {
      valueEnd = end
    } else {
      // The value goes on in the next line: then nothing of this line stays.
      valueEnd = line.upperBound
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  private static func endOfValue(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return endOfQuotes(bytes, start, end)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return endOfBrackets(bytes, start, end)
    default:
      var index = start
      var last = start
      while index < end {
        if bytes[index] == UInt8(ascii: "#"), isBlank(bytes[index - 1]) { break }
        index += 1
        if !isBlank(bytes[index - 1]) { last = index }
      }
      return last
    }
  }

  private static func endOfQuotes(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    let quote = bytes[start]
    var index = start + 1
    while index < end {
      if bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index += 2
      } else if bytes[index] == quote {
        guard quote == UInt8(ascii: "'"), index + 1 < end, bytes[index + 1] == quote else { return index + 1 }
        index += 2
      } else {
        index += 1
      }
    }
    return nil
  }

  private static func endOfBrackets(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var depth = 0
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // A quote inside a word, as in `it's`, opens nothing.
        if " \t,[{:".utf8.contains(bytes[index - 1]) {
          guard let close = endOfQuotes(bytes, index, end) else { return nil }
          index = close
          continue
        }
      default: break
      }
      index += 1
    }
    return nil
  }
}
