import LuaSyntax

extension ActionContext {
  /// The end of a line as the file writes it.
  var newline: String {
    guard let first = file.source.firstIndex(of: 10), first > 0, file.source[first - 1] == 13 else { return "\n" }
    return "\r\n"
  }

  /// The white space that the line of an offset begins with.
  func indent(at offset: Int) -> String {
    let line = file.lines.range(ofLine: file.lines.line(at: offset))
    let blank = file.source[line].prefix { $0 == 32 || $0 == 9 }
    return String(decoding: blank, as: UTF8.self)
  }

  /// Puts statements before one, on lines of their own.
  func inserting(_ statements: [String], before statement: Node) -> Edit {
    let start = statement.range.lowerBound
    // What begins with a parenthesis would be taken for the arguments of what is put before it.
    let end = file.source[start] == UInt8(ascii: "(") ? ";" : ""
    let separator = newline + indent(at: start)
    let text = statements.joined(separator: separator) + end + separator
    return Edit(start..<start, text)
  }

  /// Puts statements behind a line of the top of the script.
  func inserting(_ statements: [String], at end: Int) -> Edit {
    Edit(end..<end, statements.map { newline + $0 }.joined())
  }

  /// Puts another expression in the place of one; a sole argument without parentheses gets them.
  func replacing(_ expression: Expression, with text: String) -> Edit {
    guard let list = expression.node.parent, list.kind == .argumentList, ArgumentList(list)?.hasParentheses == false
    else { return Edit(expression.range, text) }
    let before = file.tokens[list.tokenRange.lowerBound - 1].end
    let gap = before..<expression.range.lowerBound
    let isBlank = file.source[gap].allSatisfy { $0 == 32 || $0 == 9 }
    return Edit((isBlank ? gap.lowerBound : gap.upperBound)..<expression.range.upperBound, "(\(text))")
  }

  /// The statement that a node stands in, as a child of a block.
  func statement(around node: Node) -> Node? { node.ancestors.first { $0.parent?.kind == .block } }

  /// Whether a local may be declared before a statement: no `goto` may jump over it to a label behind it.
  func canDeclare(before statement: Node) -> Bool {
    var next: Node? = statement
    while let node = next {
      if node.kind == .labelStatement { return false }
      next = node.nextSibling
    }
    return true
  }

  /// Whether a node is the first on its line.
  func isFirstOnLine(_ node: Node) -> Bool { !node.isEmpty && file.tokens[node.tokenRange.lowerBound].isFirstOnLine }

  /// Whether a node is the last on its line but for a comment.
  func isLastOnLine(_ node: Node) -> Bool {
    let next = node.tokenRange.upperBound
    return next >= file.tokens.count || file.tokens[next].kind == .endOfFile || file.tokens[next].isFirstOnLine
  }

  /// Whether a comment stands in a range.
  func hasComments(in range: Range<Int>) -> Bool { !file.comments(in: range).isEmpty }

  /// Takes a statement away, together with its line when nothing else is on it.
  func removing(_ statement: Node) -> Edit {
    let range = statement.range
    guard isFirstOnLine(statement), isLastOnLine(statement) else { return Edit(range, "") }
    let lines = file.lines
    let lastLine = lines.line(at: range.upperBound)
    let start = lines.range(ofLine: lines.line(at: range.lowerBound)).lowerBound
    let lineEnd = lines.range(ofLine: lastLine).upperBound
    if hasComments(in: range.upperBound..<lineEnd) { return Edit(range, "") }
    let end = lastLine + 1 < lines.lineCount ? lines.range(ofLine: lastLine + 1).lowerBound : lineEnd
    return Edit(start..<end, "")
  }
}
