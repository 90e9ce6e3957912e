/// Reads words and marks from the lines of a documentation comment, at most to the end of the current line.
struct AnnotationScanner {
  let source: [UInt8]
  let lines: [Range<Int>]
  var line = 0
  var offset: Int
  /// How many brackets are open: inside them a type may go on in the next line.
  var depth = 0
  /// How deeply types nest in one another, which is bounded because reading them recurses.
  var nesting = 0
  var problems: [DocumentationComment.Problem] = []

  init(source: [UInt8], lines: [Range<Int>]) {
    self.source = source
    self.lines = lines
    offset = lines.first?.lowerBound ?? 0
  }

  var end: Int { line < lines.count ? lines[line].upperBound : offset }
  var isAtEndOfLine: Bool { offset >= end }

  /// The byte at a distance, 0 behind the end of the line.
  func peek(_ distance: Int = 0) -> UInt8 { offset + distance < end ? source[offset + distance] : 0 }

  mutating func skipBlanks() {
    while true {
      while offset < end, source[offset].isBlank || source[offset].isNewline { offset += 1 }
      // An open bracket goes on in the next line, unless an annotation begins there.
      guard depth > 0, isAtEndOfLine, line + 1 < lines.count, firstByte(ofLine: line + 1) != UInt8(ascii: "@") else {
        return
      }
      moveToLine(line + 1)
    }
  }

  mutating func moveToLine(_ number: Int) {
    line = number
    if number < lines.count { offset = lines[number].lowerBound }
  }

  /// The first byte of a line that is not blank.
  func firstByte(ofLine number: Int) -> UInt8? { source[lines[number]].first { !$0.isBlank } }

  mutating func consume(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  mutating func consume(_ mark: Character) -> Bool { mark.asciiValue.map { consume($0) } ?? false }

  /// A name: letters, digits, `_`, bytes outside ASCII, and inside it dots and dashes.
  mutating func name() -> AnnotatedName? {
    skipBlanks()
    let start = offset
    guard peek().isAnnotatedNamePart, !peek().isDigit else { return nil }
    while peek().isAnnotatedNamePart
      || (peek() == UInt8(ascii: ".") || peek() == UInt8(ascii: "-")) && peek(1).isAnnotatedNamePart
    {
      offset += 1
    }
    return named(start..<offset)
  }

  /// Everything up to a blank.
  mutating func word() -> AnnotatedName? {
    skipBlanks()
    let start = offset
    while !isAtEndOfLine, !peek().isBlank { offset += 1 }
    return start < offset ? named(start..<offset) : nil
  }

  func named(_ range: Range<Int>) -> AnnotatedName {
    AnnotatedName(text: String(decoding: source[range], as: UTF8.self), range: range)
  }

  /// Looks ahead: what follows, without moving.
  func lookahead<Result>(_ read: (inout AnnotationScanner) -> Result) -> Result {
    var copy = self
    return read(&copy)
  }

  mutating func problem(_ message: String) {
    let end = max(offset, min(offset + 1, self.end))
    problems.append(DocumentationComment.Problem(message: message, range: offset..<end))
  }

  /// The rest of the line as free text, without the mark that may introduce it.
  mutating func description() -> String? {
    skipBlanks()
    var start = offset
    if peek() == UInt8(ascii: "#") || peek() == UInt8(ascii: "@") {
      start += 1
    } else if peek() == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") {
      start += 2
    }
    offset = end
    while start < end, source[start].isBlank { start += 1 }
    var stop = end
    while stop > start, source[stop - 1].isBlank { stop -= 1 }
    return start < stop ? String(decoding: source[start..<stop], as: UTF8.self) : nil
  }
}

extension UInt8 {
  /// Whether a name in an annotation may have it anywhere but at the beginning: letters, digits, `_` and what is not ASCII.
  ///
  /// Dots and dashes stand between such bytes.
  package var isAnnotatedNamePart: Bool { isNamePart || self >= 0x80 }
}
