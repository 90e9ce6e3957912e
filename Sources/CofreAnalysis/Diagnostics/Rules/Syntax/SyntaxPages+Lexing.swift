extension SyntaxPages {
  /// Errors found while the text is cut into words.
  static let lexing: [RulePage] = [
    page(
      "foreign-operator", "Operator of another language",
      "The operator is known from other languages, and Lua writes it in another way: `~=` for `!=`, `and` for `&&`, "
        + "`not` for `!`, `..` to join texts, and `x = x + 1` for `x += 1`.\n\nWrite it as the message says.",
      wrong: "local x = 1\nif x != 2 then\n  print(x)\nend", right: "local x = 1\nif x ~= 2 then\n  print(x)\nend"),
    page(
      "invalid-character", "Unexpected character",
      "A character stands outside of texts and comments that is no part of Lua: names consist of ASCII letters, digits "
        + "and underscores. It often comes with text that was copied from a web page, as typographic quotes do.\n\n"
        + "Take it away, or write what it stands for. A byte order mark, which some editors put at the beginning of a file, "
        + "has a fix.",
      wrong: "print(“done”)", right: "print(\"done\")"),
    page(
      "invalid-escape", "Invalid escape sequence",
      "A backslash in a quoted text begins an escape, and what follows is none that Lua has. It has `\\n`, `\\t`, "
        + "`\\\\`, `\\\"`, `\\xFF`, `\\065`, `\\u{20AC}`, `\\z` and a few more.\n\nWrite two backslashes for one, or write "
        + "the text between `[[` and `]]`, where a backslash means itself.",
      wrong: "print(\"C:\\models\")", right: "print(\"C:\\\\models\")"),
    page(
      "invalid-long-bracket", "Invalid long bracket",
      "`[=` can only begin a long text, which is written `[=[ … ]=]`; the second bracket is missing.\n\nWrite it, or put a "
        + "space between `[` and `=`.",
      wrong: "print([= \"text\")", right: "print([=[text]=])"),
    page(
      "malformed-number", "Malformed number",
      "What begins with a digit is a number, and this is none: neither an integer, a decimal such as `1.5e3`, nor a "
        + "hexadecimal such as `0xFF`.\n\nWrite the number in one of these forms. Between a number and `..` stands a "
        + "space.",
      wrong: "print(12ab)", right: "print(0x12ab)"),
    page(
      "unfinished-comment", "Unfinished comment",
      "A comment that begins with `--[[` goes on until `]]`, over many lines, and here to the end of the file: nothing of "
        + "what follows is run.\n\nClose it with as many equals signs as it was opened with.",
      wrong: "print(1)\n--[[ not finished", right: "print(1)\n--[[ finished ]]"),
    page(
      "unfinished-long-string", "Unfinished string",
      "A text that begins with `[[` goes on until `]]`, over many lines, and here to the end of the file.\n\nClose it with "
        + "as many equals signs as it was opened with.",
      wrong: "print [[not finished", right: "print [[finished]]"),
    page(
      "unfinished-string", "Unfinished string",
      "A quoted text ends on its line with the mark that began it, and the mark is missing.\n\nClose it, or write text of "
        + "several lines between `[[` and `]]`.",
      wrong: "print \"not finished", right: "print \"finished\""),
  ]
}
