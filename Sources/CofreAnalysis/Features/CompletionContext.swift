import LuaSyntax

/// Where in the grammar an offset is, for completion.
struct CompletionContext {
  enum Place {
    /// Nothing is to be offered.
    case nothing
    /// Inside the quotes of a string.
    case text(Node)
    /// Behind a dot or colon.
    case member(of: Expression, isMethod: Bool)
    /// Where the name of a field, or an element, of a table stands.
    case field(TableConstructor)
    /// An expression at a place of which this is expected.
    case expression(Expectation)
    /// Where a statement begins.
    case statement
    /// Behind an expression, on its line.
    case continuation(of: Token)
    /// Behind `goto`.
    case label(of: Node)
    /// Behind the `<` of a `local`, with or without the `>`.
    case attribute(isClosed: Bool)
  }

  var place: Place
  /// The word at the offset, or the text of the string.
  var replaceRange: Range<Int>
  /// Where a comma is missing in front of the field or element that is being written; nil where none is.
  var missingComma: Int?
  /// The quote that a string lacks which is not closed; nil where none is lacking.
  var missingQuote: String?
}

extension DocumentFacts {
  /// Finds out what is being written at an offset.
  func completionContext(at offset: Int) -> CompletionContext {
    let empty = offset..<offset
    if let comment = file.comment(at: offset), comment.start < offset {
      return CompletionContext(place: .nothing, replaceRange: empty)
    }
    var previous = file.tokenIndex(at: offset)
    var word = empty
    // The token that the cursor is in or right behind.
    let candidates = [previous, previous - 1].filter { $0 >= 0 && file.tokens[$0].kind != .endOfFile }
    if let touched = candidates.first(where: { file.tokens[$0].start < offset && offset <= file.tokens[$0].end }) {
      let token = file.tokens[touched]
      switch token.kind {
      case .string, .longString:
        let node = file.innermostNode(covering: token.range)
        if let literal = StringLiteral(node), literal.contentRange.lowerBound <= offset,
          offset <= literal.contentRange.upperBound
        {
          let content = literal.contentRange
          // An empty string that is not closed is but a quote.
          guard token.kind == .string, content.upperBound == token.end else {
            return CompletionContext(place: .text(node), replaceRange: content)
          }
          var context = CompletionContext(place: .text(node), replaceRange: content.lowerBound..<wordEnd(from: offset))
          context.missingQuote = file.text(token.start..<token.start + 1)
          return context
        }
      case .number: return CompletionContext(place: .nothing, replaceRange: empty)
      case .name: word = token.range
      default: if token.kind.isKeyword { word = token.range }
      }
      previous = word.isEmpty ? touched : touched - 1
    } else {
      previous = file.tokenIndex(before: offset) ?? -1
      if let next = file.token(at: offset), next.start == offset, next.kind == .name { word = next.range }
    }
    guard previous >= 0 else { return CompletionContext(place: .statement, replaceRange: word) }
    let place = place(behind: previous, word: word, offset: offset)
    var context = CompletionContext(place: place, replaceRange: word)
    if case .field = place, isFieldEnd(file.tokens[previous]), file.tokens[previous].end < word.lowerBound {
      context.missingComma = file.tokens[previous].end
    }
    return context
  }

  /// The end of what belongs to a text that is not closed, so that what the line goes on with stays.
  private func wordEnd(from offset: Int) -> Int {
    let rest = file.source[offset...]
    return rest.firstIndex { !($0.isAnnotationWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/")) }
      ?? rest.endIndex
  }

  /// Whether a token, behind which a field begins, ends the one before it.
  private func isFieldEnd(_ token: Token) -> Bool {
    switch token.kind {
    case .leftBrace, .comma, .semicolon: false
    default: true
    }
  }

  private func place(behind index: Int, word: Range<Int>, offset: Int) -> CompletionContext.Place {
    let token = file.tokens[index]
    let node = file.innermostNode(covering: token.range)
    switch token.kind {
    case .dot, .colon:
      if let member = MemberExpression(node) { return .member(of: member.object, isMethod: token.kind == .colon) }
      if let call = MethodCallExpression(node) { return .member(of: call.receiver, isMethod: true) }
      return .nothing
    case .leftBrace, .comma, .semicolon:
      if let table = TableConstructor(node) { return .field(table) }
      if node.kind == .argumentList { return argument(in: node, at: offset) }
      if node.kind == .localStatement || node.kind == .parameterList { return .nothing }
      return token.kind == .semicolon ? .statement : .expression(.anything)
    case .leftParenthesis:
      if node.kind == .argumentList { return argument(in: node, at: offset) }
      return node.kind == .parameterList ? .nothing : .expression(.anything)
    case .assign:
      if let field = TableField(node) { return .expression(wish(of: field.value.node)) }
      return .expression(value(behind: token, in: node).map { wish(of: $0) } ?? .anything)
    case .equal, .notEqual:
      guard let binary = BinaryExpression(node) else { return .expression(.anything) }
      return .expression(wish(of: binary.right.node))
    case .return:
      return .expression(node.firstChild?.firstChild.map { wish(of: $0) } ?? .anything)
    case .leftBracket: return .expression(.anything)
    case .goto: return GotoStatement(node).map { .label(of: $0.node) } ?? .nothing
    case .less where node.kind == .attribute:
      return .attribute(isClosed: file.tokens[node.tokenRange.upperBound - 1].kind == .greater)
    case .greater where node.kind == .attribute: return .nothing
    case .local, .function, .for, .doubleColon: return .nothing
    case .and, .or:
      guard let binary = BinaryExpression(node) else { return .expression(.anything) }
      return .expression(wish(of: binary.right.node))
    default:
      if let table = table(whoseFieldIs: word) ?? table(whoseFieldEndsWith: token, before: word.lowerBound) {
        return .field(table)
      }
      if token.kind.expectsOperand { return .expression(.anything) }
      // A key that has its value already.
      if word.isEmpty, node.kind == .fieldName, offset >= token.end { return .nothing }
      return goesOn(behind: token, node, at: word.lowerBound) ? continuation(of: token, node) : .statement
    }
  }

  /// Whether what stands on the line of a token goes on with what the token ends.
  private func goesOn(behind token: Token, _ node: Node, at offset: Int) -> Bool {
    switch token.kind {
    case .name, .number, .string, .longString, .nil, .true, .false, .ellipsis, .rightParenthesis, .rightBracket,
      .rightBrace:
      node.kind != .labelName && file.lines.line(at: token.end) == file.lines.line(at: offset)
    default: false
    }
  }

  private func continuation(of token: Token, _ node: Node) -> CompletionContext.Place {
    switch node.kind {
    case .localName: node.parent?.kind.isLoop == true ? .continuation(of: token) : .nothing
    case .parameter: .nothing
    case .parameterList: .statement
    default: .continuation(of: token)
    }
  }

  /// The first value behind the `=` of a statement.
  private func value(behind token: Token, in node: Node) -> Node? {
    guard node.kind == .localStatement || node.kind == .assignment else { return nil }
    return node.children.first { $0.kind == .expressionList && $0.range.lowerBound >= token.end }?.firstChild
  }

  private func argument(in list: Node, at offset: Int) -> CompletionContext.Place {
    guard let arguments = ArgumentList(list) else { return .expression(.anything) }
    return .expression(wish(ofArgument: arguments.argumentIndex(at: offset), in: list))
  }

  /// The table in which a word stands alone as a field, where a separator before it is missing.
  private func table(whoseFieldIs word: Range<Int>) -> TableConstructor? {
    guard !word.isEmpty else { return nil }
    let node = file.innermostNode(covering: word)
    let field = node.kind == .fieldName || node.parent?.kind == .positionalField ? node.parent : nil
    guard let field, field.kind.isTableField, field.range.lowerBound == word.lowerBound else { return nil }
    return field.parent.flatMap { TableConstructor($0) }
  }

  /// The table that goes on behind a field which has no separator yet; the innermost one where several could.
  private func table(whoseFieldEndsWith token: Token, before offset: Int) -> TableConstructor? {
    guard token.end < offset else { return nil }
    for node in file.innermostNode(covering: token.range).ancestors {
      guard node.range.upperBound == token.end else { return nil }
      if node.kind.isTableField { return node.parent.flatMap { TableConstructor($0) } }
    }
    return nil
  }
}

extension TokenKind {
  /// Whether an expression must follow.
  var expectsOperand: Bool {
    switch self {
    case .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret, .hash, .ampersand, .tilde, .pipe, .shiftLeft,
      .shiftRight, .equal, .notEqual, .lessEqual, .greaterEqual, .less, .greater, .concat, .not, .return, .if,
      .elseif, .while, .until, .in:
      true
    default: false
    }
  }
}
