import LuaSyntax

/// The indentation of lines as they are, and as they should be while a file is being written.
struct Indentation {
  let file: SourceFile

  init(_ file: SourceFile) { self.file = file }

  /// The white space that a line begins with.
  func range(ofLine line: Int) -> Range<Int> {
    let range = file.lines.range(ofLine: line)
    let end = file.source[range].firstIndex { $0 != 32 && $0 != 9 } ?? range.upperBound
    return range.lowerBound..<end
  }

  /// How far the line of a byte is indented; a tab counts as one step.
  func width(ofLineWith offset: Int) -> Int {
    let range = range(ofLine: file.lines.line(at: offset))
    return file.source[range].reduce(0) { $0 + ($1 == 9 ? Layout.step : 1) }
  }

  /// The token that closes something, and what it closes, for a token at the beginning of a line; nil for any other.
  func opener(ofCloser index: Int) -> Int? {
    switch file.tokens[index].kind {
    case .end: opener(before: index) { $0 == .function || $0 == .if || $0 == .do }
    case .else, .elseif: opener(before: index) { $0 == .if }
    case .until: opener(before: index) { $0 == .repeat }
    case .rightBrace: opener(before: index) { $0 == .leftBrace }
    case .rightParenthesis: opener(before: index) { $0 == .leftParenthesis }
    case .rightBracket: opener(before: index) { $0 == .leftBracket }
    default: nil
    }
  }

  private func opener(before index: Int, where matches: (TokenKind) -> Bool) -> Int? {
    openToken(before: index).flatMap { matches(file.tokens[$0].kind) ? $0 : nil }
  }

  /// The last word or bracket before a token that opens something which nothing up to there closes.
  ///
  /// It goes by the tokens alone: while a file is being written its tree is a guess.
  func openToken(before index: Int) -> Int? {
    var closed = 0
    var index = index - 1
    while index >= 0 {
      switch file.tokens[index].kind {
      case .end, .until, .rightBrace, .rightParenthesis, .rightBracket: closed += 1
      case .function, .if, .do, .repeat, .leftBrace, .leftParenthesis, .leftBracket:
        if closed == 0 { return index }
        closed -= 1
      default: break
      }
      index -= 1
    }
    return nil
  }

  /// How far the line is indented on which what a token opens begins: for the `do` of a loop that of the loop.
  func base(of opener: Int) -> Int {
    var start = opener
    if file.tokens[opener].kind == .do {
      let around = file.innermostNode(covering: file.tokens[opener].range).ancestors.first { $0.kind.isStatement }
      if let around, around.kind.isLoop { start = around.tokenRange.lowerBound }
    }
    return width(ofLineWith: file.tokens[start].start)
  }
}
