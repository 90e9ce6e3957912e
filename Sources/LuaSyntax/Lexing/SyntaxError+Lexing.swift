extension SyntaxError {
  static func foreignOperator(_ text: String, meant: TokenKind, _ range: Range<Int>) -> SyntaxError {
    let detail: String
    let hint: String
    if meant == .assign {
      let operation = text.dropLast()
      detail = "Lua has no '\(text)': an assignment names its variable on both sides."
      hint = "Write 'x = x \(operation) …'."
    } else {
      let spelling = meant.spelling ?? text
      detail = "Lua has no '\(text)'; it writes '\(spelling)'."
      hint = "Replace '\(text)' by '\(spelling)'."
    }
    return SyntaxError(.foreignOperator, range, "Operator of another language", detail, hint: hint)
  }

  static func invalidCharacter(
    _ bytes: UnsafeBufferPointer<UInt8>, isPartOfName: Bool, _ range: Range<Int>
  ) -> SyntaxError {
    let detail: String
    if bytes[0] == 0xEF, bytes.count >= 3, bytes[1] == 0xBB, bytes[2] == 0xBF, range.lowerBound == 0 {
      detail = "The file starts with a byte order mark, which is no part of a Lua program."
      return SyntaxError(.invalidCharacter, range, "Unexpected character", detail, hint: "Save the file without it.")
    }
    if bytes[0] >= 0x80 {
      let text = String(decoding: bytes.prefix(64), as: UTF8.self)
      detail =
        "'\(text)' stands outside a string or comment; names in Lua consist of ASCII letters, digits and underscores."
    } else if bytes[0] < 0x20 || bytes[0] == 0x7F {
      detail = "A control character (byte \(bytes[0])) stands outside a string or comment."
    } else {
      detail = "'\(Character(Unicode.Scalar(bytes[0])))' is no operator of Lua and cannot be part of a name."
    }
    let hint = isPartOfName ? "Rename this." : nil
    return SyntaxError(.invalidCharacter, range, "Unexpected character", detail, hint: hint)
  }

  static func invalidEscape(_ detail: String, _ range: Range<Int>) -> SyntaxError {
    SyntaxError(.invalidEscape, range, "Invalid escape sequence", detail)
  }

  static func invalidLongBracket(_ range: Range<Int>) -> SyntaxError {
    SyntaxError(
      .invalidLongBracket, range, "Invalid long bracket",
      "'[=' can only begin a long string such as '[==[ text ]==]'; the second '[' is missing.")
  }

  static func malformedNumber(_ text: String, _ range: Range<Int>) -> SyntaxError {
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return SyntaxError(
      .malformedNumber, range, "Malformed number",
      "'\(shown)' is neither an integer, a decimal such as '1.5e3', nor a hexadecimal such as '0xFF'.",
      hint: text.contains("..") ? "Put a space before '..' to join a number to something." : nil)
  }

  static func unfinishedString(quote: UInt8, _ range: Range<Int>) -> SyntaxError {
    let mark = Character(Unicode.Scalar(quote))
    return SyntaxError(
      .unfinishedString, range, "Unfinished string", "This string is not closed on its line by a second \(mark).",
      hint: "Close it, or write text of several lines as [[ … ]].")
  }

  static func unfinishedLongBracket(_ code: Code, level: Int, opener: Range<Int>) -> SyntaxError {
    let closer = "]" + String(repeating: "=", count: min(level, 20)) + "]"
    let isComment = code == .unfinishedComment
    return SyntaxError(
      code, opener, isComment ? "Unfinished comment" : "Unfinished string",
      "Everything from here to the end of the file is \(isComment ? "a comment" : "one string"): no '\(closer)' follows."
    )
  }
}
