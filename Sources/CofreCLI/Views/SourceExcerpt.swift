/// A line of a file with carets below what is meant: the one look of places in all messages.
package struct SourceExcerpt: Sendable, Equatable {
  /// What stands for a hidden text; of one length, so that nothing is said of the text's own.
  package static let hiddenMark = "[secret]"
  /// Longer lines are cut around what is meant, in bytes.
  private static let longestLine = 300
  private static let shownBefore = 100

  /// Counts from 1.
  package var number: Int
  /// The line without its end.
  package var line: [UInt8]
  /// What is meant, as bytes of the line.
  ///
  /// An empty range is a place between two characters; nil is the whole line, which then gets no caret.
  package var marked: Range<Int>?
  /// What must not be shown, as bytes of the line, sorted and apart.
  package var hidden: [Range<Int>]

  package init(number: Int, line: [UInt8], marked: Range<Int>? = nil, hidden: [Range<Int>] = []) {
    self.number = number
    self.line = line
    self.marked = marked?.clamped(to: 0..<line.count)
    self.hidden = hidden.map { $0.clamped(to: 0..<line.count) }.filter { !$0.isEmpty }
  }

  /// How wide the column of line numbers is.
  var gutter: Int { String(number).count }

  /// The line behind its number, and the carets below it; without an end of line at the end.
  func text(_ style: Style, color: (String) -> String) -> String {
    let (shown, indent, width) = rendered()
    var text = "\(style.dim("\(number) |")) \(shown)"
    if text.last == " " { text.removeLast() }
    guard let width else { return text }
    let margin = String(repeating: " ", count: gutter)
    let carets = String(repeating: "^", count: width)
    text += "\n\(style.dim("\(margin) |")) \(String(repeating: " ", count: indent))\(color(carets))"
    return text
  }

  /// The line as it may be shown, whole.
  package var shownLine: String {
    pieces(in: 0..<line.count).map(\.text).joined()
  }

  // MARK: - Pieces

  private struct Piece {
    var text: String
    var isMarked: Bool
  }

  /// The line as shown, how far the carets are indented, and how many there are; nil for none.
  private func rendered() -> (line: String, indent: Int, width: Int?) {
    let window = window
    let pieces = pieces(in: window)
    let (before, after) = (window.lowerBound > 0 ? "…" : "", window.upperBound < line.count ? "…" : "")
    let shown = before + pieces.map(\.text).joined() + after
    guard let marked else { return (shown, 0, nil) }
    var indent = before.count
    var width = 0
    if marked.isEmpty {
      indent += self.pieces(in: window.lowerBound..<max(window.lowerBound, marked.lowerBound))
        .reduce(0) { $0 + $1.text.displayWidth }
    } else {
      indent += pieces.prefix { !$0.isMarked }.reduce(0) { $0 + $1.text.displayWidth }
      width = pieces.filter(\.isMarked).reduce(0) { $0 + $1.text.displayWidth }
    }
    return (shown, indent, max(1, width))
  }

  /// The part of the line that is shown, between characters.
  private var window: Range<Int> {
    guard line.count > Self.longestLine else { return 0..<line.count }
    let start = start(of: max(0, (marked?.lowerBound ?? 0) - Self.shownBefore))
    return start..<self.start(of: min(line.count, start + Self.longestLine))
  }

  /// The offset, or the start of the character that it is in.
  private func start(of offset: Int) -> Int {
    var offset = offset
    for _ in 0..<3 where offset > 0 && offset < line.count && line[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private func pieces(in window: Range<Int>) -> [Piece] {
    let meant = marked ?? 0..<0
    var cuts = [window.lowerBound, window.upperBound, meant.lowerBound, meant.upperBound]
    for range in hidden { cuts += [range.lowerBound, range.upperBound] }
    cuts = Set(cuts.map { min(max($0, window.lowerBound), window.upperBound) }).sorted()
    var pieces: [Piece] = []
    var lastHidden: Int?
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      let isMarked = meant.lowerBound <= start && end <= meant.upperBound && !meant.isEmpty
      if let index = hidden.firstIndex(where: { $0.lowerBound <= start && end <= $0.upperBound }) {
        // Cut or not, a hidden text is one mark; it is meant when any part of it is.
        if lastHidden == index {
          if isMarked { pieces[pieces.count - 1].isMarked = true }
        } else {
          pieces.append(Piece(text: Self.hiddenMark, isMarked: isMarked))
        }
        lastHidden = index
        continue
      }
      lastHidden = nil
      pieces.append(Piece(text: Self.shown(line[start..<end]), isMarked: isMarked))
    }
    return pieces
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).withoutControlCharacters
      .split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ")
  }
}
