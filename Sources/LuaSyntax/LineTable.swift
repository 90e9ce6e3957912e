/// How a position counts columns; the language server protocol's three encodings.
package enum PositionEncoding: Sendable, Hashable {
  case utf8, utf16, utf32
}

/// A place as editors count it: line and column from 0, the column in units of a ``PositionEncoding``.
package struct Position: Sendable, Hashable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (one: Position, other: Position) -> Bool { (one.line, one.column) < (other.line, other.column) }
}

/// Where the lines of a text begin: the one place where byte offsets meet lines and columns.
///
/// Lines end at `\n`, `\r\n` or `\r`, as editors count. Lua counts the same, but takes `\n\r` for one end as well, so
/// ``luaLine(at:)`` and ``offset(ofLuaLine:)`` exist for what Lua reports. Bytes that are not UTF-8 count as one
/// character each. Every question has an answer: offsets and positions outside the text are clamped to it, and a
/// position inside a character means the character's start.
package struct LineTable: Sendable, Equatable {
  private let source: [UInt8]
  /// Offset of the first byte of each line.
  private let starts: ContiguousArray<UInt32>
  /// The same as Lua counts, in the rare files where that is different.
  private let luaStarts: ContiguousArray<UInt32>?
  /// Whether all bytes are ASCII, so that columns are differences of offsets.
  private let isASCII: Bool

  package init(_ source: [UInt8]) {
    self.source = source
    var starts: ContiguousArray<UInt32> = [0]
    starts.reserveCapacity(source.count / 32 + 1)
    var hasReversedPair = false
    var union: UInt8 = 0
    var words: UInt64 = 0
    source.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        // Most bytes end no line: eight of them are passed over at once.
        while offset + 8 <= bytes.count {
          let word = UnsafeRawPointer(bytes.baseAddress! + offset).loadUnaligned(as: UInt64.self)
          if Self.mayHaveNewline(word) { break }
          words |= word
          offset += 8
        }
        guard offset < bytes.count else { break }
        let byte = bytes[offset]
        union |= byte
        offset += 1
        guard byte.isNewline else { continue }
        if byte == 13, offset >= 2, bytes[offset - 2] == 10 { hasReversedPair = true }
        if byte == 13, offset < bytes.count, bytes[offset] == 10 { offset += 1 }
        starts.append(UInt32(truncatingIfNeeded: offset))
      }
    }
    self.starts = starts
    luaStarts = hasReversedPair ? Self.luaStarts(of: source) : nil
    isASCII = union < 0x80 && words & 0x8080_8080_8080_8080 == 0
  }

  /// Whether any of eight bytes is below 14: of all that is, line ends are the most common.
  private static func mayHaveNewline(_ word: UInt64) -> Bool {
    (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080 != 0
  }

  private static func luaStarts(of source: [UInt8]) -> ContiguousArray<UInt32> {
    var starts: ContiguousArray<UInt32> = [0]
    var offset = 0
    while offset < source.count {
      let byte = source[offset]
      offset += 1
      guard byte.isNewline else { continue }
      if offset < source.count, source[offset].isNewline, source[offset] != byte { offset += 1 }
      starts.append(UInt32(truncatingIfNeeded: offset))
    }
    return starts
  }

  package var lineCount: Int { starts.count }

  /// The bytes of a line without its end; empty for a line that does not exist.
  package func range(ofLine line: Int) -> Range<Int> {
    guard starts.indices.contains(line) else { return source.count..<source.count }
    let start = Int(starts[line])
    var end = line + 1 < starts.count ? Int(starts[line + 1]) : source.count
    if line + 1 < starts.count {
      while end > start, source[end - 1].isNewline { end -= 1 }
    }
    return start..<end
  }

  /// The line, from 0, that holds a byte; the end of a line belongs to it.
  package func line(at offset: Int) -> Int { Self.line(at: offset, in: starts) }

  private static func line(at offset: Int, in starts: ContiguousArray<UInt32>) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  package func position(at offset: Int, encoding: PositionEncoding) -> Position {
    let offset = min(max(offset, 0), source.count)
    let line = line(at: offset)
    let start = Int(starts[line])
    // The bytes of a line's end count as its end, so that a position never lies behind it.
    let end = min(offset, range(ofLine: line).upperBound)
    if isASCII || encoding == .utf8 { return Position(line: line, column: end - start) }
    var column = 0
    var index = start
    while index < end {
      let length = characterLength(at: index)
      // An offset inside a character means its start.
      if index + length > end { break }
      column += encoding == .utf16 && length == 4 ? 2 : 1
      index += length
    }
    return Position(line: line, column: column)
  }

  package func offset(of position: Position, encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < starts.count else { return source.count }
    let line = range(ofLine: position.line)
    let column = max(position.column, 0)
    if isASCII || encoding == .utf8 {
      var offset = column < line.count ? line.lowerBound + column : line.upperBound
      if !isASCII { offset = characterStart(at: offset, from: line.lowerBound) }
      return offset
    }
    var remaining = column
    var index = line.lowerBound
    while index < line.upperBound, remaining > 0 {
      let length = characterLength(at: index)
      let units = encoding == .utf16 && length == 4 ? 2 : 1
      if units > remaining { break }
      remaining -= units
      index += length
    }
    return index
  }

  package func range(of range: Range<Int>, encoding: PositionEncoding) -> Range<Position> {
    position(at: range.lowerBound, encoding: encoding)..<position(at: range.upperBound, encoding: encoding)
  }

  /// The line, from 1, that Lua reports for a byte.
  package func luaLine(at offset: Int) -> Int { Self.line(at: offset, in: luaStarts ?? starts) + 1 }

  /// Offset of the first byte of a line that Lua numbers, from 1; nil when there is none.
  package func offset(ofLuaLine line: Int) -> Int? {
    let starts = luaStarts ?? starts
    return starts.indices.contains(line - 1) ? Int(starts[line - 1]) : nil
  }

  /// How many bytes the character that starts here has; 1 for a byte that is not UTF-8.
  private func characterLength(at index: Int) -> Int {
    let lead = source[index]
    let length: Int
    switch lead {
    case 0..<0x80: return 1
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return 1
    }
    guard index + length <= source.count else { return 1 }
    for offset in 1..<length where source[index + offset] & 0xC0 != 0x80 { return 1 }
    let second = source[index + 1]
    // Overlong forms, surrogates, and what lies beyond Unicode are not UTF-8.
    switch lead {
    case 0xE0 where second < 0xA0, 0xED where second >= 0xA0, 0xF0 where second < 0x90, 0xF4 where second >= 0x90:
      return 1
    default: return length
    }
  }

  /// The start of the character that an offset lies in.
  private func characterStart(at offset: Int, from start: Int) -> Int {
    var index = max(start, offset - 3)
    while index < offset {
      let length = index + 1 <= source.count ? characterLength(at: index) : 1
      if index + length > offset { return index }
      index += length
    }
    return offset
  }
}
