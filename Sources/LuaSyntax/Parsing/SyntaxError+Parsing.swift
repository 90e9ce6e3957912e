extension SyntaxError {
  static func fileTooLarge(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(.fileTooLarge, range, "File too large", "Only the first four gibibytes of a file are read.")
  }

  static func nestingTooDeep(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .nestingTooDeep, range, "Nesting too deep",
      "Lua compiles about \(Limits.levels) levels of nested statements and expressions; the rest of the file is not read.",
      hint: "Move the inner part into a function or a local variable.")
  }

  static func missingEnd(_ range: Range<Int>, opener: Token) -> SyntaxError {
    let word = opener.kind.spelling ?? "block"
    return SyntaxError(
      .missingEnd, range, "Missing 'end'", "The '\(word)' is not closed by an 'end'.",
      related: Related(range: opener.range, message: "This '\(word)' needs an 'end'."))
  }

  static func missingUntil(_ range: Range<Int>, opener: Token) -> SyntaxError {
    SyntaxError(
      .missingEnd, range, "Missing 'until'", "The 'repeat' is not closed by an 'until' with a condition.",
      related: Related(range: opener.range, message: "This 'repeat' needs an 'until'."))
  }

  static func unclosedBracket(_ range: Range<Int>, closer: TokenKind, opener: Token, found: String) -> SyntaxError {
    let (open, close) = (opener.kind.spelling ?? "bracket", closer.spelling ?? "bracket")
    return SyntaxError(
      .unclosedBracket, range, "Unclosed bracket", "The '\(open)' is not closed: '\(close)' is expected, not \(found).",
      related: Related(range: opener.range, message: "This '\(open)' is not closed."))
  }

  static func missingToken(_ expected: TokenKind, after what: String, found: String, _ range: Range<Int>)
    -> SyntaxError
  {
    let spelling = expected.spelling ?? "token"
    return SyntaxError(
      .missingToken, range, "Missing '\(spelling)'", "'\(spelling)' must follow \(what); here stands \(found).")
  }

  static func missingExpression(found: String, _ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .missingExpression, range, "Missing expression", "A value or an expression is expected here, not \(found).")
  }

  static func missingName(_ what: String, found: String, isKeyword: Bool, _ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .missingName, range, "Missing name", "The name of \(what) is expected here, not \(found).",
      hint: isKeyword ? "Keywords cannot be names; a field can be written as t[\"end\"]." : nil)
  }

  static func missingArguments(found: String, _ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .missingArguments, range, "Missing arguments",
      "A colon calls a method, so arguments must follow its name; here stands \(found).",
      hint: "Write the arguments in parentheses, or a dot for a field.")
  }

  static func missingSeparator(in what: String, _ range: Range<Int>) -> SyntaxError {
    SyntaxError(.missingSeparator, range, "Missing ','", "A ',' must stand between two \(what).")
  }

  static func unexpectedToken(_ found: String, _ detail: String, hint: String? = nil, _ range: Range<Int>)
    -> SyntaxError
  {
    SyntaxError(.unexpectedToken, range, "Unexpected token", detail, hint: hint)
  }

  static func expressionStatement(_ range: Range<Int>, isComparison: Bool) -> SyntaxError {
    SyntaxError(
      .expressionStatement, range, "Expression without effect",
      "Only a call or an assignment can stand as a statement; the value of this expression would be lost.",
      hint: isComparison ? "An assignment is written with one '='." : nil)
  }

  static func invalidAssignmentTarget(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .invalidAssignmentTarget, range, "Invalid assignment",
      "Only a variable, a field or an indexed value can stand on the left of '='.")
  }

  static func statementAfterReturn(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .statementAfterReturn, range, "Statement after 'return'",
      "'return' must be the last statement of its block, so this could never run.",
      hint: "Write 'do return end' to leave early while trying something out.")
  }
}
