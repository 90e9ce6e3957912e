extension Parser {
  /// The statements of a block; `opener` is the token whose line says how deep the block's parent is indented.
  mutating func block(opener: Int?) {
    let mark = pending.count
    let first = position
    let indentation = usesIndentation ? opener.map { self.indentation(ofLineWith: $0) } : nil
    var hasReturned = false
    while !isAtEndOfBlock(indentation: indentation) {
      if hasReturned {
        report(.statementAfterReturn(token.range))
        hasReturned = false
      }
      let isReturn = kind == .return
      statement()
      hasReturned = isReturn
    }
    complete(.block, from: mark, firstToken: first)
  }

  private mutating func statement() {
    guard enterLevel() else {
      giveUp(.errorStatement)
      level -= 1
      return
    }
    noteLabelRun()
    let outerStart = statementStart
    statementStart = position
    let tokensInBodies = bodyTokens
    let start = position
    switch kind {
    case .if: ifStatement()
    case .while: whileStatement()
    case .do: doStatement()
    case .for: forStatement()
    case .repeat: repeatStatement()
    case .function: functionStatement()
    case .local: localStatement()
    case .doubleColon: labelStatement()
    case .return: returnStatement()
    case .break:
      facts.hasBreak = true
      leaf(.breakStatement)
    case .goto: gotoStatement()
    case .semicolon: leaf(.emptyStatement)
    default:
      if kind.startsExpression { expressionStatement() } else { strayTokens() }
    }
    noteLength(from: start, bodyTokens: tokensInBodies)
    statementStart = outerStart
    level -= 1
  }

  /// Counts labels in a row: the compiler reads what follows a label, if it does nothing, one level deeper.
  private mutating func noteLabelRun() {
    guard kind == .doubleColon || kind == .semicolon && labelRun > 0 else {
      labelRun = 0
      return
    }
    if level + labelRun > Limits.levels { report(.nestingTooDeep(token.range)) }
    if kind == .doubleColon { labelRun += 1 }
  }

  /// Notes a statement that might need more registers than there are: each takes at least one token.
  private mutating func noteLength(from start: Int, bodyTokens outer: Int) {
    let length = position - start - (bodyTokens - outer)
    if length + min(localsInFunction, Limits.locals) > Limits.registers - 8 { facts.hasLongStatement = true }
  }

  /// Skips what begins no statement, up to the next line or the next token that does.
  private mutating func strayTokens() {
    let first = position
    // What the lexer could not read has been explained by it, with all that follows on the line.
    let isUnreadable = kind == .invalid
    report(.unexpectedToken(found, strayDetail, token.range))
    repeat {
      advance()
    } while !(kind.startsExpression && !isUnreadable || kind.startsStatementForSure || kind.endsBlock
      || token.isFirstOnLine
      || kind == .do || kind == .semicolon)
    complete(.errorStatement, from: pending.count, firstToken: first)
  }

  private var strayDetail: String {
    switch kind {
    case .end: "There is nothing open that this 'end' could close."
    case .else, .elseif: "There is no 'if' that this '\(kind.spelling ?? "")' could belong to."
    case .until: "There is no 'repeat' that this 'until' could close."
    case .rightParenthesis, .rightBrace, .rightBracket:
      "There is no open bracket that this '\(kind.spelling ?? "")' could close."
    default: "No statement can begin with \(describe(token, inPlace: true))."
    }
  }

  /// A block after a word such as `then`, unless that word is missing and the next line is no deeper.
  ///
  /// In that case the header is all that has been typed, and what follows is not taken for its body.
  private mutating func body(after word: TokenKind, _ what: String, opener: Int) -> Bool {
    let foreign: TokenKind = word == .then ? .do : .then
    if !expect(word, after: what), !consume(foreign), isAtStatementIndentation,
      kind != .end || belongsOutside(opener: opener)
    {
      empty(.block)
      return false
    }
    openBlocks += 1
    block(opener: opener)
    openBlocks -= 1
    return true
  }

  private mutating func ifStatement() {
    let mark = pending.count
    let first = position
    var hasBody = false
    openIfs += 1
    repeat {
      let clauseMark = pending.count
      let clause = position
      advance()
      expression()
      hasBody = body(after: .then, "the condition", opener: first)
      complete(.ifClause, from: clauseMark, firstToken: clause)
    } while kind == .elseif && !belongsOutside(opener: first)
    if kind == .else, !belongsOutside(opener: first) {
      let clauseMark = pending.count
      let clause = position
      advance()
      openIfs -= 1
      openBlocks += 1
      block(opener: first)
      openBlocks -= 1
      openIfs += 1
      complete(.elseClause, from: clauseMark, firstToken: clause)
      hasBody = true
    }
    openIfs -= 1
    if hasBody { expectEnd(opener: first) }
    complete(.ifStatement, from: mark, firstToken: first)
  }

  private mutating func whileStatement() {
    let mark = pending.count
    let first = position
    advance()
    expression()
    if body(after: .do, "the condition", opener: first) { expectEnd(opener: first) }
    complete(.whileStatement, from: mark, firstToken: first)
  }

  private mutating func doStatement() {
    let mark = pending.count
    let first = position
    advance()
    openBlocks += 1
    block(opener: first)
    openBlocks -= 1
    expectEnd(opener: first)
    complete(.doStatement, from: mark, firstToken: first)
  }

  private mutating func repeatStatement() {
    let mark = pending.count
    let first = position
    advance()
    openRepeats += 1
    block(opener: first)
    openRepeats -= 1
    if kind == .until, !belongsOutside(opener: first) {
      advance()
      expression()
    } else {
      report(.missingUntil(placeOfMissing, opener: tokens[first]))
      empty(.missing)
    }
    complete(.repeatStatement, from: mark, firstToken: first)
  }

  private mutating func forStatement() {
    let mark = pending.count
    let first = position
    advance()
    localName("a loop variable")
    var node = NodeKind.genericFor
    if kind == .assign {
      node = .numericFor
      advance()
      countLocals(4)
      expression()
      if expect(.comma, after: "the start of a numeric loop") {
        expression()
        if consume(.comma) { expression() }
      } else {
        empty(.missing)
      }
    } else {
      var count = 5
      while consume(.comma) {
        localName("a loop variable")
        count += 1
      }
      countLocals(count)
      if kind == .in {
        advance()
        expressionList()
      } else {
        report(.missingToken(.in, after: "the loop variables", found: found, placeOfMissing))
        empty(.expressionList)
      }
    }
    if body(after: .do, "the header of a loop", opener: first) { expectEnd(opener: first) }
    complete(node, from: mark, firstToken: first)
  }

  private mutating func functionStatement() {
    let mark = pending.count
    let first = position
    advance()
    if kind == .name {
      let nameStart = position
      names += 1
      leaf(.name)
      while kind == .dot || kind == .colon {
        let isMethod = kind == .colon
        advance()
        fieldName(isMethod ? "a method" : "a field")
        complete(.member, from: mark, firstToken: nameStart)
        if isMethod { break }
      }
    } else {
      report(missingName("a function"))
      empty(.missing)
    }
    // The first parameter of a method is `self`.
    functionBody(opener: first, hiddenParameters: first + 3 < position && tokens[position - 2].kind == .colon ? 1 : 0)
    complete(.functionStatement, from: mark, firstToken: first)
  }

  private mutating func localStatement() {
    let mark = pending.count
    let first = position
    advance()
    if kind == .function {
      let word = position
      advance()
      countLocals(1)
      if kind == .name {
        leaf(.localName)
      } else {
        report(missingName("a function"))
        empty(.localName)
      }
      functionBody(opener: word, hiddenParameters: 0)
      complete(.localFunction, from: mark, firstToken: first)
      return
    }
    var count = 0
    repeat {
      count += 1
      localName("a local variable", allowsAttribute: true)
    } while consume(.comma)
    countLocals(count)
    if consume(.assign) { expressionList() }
    complete(.localStatement, from: mark, firstToken: first)
  }

  private mutating func localName(_ what: String, allowsAttribute: Bool = false) {
    let mark = pending.count
    let first = position
    guard kind == .name, !isAtStatementIndentation else {
      report(missingName(what))
      // A keyword that is followed by what follows a name was meant as one.
      if kind.isKeyword, nextKind == .assign || nextKind == .comma { leaf(.localName) } else { empty(.localName) }
      return
    }
    advance()
    if allowsAttribute, kind == .less {
      let attribute = position
      facts.hasAttribute = true
      advance()
      if kind == .name { advance() } else { report(missingName("an attribute, 'const' or 'close',")) }
      _ = expect(.greater, after: "the name of an attribute")
      complete(.attribute, from: pending.count, firstToken: attribute)
    }
    complete(.localName, from: mark, firstToken: first)
  }

  func missingName(_ what: String) -> SyntaxError {
    .missingName(what, found: found, isKeyword: kind.isKeyword && !token.isFirstOnLine, placeOfMissing)
  }

  mutating func countLocals(_ count: Int) {
    localsInFunction += count
    facts.totalLocals += count
    facts.mostLocals = max(facts.mostLocals, localsInFunction)
  }

  private mutating func labelStatement() {
    let mark = pending.count
    let first = position
    facts.hasGotoOrLabel = true
    advance()
    labelName()
    _ = expect(.doubleColon, after: "the name of a label")
    complete(.labelStatement, from: mark, firstToken: first)
  }

  private mutating func gotoStatement() {
    let mark = pending.count
    let first = position
    facts.hasGotoOrLabel = true
    advance()
    labelName()
    complete(.gotoStatement, from: mark, firstToken: first)
  }

  private mutating func labelName() {
    if kind == .name {
      leaf(.labelName)
    } else {
      report(missingName("a label"))
      empty(.labelName)
    }
  }

  private mutating func returnStatement() {
    let mark = pending.count
    let first = position
    advance()
    if kind != .semicolon, !kind.endsBlock, !kind.startsStatementForSure { expressionList() }
    _ = consume(.semicolon)
    complete(.returnStatement, from: mark, firstToken: first)
  }
}
