/// Makes the entries of a ``SettingsOutline``, line by line.
struct SettingsOutlineReader {
  /// How many braces and brackets may stand in each other.
  static let maximumDepth = 32

  let bytes: [UInt8]
  var entries: [SettingsEntry] = []
  var comments: [Range<Int>] = []
  private var position = 0
  /// The entries that what follows may stand below, the innermost last.
  private var open: [Int] = []
  /// The elements of lists that are written with dashes, by the entry; there they are put at the end.
  private var items: [Int: [SettingsEntry.Item]] = [:]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count { readLine() }
    for (owner, items) in items { entries[owner].content = .list(items) }
  }

  // MARK: - Lines

  private mutating func readLine() {
    let start = position
    position = skipBlanks(position)
    defer { skipLineEnd() }
    guard position < bytes.count, !isLineEnd(position) else { return }
    let indentation = position - start
    if bytes[position] == UInt8(ascii: "#") { return takeComment() }
    if indentation == 0, isMarker(position) { return position = endOfLine(position) }
    if isListDash(position) { return readItem(indentation) }
    guard let (key, keyRange, colon) = key(at: position, in: nil) else {
      // A word that is no key yet, or the next line of a text.
      position = endOfLine(position)
      return
    }
    close { $0.indentation >= indentation }
    let index = append(key, keyRange, colon, parent: open.last, indentation, isFlow: false)
    open.append(index)
    position = skipBlanks(colon + 1)
    readValue(of: index, indentation)
  }

  /// Reads what stands behind `key:`, up to its end, which may be some lines below.
  private mutating func readValue(of index: Int, _ indentation: Int) {
    guard position < bytes.count, !isLineEnd(position) else { return }
    if bytes[position] == UInt8(ascii: "#") { return takeComment() }
    switch bytes[position] {
    case UInt8(ascii: "|"), UInt8(ascii: ">"): readBlockText(of: index, indentation)
    case UInt8(ascii: "{"), UInt8(ascii: "["): readFlow(of: index, indentation, depth: 0)
    default:
      let (text, range, isQuoted) = scalar(at: position, in: nil)
      set(index, .scalar(text, isQuoted: isQuoted), range)
      position = range.upperBound
    }
    takeRestOfLine()
  }

  private mutating func readItem(_ indentation: Int) {
    position = skipBlanks(position + 1)
    // A list may stand as far left as the key that it belongs to.
    close { $0.indentation > indentation }
    guard let owner = open.last else { return position = endOfLine(position) }
    let start = position
    var item = SettingsEntry.Item(text: nil, range: start..<start)
    if position < bytes.count, !isLineEnd(position), bytes[position] != UInt8(ascii: "#") {
      let (text, range, isQuoted) = scalar(at: position, in: nil)
      let isText = isQuoted || !(text.hasPrefix("{") || text.hasPrefix("[") || text.contains(": "))
      item = SettingsEntry.Item(text: isText ? text : nil, range: range)
      position = range.upperBound
    }
    if entries[owner].content == .empty { set(owner, .list([]), item.range) }
    if case .list = entries[owner].content {
      items[owner, default: []].append(item)
      entries[owner].valueRange = entries[owner].valueRange.lowerBound..<item.range.upperBound
      extend(entries[owner].parent, to: item.range.upperBound)
    }
    takeRestOfLine()
  }

  /// `|` or `>`, and the lines below that are further to the right.
  private mutating func readBlockText(of index: Int, _ indentation: Int) {
    let start = position
    var end = endOfLine(position)
    let head = end
    position = end
    while position < bytes.count {
      let line = behindLineEnd(position)
      let text = skipBlanks(line)
      if text < bytes.count, !isLineEnd(text), text - line <= indentation { break }
      position = endOfLine(text)
      if text < position { end = position }
    }
    set(index, .scalar(string(min(behindLineEnd(head), end)..<end), isQuoted: true), start..<end)
  }

  // MARK: - Braces and brackets

  private mutating func readFlow(of index: Int, _ indentation: Int, depth: Int) {
    let start = position
    let isMapping = bytes[position] == UInt8(ascii: "{")
    position += 1
    var items: [SettingsEntry.Item] = []
    set(index, isMapping ? .section : .list([]), start..<position)
    // A key at the margin shows that the bracket was never closed.
    while !isAtKey(position, upTo: indentation), let byte = nextInFlow() {
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        position += 1
        break
      }
      if byte == UInt8(ascii: ",") {
        position += 1
      } else if isMapping {
        readFlowMember(of: index, indentation, depth)
      } else {
        items.append(flowItem(depth))
      }
    }
    var end = position
    while end > start + 1, isBlank(end - 1) || isLineEnd(end - 1) { end -= 1 }
    set(index, isMapping ? .section : .list(items), start..<end)
  }

  private mutating func readFlowMember(of index: Int, _ indentation: Int, _ depth: Int) {
    guard let (key, keyRange, colon) = key(at: position, in: .flow) else {
      position = max(position + 1, scalar(at: position, in: .flow).range.upperBound)
      return
    }
    let member = append(key, keyRange, colon, parent: index, indentation, isFlow: true)
    position = colon + 1
    guard !isAtKey(position, upTo: indentation), let byte = nextInFlow() else { return }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): break
    case UInt8(ascii: "{") where depth < Self.maximumDepth, UInt8(ascii: "[") where depth < Self.maximumDepth:
      readFlow(of: member, indentation, depth: depth + 1)
    default:
      let (text, range, isQuoted) = scalar(at: position, in: .flow)
      set(member, .scalar(text, isQuoted: isQuoted), range)
      position = max(position + 1, range.upperBound)
    }
  }

  /// An element of a list in brackets; one that is a list or a mapping itself is no text.
  private mutating func flowItem(_ depth: Int) -> SettingsEntry.Item {
    let start = position
    if bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "[") {
      var level = 0
      while let byte = nextInFlow() {
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { level += 1 }
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { level -= 1 }
        let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        position = isQuote ? scalar(at: position, in: .flow).range.upperBound : position + 1
        if level == 0 { break }
      }
      return SettingsEntry.Item(text: nil, range: start..<position)
    }
    let (text, range, _) = scalar(at: position, in: .flow)
    position = max(position + 1, range.upperBound)
    return SettingsEntry.Item(text: text, range: range)
  }

  /// The next byte that says something, past blanks, line ends and comments.
  private mutating func nextInFlow() -> UInt8? {
    while position < bytes.count {
      if isBlank(position) || isLineEnd(position) {
        position += 1
      } else if bytes[position] == UInt8(ascii: "#"), position == 0 || isBlank(position - 1) || isLineEnd(position - 1)
      {
        takeComment()
      } else {
        return bytes[position]
      }
    }
    return nil
  }

  /// Whether a line begins right before a place with a key that is no further right than a column.
  private func isAtKey(_ offset: Int, upTo column: Int) -> Bool {
    var next = offset
    while next < bytes.count, isLineEnd(next) || isBlank(next) { next += 1 }
    var start = next
    while start > 0, isBlank(start - 1) { start -= 1 }
    guard next < bytes.count, start > offset || isLineEnd(max(start - 1, 0)), next - start <= column else {
      return false
    }
    return key(at: next, in: nil) != nil
  }

  // MARK: - Entries

  private mutating func append(
    _ key: String, _ keyRange: Range<Int>, _ colon: Int, parent: Int?, _ indentation: Int, isFlow: Bool
  ) -> Int {
    let index = entries.count
    entries.append(
      SettingsEntry(
        key: key, keyRange: keyRange, valueRange: (colon + 1)..<(colon + 1), content: .empty, parent: parent,
        indentation: indentation, isFlow: isFlow))
    if let parent, !isFlow, entries[parent].content == .empty { entries[parent].content = .section }
    extend(parent, to: colon + 1)
    return index
  }

  private mutating func set(_ index: Int, _ content: SettingsEntry.Content, _ range: Range<Int>) {
    entries[index].content = content
    entries[index].valueRange = range
    extend(entries[index].parent, to: range.upperBound)
  }

  private mutating func extend(_ parent: Int?, to end: Int) {
    var parent = parent
    while let index = parent, entries[index].valueRange.upperBound < end {
      let start = entries[index].valueRange.lowerBound
      entries[index].valueRange = min(start, end)..<end
      parent = entries[index].parent
    }
  }

  private mutating func close(where isClosed: (SettingsEntry) -> Bool) {
    while let last = open.last, isClosed(entries[last]) { open.removeLast() }
  }

  // MARK: - The end of a line

  private mutating func takeComment() {
    let end = endOfLine(position)
    comments.append(position..<end)
    position = end
  }

  private mutating func takeRestOfLine() {
    let next = skipBlanks(position)
    if next < bytes.count, bytes[next] == UInt8(ascii: "#"), next == 0 || isBlank(next - 1) || isLineEnd(next - 1) {
      position = next
      takeComment()
    } else {
      position = endOfLine(next)
    }
  }

  private mutating func skipLineEnd() { position = behindLineEnd(position) }
}
