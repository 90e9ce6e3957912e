import LuaSyntax

/// What stands between two tokens of the result.
struct Gap {
  /// Whether the second begins a line.
  var breaks: Bool
  var indent: Int
  /// The indentation of comments on lines of their own; nil when it is that of the token.
  var commentIndent: Int?
  /// Whether the second closes something, so that no blank line stands before it.
  var closes = false
  /// Whether a blank line of the source is kept.
  var keepsBlanks = false
  /// Whether a comment in brackets on the same line goes with the second token, and not with the first.
  var takesComments = false
}

extension Layout {
  // MARK: - Gaps

  mutating func gap(_ index: Int, _ gap: Gap) {
    let token = annotation.tokens[index]
    let info = annotation.infos[index]
    if info.isFloating {
      // The comma comes before the comment that stands before it; what is between is left to the next gap.
      return
    }
    guard let first = comments.first, first.start < token.start else {
      if previous < 0 { return }
      if index == annotation.tokens.count - 1 {
        newline(indent: 0, isBlank: false)
      } else if gap.breaks {
        newline(indent: gap.indent, isBlank: gap.keepsBlanks && !gap.closes && isBlank(upTo: token.start))
      } else if annotation.hasSpace(between: previous, and: index) {
        builder.write(32)
        column += 1
      }
      return
    }
    comments(before: index, gap)
  }

  /// Whether the source has a blank line up to an offset, and it may stay.
  private func isBlank(upTo end: Int) -> Bool { !top.isFresh && lineCount(builder.offset, end) > 1 }

  private func lineCount(_ start: Int, _ end: Int) -> Int {
    source.withUnsafeBufferPointer { Lines.count(in: $0, start..<end) }
  }

  private mutating func newline(indent: Int, isBlank: Bool) {
    builder.write(lineEnd)
    if isBlank { builder.write(lineEnd) }
    builder.write(32, count: indent)
    column = indent
    lineIndent = indent
  }

  // MARK: - Comments

  private mutating func comments(before index: Int, _ gap: Gap) {
    let token = annotation.tokens[index]
    let isOnOneLine = lineCount(builder.offset, token.start) == 0
    var beganLine = false
    var isFirst = true
    var last = TokenKind.blockComment
    while let comment = comments.first, comment.start < token.start {
      comments.removeFirst()
      let lines = lineCount(builder.offset, comment.start)
      if previous < 0, isFirst {
        // The first thing in the file.
      } else if lines > 0 {
        let isBlank = gap.keepsBlanks && !top.isFresh && lines > 1
        newline(indent: gap.commentIndent ?? gap.indent, isBlank: isBlank)
        beganLine = true
        top.isFresh = false
      } else if isFirst, gap.breaks, gap.takesComments, isOnOneLine {
        newline(indent: gap.indent, isBlank: false)
        beganLine = true
      } else if !isFirst || comment.kind != .blockComment || !opensTightly(previous) {
        builder.write(32)
        column += 1
      }
      write(comment)
      last = comment.kind
      isFirst = false
      if previous < 0 { top.isFresh = false }
    }
    finish(index, gap, behind: last, beganLine: beganLine)
  }

  /// What stands between the last comment and the token.
  private mutating func finish(_ index: Int, _ gap: Gap, behind last: TokenKind, beganLine: Bool) {
    let token = annotation.tokens[index]
    let lines = lineCount(builder.offset, token.start)
    let staysOnLine = last == .blockComment && lines == 0 && (previous < 0 || beganLine && !gap.closes)
    if token.kind == .endOfFile {
      newline(indent: 0, isBlank: false)
    } else if last != .blockComment || gap.breaks && !staysOnLine || previous < 0 && lines > 0 {
      newline(indent: gap.indent, isBlank: gap.keepsBlanks && !gap.closes && !top.isFresh && lines > 1)
    } else if token.kind == .rightBrace || !annotation.infos[index].isTightBefore {
      builder.write(32)
      column += 1
    }
  }

  private func opensTightly(_ index: Int) -> Bool {
    let kind = annotation.tokens[index].kind
    return kind == .leftParenthesis || kind == .leftBracket
  }

  private mutating func write(_ comment: Token) {
    var end = comment.end
    if comment.kind != .blockComment {
      while end > comment.start, source[end - 1] == 32 || source[end - 1] == 9 { end -= 1 }
    }
    builder.copy(comment.start..<end)
    advance(comment.range)
  }

  // MARK: - Tokens

  mutating func write(_ index: Int) {
    let token = annotation.tokens[index]
    let info = annotation.infos[index]
    if info.isFloating || info.isFieldSeparator {
      builder.write(info.isFieldSeparator || token.kind == .comma ? UInt8(ascii: ",") : UInt8(ascii: ";"))
      // A comma that stays where it is, is the source's.
      if !info.isFloating { builder.replace(upTo: token.end) }
      column += 1
    } else if let content = QuoteStyle.convertible(source, token) {
      builder.write(UInt8(ascii: "\""))
      builder.copy(content)
      builder.write(UInt8(ascii: "\""))
      builder.replace(upTo: token.end)
      advance(token.range)
    } else {
      builder.copy(token.range)
      advance(token.range)
    }
  }

  /// Moves the column behind bytes that were written, which may go over several lines.
  private mutating func advance(_ range: Range<Int>) {
    source.withUnsafeBufferPointer { bytes in
      for offset in range {
        let byte = bytes[offset]
        if byte == 10 || byte == 13 { column = 0 } else if byte & 0xC0 != 0x80 { column += 1 }
      }
    }
  }
}

/// Strings are in double quotes where that changes nothing else.
enum QuoteStyle {
  /// The bytes between single quotes that may as well stand between double ones; nil for any other token.
  static func convertible(_ source: [UInt8], _ token: Token) -> Range<Int>? {
    guard token.kind == .string, token.range.count >= 2, source[token.start] == UInt8(ascii: "'") else { return nil }
    let content = token.start + 1..<token.end - 1
    for offset in content {
      let byte = source[offset]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return nil }
    }
    return content
  }
}
