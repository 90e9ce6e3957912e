import CofreModel

/// Changes one entry of one section of a settings file in its text: all other lines stay as they are.
///
/// A section is a mapping at the top level in block style. What was done is checked by reading the new text: it must mean
/// what the old one meant but for the entry; otherwise the edit is refused and the file stays.
struct YAMLEdit {
  private let file: String
  private let bytes: [UInt8]
  private let lines: YAMLLines
  private let root: YAMLNode?

  init(_ bytes: [UInt8], file: String) throws {
    self.file = file
    self.bytes = bytes
    lines = YAMLLines(bytes)
    root = try YAMLReader.read(bytes, file: file)
  }

  /// The text with the entry set; `text` is its value on one line.
  func setting(_ section: String, _ key: String, to text: String) throws -> [UInt8] {
    let expected = try YAMLReader.read(Array("value: \(text)\n".utf8), file: file)?.entries?.first?.value.value
    var result: [UInt8]
    if let sectionIndex = index(of: section) {
      let extent = extent(ofRoot: sectionIndex)
      let node = rootEntries[sectionIndex].value
      if let entries = node.entries, !node.isFlowMapping, !entries.isEmpty {
        if let index = entries.firstIndex(where: { $0.key == key }) {
          result = try replacing(
            entries[index], in: self.extent(of: index, entries, before: extent.upperBound), with: text)
        } else {
          result = try inserting(key, text, entries, before: extent.upperBound)
        }
      } else if node.value == .null || node.value == .object([:]) {
        let line = try replacing(rootEntries[sectionIndex], in: extent, with: "")
        result = Self.insert("  \(YAMLWriter.text(key)): \(text)", atLine: extent.lowerBound + 1, of: line)
      } else {
        throw refusal(section)
      }
    } else {
      result = bytes
      if let last = result.last, last != 10 { result += lines.lineEnd }
      result += "\(section):".utf8 + lines.lineEnd + "  \(YAMLWriter.text(key)): \(text)".utf8 + lines.lineEnd
    }
    try check(result, section, key, expected)
    return result
  }

  /// The text without the entry, or nil when there is none.
  func removing(_ section: String, _ key: String) throws -> [UInt8]? {
    guard let sectionIndex = index(of: section), let entries = rootEntries[sectionIndex].value.entries,
      let index = entries.firstIndex(where: { $0.key == key })
    else { return nil }
    guard !rootEntries[sectionIndex].value.isFlowMapping else { throw refusal(section) }
    let extent = extent(of: index, entries, before: extent(ofRoot: sectionIndex).upperBound)
    let result = Array(bytes[..<lines.start(extent.lowerBound)] + bytes[lines.start(extent.upperBound)...])
    try check(result, section, key, nil)
    return result
  }

  private var rootEntries: [YAMLNode.Entry] { root?.entries ?? [] }

  private func index(of section: String) -> Int? { rootEntries.firstIndex { $0.key == section } }

  private func extent(ofRoot index: Int) -> Range<Int> { extent(of: index, rootEntries, before: lines.ranges.count) }

  /// The lines of an entry: from its key up to the next one, without the blank lines and comments before that.
  private func extent(of index: Int, _ entries: [YAMLNode.Entry], before end: Int) -> Range<Int> {
    let start = lines.line(at: entries[index].keyOffset)
    let indentation = lines.indentation(start)
    var end = index + 1 < entries.count ? lines.line(at: entries[index + 1].keyOffset) : end
    while end - 1 > start {
      switch lines.firstByte(end - 1) {
      case nil: break
      case UInt8(ascii: "#") where lines.indentation(end - 1) <= indentation: break
      default: return start..<end
      }
      end -= 1
    }
    return start..<max(end, start + 1)
  }

  /// The text with the value of an entry replaced; a comment behind a value of one line stays.
  private func replacing(_ entry: YAMLNode.Entry, in extent: Range<Int>, with text: String) throws -> [UInt8] {
    let line = lines.ranges[extent.lowerBound]
    guard let parts = YAMLLine(bytes, line, keyOffset: entry.keyOffset) else { throw refusal(entry.key) }
    var result = Array(bytes[..<parts.valueStart])
    if !text.isEmpty { result += " \(text)".utf8 }
    if extent.count == 1 {
      result += bytes[parts.valueEnd..<line.upperBound]
    }
    return result + bytes[lines.ranges[extent.upperBound - 1].upperBound...]
  }

  /// The text with a new entry: where it belongs when the others are sorted, or else behind them.
  private func inserting(
    _ key: String, _ text: String, _ entries: [YAMLNode.Entry], before end: Int
  ) throws -> [UInt8] {
    let keys = entries.map(\.key)
    let isSorted = zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 }
    let index = isSorted ? keys.firstIndex { key < $0 } ?? keys.count : keys.count
    let neighbour = extent(of: max(index - 1, 0), entries, before: end)
    let first = lines.line(at: entries[0].keyOffset)
    let indentation = String(repeating: " ", count: lines.indentation(first))
    let line = index == 0 ? first : neighbour.upperBound
    return Self.insert("\(indentation)\(YAMLWriter.text(key)): \(text)", atLine: line, of: bytes)
  }

  private static func insert(_ text: String, atLine number: Int, of bytes: [UInt8]) -> [UInt8] {
    let lines = YAMLLines(bytes)
    let start = lines.start(number)
    var head = Array(bytes[..<start])
    if let last = head.last, last != 10, last != 13 { head += lines.lineEnd }
    return head + text.utf8 + lines.lineEnd + bytes[start...]
  }

  private func check(_ result: [UInt8], _ section: String, _ key: String, _ value: Value?) throws {
    var expected = root?.value.objectValue ?? [:]
    var members = expected[section]?.objectValue ?? [:]
    members[key] = value
    expected[section] = members.isEmpty ? .null : .object(members)
    let found = (try? YAMLReader.read(result, file: file))??.value.objectValue
    guard found == expected else { throw refusal(section) }
  }

  private func refusal(_ section: String) -> DiagnosticError {
    YAMLReader.error(
      "settings-edit", "File cannot be edited in place",
      "The section '\(section)' of '\(file)' is written in a way that cannot be changed without touching its other lines.",
      index(of: section).map { rootEntries[$0].keyLocation } ?? SourceLocation(file: file, line: 1),
      hint: "Write it with one 'key: value' a line, indented by two spaces, and try again.")
  }
}
