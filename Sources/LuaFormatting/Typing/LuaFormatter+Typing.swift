package import LuaSyntax

extension LuaFormatter {
  /// What a client should tell of: a new line, and the last letters of the words and brackets that close something.
  package static let typedTriggers = ["\n", "d", "e", "f", "l", "}", ")"]

  /// The edit of the white space at the beginning of a line that what was just typed asks for; nil for none.
  ///
  /// `offset` is behind what was typed. Only the line that is being written is touched, and nothing of it that is not
  /// white space: a new line goes one step deeper than what is open, and `end`, `else`, `elseif`, `until`, `}` and `)` at
  /// the beginning of a line go below the line that they close. It works in files with errors, as a file that is being
  /// written always is.
  package static func edit(afterTyping text: String, at offset: Int, in file: SourceFile) -> TextEdit? {
    let line = file.lines.line(at: offset)
    let indentation = Indentation(file)
    let blank = indentation.range(ofLine: line)
    guard !isInsideToken(blank.lowerBound, file) else { return nil }
    let index = file.tokenIndex(at: blank.upperBound)
    let isFirst = file.tokens[index].start == blank.upperBound
    let width: Int?
    if isFirst, let opener = indentation.opener(ofCloser: index) {
      // A longer word, or one in the middle of a line, is none that closes something.
      guard text == "\n" || file.tokens[index].end == offset else { return nil }
      width = indentation.base(of: opener)
    } else {
      guard text == "\n" else { return nil }
      width = self.width(ofLineBefore: index, indentation)
    }
    guard let width else { return nil }
    var edit = TextEdit(blank, Array(repeating: 32, count: width))
    let source = file.source[blank]
    guard Array(source) != edit.replacement else { return nil }
    // What is there already stays, so that the cursor does.
    let common = zip(source, edit.replacement).prefix { $0 == $1 }.count
    edit.range = blank.lowerBound + common..<blank.upperBound
    edit.replacement.removeFirst(common)
    return edit
  }

  /// Whether a place is in a string or in a comment that goes over several lines.
  private static func isInsideToken(_ offset: Int, _ file: SourceFile) -> Bool {
    if let token = file.token(at: offset), token.start < offset { return true }
    guard let comment = file.comment(at: offset) else { return false }
    return comment.start < offset
  }

  /// How far a line should be indented whose first token this is, or which has none and stands before it.
  private static func width(ofLineBefore index: Int, _ indentation: Indentation) -> Int? {
    guard index > 0 else { return 0 }
    let opener = indentation.openToken(before: index)
    var width = opener.map { indentation.base(of: $0) + Layout.step } ?? 0
    switch opener.map({ indentation.file.tokens[$0].kind }) {
    case .leftParenthesis, .leftBrace, .leftBracket: break
    default: if continues(indentation.file.tokens[index - 1].kind) { width += Layout.step }
    }
    return width
  }

  /// Whether a statement cannot end with a token.
  private static func continues(_ kind: TokenKind) -> Bool {
    switch kind {
    case .comma, .assign, .and, .or, .not, .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret, .concat,
      .equal,
      .notEqual, .less, .lessEqual, .greaterEqual, .ampersand, .pipe, .tilde, .shiftLeft, .shiftRight:
      true
    default: false
    }
  }
}
