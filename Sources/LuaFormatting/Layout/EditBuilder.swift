import LuaSyntax

/// Collects what differs between a source and what is written in its place, as edits that are as small as can be.
struct EditBuilder {
  private let source: [UInt8]
  /// Behind the last byte that was taken over.
  private(set) var offset: Int
  private var pending: [UInt8] = []
  private(set) var edits: [TextEdit] = []

  init(_ source: [UInt8], from offset: Int) {
    self.source = source
    self.offset = offset
  }

  /// Writes bytes that are not the source's.
  mutating func write(_ bytes: some Sequence<UInt8>) { pending += bytes }

  mutating func write(_ byte: UInt8, count: Int = 1) {
    for _ in 0..<count { pending.append(byte) }
  }

  /// Takes over bytes of the source, leaving out those since the last ones.
  mutating func copy(_ range: Range<Int>) {
    replace(upTo: range.lowerBound)
    offset = range.upperBound
  }

  /// Puts what was written since the last bytes taken over in the place of what the source has up to an offset.
  mutating func replace(upTo end: Int) {
    defer { pending.removeAll(keepingCapacity: true) }
    var start = offset
    var end = end
    offset = end
    var rest = pending[...]
    while start < end, let byte = rest.first, source[start] == byte {
      start += 1
      rest.removeFirst()
    }
    while start < end, let byte = rest.last, source[end - 1] == byte {
      end -= 1
      rest.removeLast()
    }
    if start < end || !rest.isEmpty { edits.append(TextEdit(start..<end, Array(rest))) }
  }
}

extension TextEdit {
  /// The bytes after edits that are in order and do not overlap.
  static func apply(_ edits: [TextEdit], to source: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(source.count + 64)
    var offset = 0
    for edit in edits {
      result += source[offset..<edit.range.lowerBound]
      result += edit.replacement
      offset = edit.range.upperBound
    }
    return result + source[offset...]
  }
}
