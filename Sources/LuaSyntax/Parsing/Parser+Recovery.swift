/// Where things end that were left open.
extension Parser {
  /// How many bytes of white space begin the line of a token.
  func indentation(ofLineWith index: Int) -> Int { indentations.value(at: index, tokens: tokens, source: source) }

  /// Whether the current token begins a line that is not indented deeper than the current statement.
  ///
  /// It is false in the reading that trusts grammar alone.
  var isAtStatementIndentation: Bool {
    usesIndentation && token.isFirstOnLine && position > statementStart
      && indentation(ofLineWith: position) <= indentation(ofLineWith: statementStart)
  }

  /// Whether the current token belongs to a statement to come, so that all brackets still open must end here.
  var isAtBoundary: Bool {
    switch kind {
    case .then, .do, .in: true
    case .function:
      nextKind == .name && token.isFirstOnLine
    case .name, .leftParenthesis:
      isAtStatementIndentation
    default: kind.endsBlock || kind.startsStatementForSure
    }
  }

  /// Whether the current token ends a block, be it because only an enclosing one can go on with it.
  func isAtEndOfBlock(indentation: Int?) -> Bool {
    switch kind {
    case .endOfFile: return true
    case .end: if openBlocks > 0 { return true }
    case .else, .elseif: if openIfs > 0 { return true }
    case .until: if openRepeats > 0 { return true }
    default: break
    }
    guard usesIndentation, let indentation, token.isFirstOnLine else { return false }
    return self.indentation(ofLineWith: position) <= indentation
  }

  /// Whether indentation says that the current token, which could go on with a statement, goes on with an outer one.
  func belongsOutside(opener: Int) -> Bool {
    usesIndentation && token.isFirstOnLine && indentation(ofLineWith: position) < indentation(ofLineWith: opener)
  }

  /// Takes the `end` of a block, or says that it is missing.
  mutating func expectEnd(opener: Int) {
    if kind == .end, !belongsOutside(opener: opener) {
      advance()
    } else {
      report(.missingEnd(placeOfMissing, opener: tokens[opener]))
    }
  }

  /// Takes a closing bracket, or says which one is open.
  mutating func expectCloser(_ closer: TokenKind, opener: Int) {
    if consume(closer) { return }
    report(.unclosedBracket(placeOfMissing, closer: closer, opener: tokens[opener], found: found))
  }

  /// Takes a token that the grammar asks for; true when it was there.
  mutating func expect(_ expected: TokenKind, after what: String) -> Bool {
    if consume(expected) { return true }
    report(.missingToken(expected, after: what, found: found, placeOfMissing))
    return false
  }

  /// Where something missing should be shown.
  ///
  /// That is the current token when it stands on the same line as the one before, else the end of that one: people look
  /// where they were typing.
  var placeOfMissing: Range<Int> {
    guard position > 0 else { return token.range }
    let previous = tokens[position - 1]
    if kind != .endOfFile, !token.isFirstOnLine { return token.range }
    return (previous.end - 1)..<previous.end
  }

  /// The current token in words.
  var found: String { describe(token) }

  func describe(_ token: Token, inPlace: Bool = false) -> String {
    if token.kind == .endOfFile { return "the end of the file" }
    if token.isFirstOnLine, position > 0, !inPlace { return "the end of the line" }
    let text = source[token.range]
    let shown = String(decoding: text.prefix(24), as: UTF8.self)
    guard text.count > 24 || shown.contains(where: \.isNewline) else { return "'\(shown)'" }
    return token.kind == .string || token.kind == .longString ? "a string" : "'\(shown)…'"
  }

  /// Notes an error, unless one was noted at this token already.
  mutating func report(_ error: SyntaxError) {
    guard !hasGivenUp, lastErrorPosition != position else { return }
    lastErrorPosition = position
    guard errors.count < SourceFile.maximumErrors else { return }
    errors.append(error)
  }

  /// Whether a list in brackets goes on at the current token although a separator is missing before it.
  var continuesWithoutSeparator: Bool { kind.startsExpression && !isAtStatementIndentation }
}

/// How deep the line of each token is indented, found for all at once when it is first asked, which correct files never do.
///
/// One pass over the file keeps a broken one that is a single long line from being scanned again for every token.
final class Indentations {
  private var values: ContiguousArray<UInt32> = []

  func value(at index: Int, tokens: ContiguousArray<Token>, source: UnsafeBufferPointer<UInt8>) -> Int {
    if values.isEmpty { fill(tokens, source) }
    return Int(values[index])
  }

  private func fill(_ tokens: ContiguousArray<Token>, _ source: UnsafeBufferPointer<UInt8>) {
    values.reserveCapacity(tokens.count)
    var current: UInt32 = 0
    for (index, token) in tokens.enumerated() {
      // The first token of a file may follow a comment, and so may one on a line where a long comment ends.
      if token.isFirstOnLine || index == 0 {
        var lineStart = token.start
        while lineStart > 0, !source[lineStart - 1].isNewline { lineStart -= 1 }
        var first = lineStart
        while first < source.count, source[first].isBlank { first += 1 }
        current = UInt32(truncatingIfNeeded: first - lineStart)
      }
      values.append(current)
    }
  }
}
