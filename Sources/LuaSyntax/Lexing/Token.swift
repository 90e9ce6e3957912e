/// What a token is.
///
/// Comments are tokens of their own array (``SourceFile/comments``); white space is whatever lies between tokens.
package enum TokenKind: UInt8, Sendable {
  case endOfFile
  /// A byte, or a run of bytes outside ASCII, that no Lua token can start with.
  case invalid
  case name, number, string, longString

  case and, `break`, `do`, `else`, elseif, end, `false`, `for`, function, goto, `if`, `in`, local, `nil`, not, or
  case `repeat`, `return`, then, `true`, until, `while`

  case plus, minus, star, slash, doubleSlash, percent, caret, hash, ampersand, tilde, pipe, shiftLeft, shiftRight
  case equal, notEqual, lessEqual, greaterEqual, less, greater, assign
  case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket, doubleColon
  case semicolon, colon, comma, dot, concat, ellipsis

  case lineComment, blockComment
  /// A line comment of exactly three dashes: LuaCATS text or description.
  case documentationComment
  /// The first line of a file when it starts with `#`.
  case shebang
}

/// One token: a kind and a byte range, 12 bytes.
///
/// Its text is resolved only when someone asks, which keeps lexing at hundreds of megabytes a second.
package struct Token: Sendable, Equatable {
  package let kind: TokenKind
  /// Whether only white space or comments stand before it on its line.
  package let isFirstOnLine: Bool
  let startOffset: UInt32
  let length: UInt32

  init(kind: TokenKind, isFirstOnLine: Bool, start: Int, end: Int) {
    self.kind = kind
    self.isFirstOnLine = isFirstOnLine
    startOffset = UInt32(truncatingIfNeeded: start)
    length = UInt32(truncatingIfNeeded: end - start)
  }

  /// Byte offset of its first byte.
  package var start: Int { Int(startOffset) }
  /// Byte offset behind its last byte.
  package var end: Int { Int(startOffset) + Int(length) }
  package var range: Range<Int> { start..<end }
}

extension TokenKind {
  package var isKeyword: Bool { rawValue >= TokenKind.and.rawValue && rawValue <= TokenKind.while.rawValue }

  /// Whether a token of this kind ends a block: it can only belong to what encloses the block.
  var endsBlock: Bool {
    switch self {
    case .end, .else, .elseif, .until, .endOfFile: true
    default: false
    }
  }

  /// Whether this keyword can never continue an expression, so that everything still open must have been left unclosed.
  var startsStatementForSure: Bool {
    switch self {
    case .local, .if, .for, .while, .repeat, .return, .break, .goto, .doubleColon: true
    default: false
    }
  }

  var startsExpression: Bool {
    switch self {
    case .name, .number, .string, .longString, .nil, .true, .false, .ellipsis, .function, .leftParenthesis, .leftBrace,
      .not, .minus, .hash, .tilde:
      true
    default: false
    }
  }

  /// How the token is spelt; nil for those whose spelling varies.
  package var spelling: String? {
    switch self {
    case .and: "and"
    case .break: "break"
    case .do: "do"
    case .else: "else"
    case .elseif: "elseif"
    case .end: "end"
    case .false: "false"
    case .for: "for"
    case .function: "function"
    case .goto: "goto"
    case .if: "if"
    case .in: "in"
    case .local: "local"
    case .nil: "nil"
    case .not: "not"
    case .or: "or"
    case .repeat: "repeat"
    case .return: "return"
    case .then: "then"
    case .true: "true"
    case .until: "until"
    case .while: "while"
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .doubleSlash: "//"
    case .percent: "%"
    case .caret: "^"
    case .hash: "#"
    case .ampersand: "&"
    case .tilde: "~"
    case .pipe: "|"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .equal: "=="
    case .notEqual: "~="
    case .lessEqual: "<="
    case .greaterEqual: ">="
    case .less: "<"
    case .greater: ">"
    case .assign: "="
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .doubleColon: "::"
    case .semicolon: ";"
    case .colon: ":"
    case .comma: ","
    case .dot: "."
    case .concat: ".."
    case .ellipsis: "..."
    case .endOfFile, .invalid, .name, .number, .string, .longString, .lineComment, .blockComment,
      .documentationComment, .shebang:
      nil
    }
  }
}
