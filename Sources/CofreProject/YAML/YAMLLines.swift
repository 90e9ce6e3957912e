/// The lines of a YAML text, split where its reader splits them.
struct YAMLLines {
  let bytes: [UInt8]
  /// The bytes of each line without its end; the last one may be empty.
  let ranges: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      guard let count = Self.lineEndCount(bytes, at: index) else {
        index += 1
        continue
      }
      ranges.append(start..<index)
      index += count
      start = index
    }
    ranges.append(start..<bytes.count)
    self.ranges = ranges
  }

  /// The end of line at a place, in bytes: CR LF, LF, CR, and the three of Unicode that YAML 1.1 knows.
  private static func lineEndCount(_ bytes: [UInt8], at index: Int) -> Int? {
    switch bytes[index] {
    case 10: return 1
    case 13: return index + 1 < bytes.count && bytes[index + 1] == 10 ? 2 : 1
    case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0x85 ? 2 : nil
    case 0xE2:
      guard index + 2 < bytes.count, bytes[index + 1] == 0x80, 0xA8...0xA9 ~= bytes[index + 2] else { return nil }
      return 3
    default: return nil
    }
  }

  /// Where a line starts whose number counts from 0; the end of the text for those after the last.
  func start(_ line: Int) -> Int { line < ranges.count ? ranges[line].lowerBound : bytes.count }

  /// The place of a character, both numbers from 1; columns count Unicode scalars.
  func offset(line: Int, column: Int) -> Int {
    guard ranges.indices.contains(line - 1) else { return bytes.count }
    let range = ranges[line - 1]
    var index = range.lowerBound
    var remaining = column - 1
    while remaining > 0, index < range.upperBound {
      index += 1
      while index < range.upperBound, bytes[index] & 0xC0 == 0x80 { index += 1 }
      remaining -= 1
    }
    return index
  }

  /// The line of a place, from 0.
  func line(at offset: Int) -> Int { max((ranges.firstIndex { $0.lowerBound > offset } ?? ranges.count) - 1, 0) }

  /// How many spaces a line starts with.
  func indentation(_ line: Int) -> Int { ranges[line].prefix { bytes[$0] == 32 }.count }

  /// The first byte of a line that is no space or tab; nil for a blank line.
  func firstByte(_ line: Int) -> UInt8? { ranges[line].lazy.map { bytes[$0] }.first { $0 != 32 && $0 != 9 } }

  /// What lines end with here.
  var lineEnd: [UInt8] { bytes.contains(13) ? [13, 10] : [10] }
}
