/// What is being written at an offset of a settings file, for completion.
package enum SettingsPlace: Sendable, Equatable {
  /// A key below an entry, or at the top for nil; the range is that of what is there of it.
  case key(parent: Int?, Range<Int>)
  /// The value of an entry; the range is that of what is there of it, quotes included.
  case value(of: Int, Range<Int>)
  /// An element of the list that an entry holds.
  case item(of: Int, Range<Int>)
}

extension SettingsOutline {
  /// Nil where nothing can be offered, such as in comments.
  package func place(at offset: Int) -> SettingsPlace? {
    let offset = max(0, min(offset, bytes.count))
    if comments.contains(where: { $0.lowerBound < offset && offset <= $0.upperBound }) { return nil }
    let line = lineRange(around: offset)
    if let owner = index(at: offset), let place = place(at: offset, in: owner, line) { return place }
    let text = bytes[line].firstIndex { $0 != 32 && $0 != 9 } ?? line.upperBound
    if text < line.upperBound, bytes[text] == UInt8(ascii: "-"), offset > text {
      guard let owner = owner(of: text, upTo: text - line.lowerBound) else { return nil }
      let start = bytes[(text + 1)..<line.upperBound].firstIndex { $0 != 32 && $0 != 9 } ?? offset
      return .item(of: owner, min(start, offset)..<end(of: line))
    }
    // Behind `key:` on the same line, where there is no value yet.
    if let entry = lastEntry(before: offset), entries[entry].keyRange.lowerBound >= line.lowerBound,
      offset > entries[entry].keyRange.upperBound, !entries[entry].isFlow
    {
      return .value(of: entry, offset..<offset)
    }
    let column = min(text, offset) - line.lowerBound
    let isWord = text < line.upperBound && offset >= text
    return .key(
      parent: owner(of: min(text, offset), under: column), isWord ? text..<wordEnd(from: text, line) : offset..<offset)
  }

  private func place(at offset: Int, in owner: Int, _ line: Range<Int>) -> SettingsPlace? {
    let entry = entries[owner]
    if entry.keyRange.lowerBound <= offset, offset <= entry.keyRange.upperBound {
      return .key(parent: entry.parent, entry.keyRange)
    }
    switch entry.content {
    case .list(let items):
      if let item = items.first(where: { $0.range.lowerBound <= offset && offset <= $0.range.upperBound }) {
        return .item(of: owner, item.range)
      }
      guard entry.valueRange.lowerBound < bytes.count, bytes[entry.valueRange.lowerBound] == UInt8(ascii: "["),
        offset > entry.valueRange.lowerBound
      else { return nil }
      return .item(of: owner, offset..<offset)
    case .scalar:
      guard entry.valueRange.lowerBound <= offset else { return .value(of: owner, offset..<offset) }
      return .value(of: owner, entry.valueRange)
    case .section:
      guard entry.valueRange.lowerBound < bytes.count, bytes[entry.valueRange.lowerBound] == UInt8(ascii: "{"),
        offset > entry.valueRange.lowerBound, offset < entry.valueRange.upperBound
      else { return nil }
      return .key(parent: owner, offset..<offset)
    case .empty: return nil
    }
  }

  /// The entry without a value of its own, or with a list, that something at a column belongs to.
  private func owner(of offset: Int, under column: Int = .max, upTo last: Int = .max) -> Int? {
    var candidate = lastEntry(before: offset)
    while let index = candidate {
      let entry = entries[index]
      let isLeft = last == .max ? entry.indentation < column : entry.indentation <= last
      if isLeft, !entry.isFlow {
        if case .scalar = entry.content { return nil }
        return index
      }
      candidate = entry.parent
    }
    return nil
  }

  private func lastEntry(before offset: Int) -> Int? {
    let index = entries.lastIndex { $0.keyRange.lowerBound < offset }
    return index
  }

  private func lineRange(around offset: Int) -> Range<Int> {
    var start = offset
    while start > 0, bytes[start - 1] != 10, bytes[start - 1] != 13 { start -= 1 }
    var end = offset
    while end < bytes.count, bytes[end] != 10, bytes[end] != 13 { end += 1 }
    return start..<end
  }

  private func end(of line: Range<Int>) -> Int {
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1] == 32 { end -= 1 }
    return max(end, line.lowerBound)
  }

  private func wordEnd(from start: Int, _ line: Range<Int>) -> Int {
    bytes[start..<line.upperBound].firstIndex { $0 == 32 || $0 == 58 } ?? line.upperBound
  }
}
