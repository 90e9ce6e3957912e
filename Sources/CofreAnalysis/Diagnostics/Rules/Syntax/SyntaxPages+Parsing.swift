extension SyntaxPages {
  /// Errors found while the tree is built.
  static let parsing: [RulePage] = [
    page(
      "expression-statement", "Expression without effect",
      "Only a call or an assignment can stand as a statement: the value of anything else would be lost. With `==` in "
        + "place of `=` an assignment becomes a comparison.\n\nAssign the value to something, or take the line away.",
      wrong: "local x = 1\nx == 2\nprint(x)", right: "local x = 1\nx = 2\nprint(x)"),
    page(
      "file-too-large", "File too large",
      "Only the first four gibibytes of a file are read.\n\nCut it into modules, and `require` them.", wrong: "",
      right: ""),
    page(
      "invalid-assignment-target", "Invalid assignment",
      "Only a variable, a field or an indexed value can stand on the left of `=`; the result of a call cannot.\n\nAssign to "
        + "a field of the result, or to a variable.",
      wrong: "local function f() return {} end\nf() = 1", right: "local function f() return {} end\nf().x = 1"),
    page(
      "missing-arguments", "Missing arguments",
      "A colon calls a method, so arguments must follow its name.\n\nWrite them in parentheses, `()` for none; for a "
        + "field write a dot.",
      wrong: "local name = \"a\"\nprint(name:upper)", right: "local name = \"a\"\nprint(name:upper())"),
    page(
      "missing-end", "Missing 'end'",
      "A `function`, `if`, `for`, `while` or `do` is not closed by an `end`, or a `repeat` not by an `until`. The message "
        + "names the line where it begins; the indentation of what follows mostly shows where the `end` belongs.\n\n"
        + "Write it there.",
      wrong: "for i = 1, 3 do\n  print(i)", right: "for i = 1, 3 do\n  print(i)\nend"),
    page(
      "missing-expression", "Missing expression",
      "A value is expected: behind `=`, an operator, a comma or `return`.\n\nWrite it, or take away what asks for it.",
      wrong: "print(1 + )", right: "print(1 + 2)"),
    page(
      "missing-name", "Missing name",
      "A name is expected: of a variable, a parameter, a field or a label. Keywords such as `end` cannot be names; a field "
        + "of such a name is written `t[\"end\"]`.\n\nWrite the name.",
      wrong: "local t = {}\nprint(t.)", right: "local t = {}\nprint(t.name)"),
    page(
      "missing-separator", "Missing ','",
      "Two fields of a table, or two arguments, stand side by side without a comma between them. It is mostly missing at "
        + "the end of the line before.\n\nWrite the comma.",
      wrong: "print { a = 1 b = 2 }", right: "print { a = 1, b = 2 }"),
    page(
      "missing-token", "Missing word or sign",
      "A word or sign that the grammar asks for is missing, such as `then` behind the condition of an `if`, or `do` behind "
        + "the head of a loop.\n\nWrite what the message names.",
      wrong: "local x = 1\nif x == 1\n  print(x)\nend", right: "local x = 1\nif x == 1 then\n  print(x)\nend"),
    page(
      "nesting-too-deep", "Nesting too deep",
      "Lua compiles about 200 levels of nested statements and expressions; the rest of the file is not read.\n\nMove "
        + "the inner part into a function or a local variable.",
      wrong: "", right: ""),
    page(
      "statement-after-return", "Statement after 'return'",
      "`return` must be the last statement of its block, so what follows could never run.\n\nTake it away, or write "
        + "`do return end` to leave early while trying something out.",
      wrong: "local function f()\n  return 1\n  print(2)\nend\nf()",
      right: "local function f()\n  print(2)\n  return 1\nend\nf()"),
    page(
      "unclosed-bracket", "Unclosed bracket",
      "A parenthesis, bracket or brace is not closed. What follows is read as its contents, so the message may stand far "
        + "behind the place.\n\nClose it; the message names the line where it was opened.",
      wrong: "print((1 + 2)", right: "print((1 + 2))"),
    page(
      "unexpected-token", "Unexpected token",
      "A word or sign stands where none of its kind can: an `end` too many, a closing bracket that nothing opens, two "
        + "statements run together.\n\nTake it away, or write what should stand before it.",
      wrong: "print(1)\nend", right: "do\n  print(1)\nend"),
  ]
}
