extension SettingsOutlineReader {
  /// Where a key or a scalar stands: in braces, commas and brackets end it.
  enum Surrounding { case flow }

  /// A key with the colon behind it; nil when what stands here is none.
  func key(at start: Int, in surrounding: Surrounding?) -> (key: String, range: Range<Int>, colon: Int)? {
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") {
      let (text, range, _) = scalar(at: start, in: surrounding)
      let colon = skipBlanks(range.upperBound)
      guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":"), endsKey(colon, surrounding) else { return nil }
      return (text, range, colon)
    }
    var index = start
    while index < bytes.count, !isLineEnd(index) {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":"), endsKey(index, surrounding) {
        var end = index
        while end > start, isBlank(end - 1) { end -= 1 }
        return end > start ? (string(start..<end), start..<end, index) : nil
      }
      if byte == UInt8(ascii: "#"), index > start, isBlank(index - 1) { return nil }
      if surrounding == .flow, ",{}[]".utf8.contains(byte) { return nil }
      index += 1
    }
    return nil
  }

  private func endsKey(_ colon: Int, _ surrounding: Surrounding?) -> Bool {
    let next = colon + 1
    if next >= bytes.count || isBlank(next) || isLineEnd(next) { return true }
    return surrounding == .flow && ",{}[]\"'".utf8.contains(bytes[next])
  }

  /// The text that begins here, as it is meant, and where it stands.
  func scalar(at start: Int, in surrounding: Surrounding?) -> (text: String, range: Range<Int>, isQuoted: Bool) {
    switch bytes[start] {
    case UInt8(ascii: "\""): return quoted(start, UInt8(ascii: "\""))
    case UInt8(ascii: "'"): return quoted(start, UInt8(ascii: "'"))
    default:
      var index = start
      var end = start
      while index < bytes.count, !isLineEnd(index) {
        if bytes[index] == UInt8(ascii: "#"), index > start, isBlank(index - 1) { break }
        if surrounding == .flow, ",{}[]".utf8.contains(bytes[index]) { break }
        index += 1
        if !isBlank(index - 1) { end = index }
      }
      return (string(start..<end), start..<end, false)
    }
  }

  /// A text in quotes; one that is not closed ends with its line.
  private func quoted(_ start: Int, _ quote: UInt8) -> (text: String, range: Range<Int>, isQuoted: Bool) {
    var text: [UInt8] = []
    var index = start + 1
    while index < bytes.count, !isLineEnd(index) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), index + 1 < bytes.count, !isLineEnd(index + 1) {
        text.append(Self.unescaped(bytes[index + 1]))
        index += 2
      } else if byte == quote {
        let isDoubled = quote == UInt8(ascii: "'") && index + 1 < bytes.count && bytes[index + 1] == quote
        guard isDoubled else { return (String(decoding: text, as: UTF8.self), start..<(index + 1), true) }
        text.append(quote)
        index += 2
      } else {
        text.append(byte)
        index += 1
      }
    }
    return (String(decoding: text, as: UTF8.self), start..<index, true)
  }

  /// The escapes that settings are written with; longer ones keep their letters, as nothing here is looked up by them.
  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "r"): 13
    default: byte
    }
  }

  // MARK: - Bytes

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func isBlank(_ index: Int) -> Bool { bytes[index] == 32 || bytes[index] == 9 }

  func isLineEnd(_ index: Int) -> Bool { bytes[index] == 10 || bytes[index] == 13 }

  func skipBlanks(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, isBlank(index) { index += 1 }
    return index
  }

  func endOfLine(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, !isLineEnd(index) { index += 1 }
    return index
  }

  /// The start of the next line, for the end of a line; any other place as it is.
  func behindLineEnd(_ index: Int) -> Int {
    guard index < bytes.count, isLineEnd(index) else { return index }
    let isPair = bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
    return index + (isPair ? 2 : 1)
  }

  /// `- ` or a dash alone.
  func isListDash(_ index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "-") else { return false }
    return index + 1 >= bytes.count || isBlank(index + 1) || isLineEnd(index + 1)
  }

  /// `---` or `...` or a directive, at the margin.
  func isMarker(_ index: Int) -> Bool {
    if bytes[index] == UInt8(ascii: "%") { return true }
    let line = bytes[index..<min(index + 3, bytes.count)]
    return line.elementsEqual("---".utf8) || line.elementsEqual("...".utf8)
  }
}
