import LuaFormatting
import LuaSyntax

/// The lines that formatting changes, as they are and as they will be.
///
/// What strings hold is left out: it does not change, and may be what nobody should see.
struct FormatDiff {
  /// The most lines that are shown of a file.
  private static let maximumLines = 40

  var style: Style

  /// The hunks of a file, each below its line; the text ends without a newline.
  func text(_ name: String, from old: SourceFile, to new: SourceFile) -> String {
    let (before, after) = (Self.shownLines(old), Self.shownLines(new))
    var lines: [String] = []
    var left = 0
    for hunk in Self.hunks(old, new) {
      guard lines.count < Self.maximumLines else {
        left += 1
        continue
      }
      var (removed, added) = (before[hunk.old], after[hunk.new])
      // An end of a line that goes, or comes, touches both lines; the one that stays as it is, is not shown.
      while let last = removed.last, last == added.last { (removed, added) = (removed.dropLast(), added.dropLast()) }
      while let first = removed.first, first == added.first {
        (removed, added) = (removed.dropFirst(), added.dropFirst())
      }
      lines.append(style.dim("\(name):\(removed.startIndex + 1)"))
      lines += removed.map { style.red("-\($0)") }
      lines += added.map { style.green("+\($0)") }
    }
    if left > 0 { lines.append(style.dim("and \(left) more \(left == 1 ? "place" : "places")")) }
    return lines.joined(separator: "\n")
  }

  /// The lines that edits touch, by number from 0, before and after them.
  private static func hunks(_ old: SourceFile, _ new: SourceFile) -> [(old: Range<Int>, new: Range<Int>)] {
    var hunks: [(old: Range<Int>, new: Range<Int>)] = []
    var growth = 0
    for edit in LuaFormatter.edits(old) ?? [] {
      let first = old.lines.line(at: edit.range.lowerBound)
      let end = old.lines.line(at: edit.range.upperBound) + 1
      let start = first + growth
      growth += (LineTable(edit.replacement).lineCount - 1) - (end - 1 - first)
      let isSameHunk = hunks.last.map { $0.old.upperBound > first } ?? false
      if isSameHunk {
        let last = hunks.removeLast()
        hunks.append((last.old.lowerBound..<end, last.new.lowerBound..<end + growth))
      } else {
        hunks.append((first..<end, start..<end + growth))
      }
    }
    // What is behind the last end of a line is no line.
    let (oldCount, newCount) = (lineCount(old), lineCount(new))
    return hunks.map { hunk in
      (hunk.old.clamped(to: 0..<max(oldCount, 0)), hunk.new.clamped(to: 0..<max(newCount, 0)))
    }
  }

  private static func lineCount(_ file: SourceFile) -> Int {
    let count = file.lines.lineCount
    return file.lines.range(ofLine: count - 1).isEmpty ? count - 1 : count
  }

  /// The lines of a file with `…` for what strings hold.
  private static func shownLines(_ file: SourceFile) -> [String] {
    var shown: [UInt8] = []
    var end = 0
    for token in file.tokens where token.kind == .string || token.kind == .longString {
      shown += file.source[end..<token.start]
      shown += hidden(file.source[token.range], isLong: token.kind == .longString)
      end = token.end
    }
    shown += file.source[end...]
    let lines = LineTable(shown)
    return (0..<lines.lineCount).map {
      String(decoding: shown[lines.range(ofLine: $0)], as: UTF8.self).withoutControlCharacters
    }
  }

  private static func hidden(_ string: ArraySlice<UInt8>, isLong: Bool) -> [UInt8] {
    // Of a long string the brackets with what is between them: `[==[`.
    let width = isLong ? string.dropFirst().prefix { $0 == UInt8(ascii: "=") }.count + 2 : 1
    let content = string.dropFirst(width).dropLast(width)
    let parts = content.split(maxSplits: .max, omittingEmptySubsequences: false) { $0 == 10 }
    let hidden = parts.map { $0.isEmpty || $0.elementsEqual([13]) ? Array($0) : Array("…".utf8) }
    return Array(string.prefix(width)) + hidden.joined(separator: [10]) + Array(string.suffix(width))
  }
}
