extension Parser {
  /// One expression, or an empty node and an error where none begins.
  mutating func expression() { subexpression(above: 0) }

  /// One expression or several, separated by commas.
  mutating func expressionList() {
    let mark = pending.count
    let first = position
    repeat { expression() } while consume(.comma)
    complete(.expressionList, from: mark, firstToken: first)
  }

  /// How tightly a binary operator binds to the left and to the right.
  @inline(__always) static func priority(of kind: TokenKind) -> (left: Int, right: Int)? {
    switch kind {
    case .or: (1, 1)
    case .and: (2, 2)
    case .less, .greater, .lessEqual, .greaterEqual, .equal, .notEqual: (3, 3)
    case .pipe: (4, 4)
    case .tilde: (5, 5)
    case .ampersand: (6, 6)
    case .shiftLeft, .shiftRight: (7, 7)
    case .concat: (9, 8)
    case .plus, .minus: (10, 10)
    case .star, .slash, .doubleSlash, .percent: (11, 11)
    case .caret: (14, 13)
    default: nil
    }
  }

  private static let unaryPriority = 12

  private mutating func subexpression(above limit: Int) {
    guard enterLevel() else {
      giveUp(.missing)
      level -= 1
      return
    }
    let mark = pending.count
    let first = position
    switch kind {
    case .not, .minus, .hash, .tilde:
      advance()
      subexpression(above: Self.unaryPriority)
      complete(.unary, from: mark, firstToken: first)
    default: simpleExpression()
    }
    operators(mark: mark, first: first, above: limit)
    level -= 1
  }

  /// The operators that follow an operand which has been read, with their right operands.
  mutating func operators(mark: Int, first: Int, above limit: Int) {
    while let priority = Self.priority(of: kind), priority.left > limit {
      advance()
      subexpression(above: priority.right)
      complete(.binary, from: mark, firstToken: first)
    }
  }

  private mutating func simpleExpression() {
    switch kind {
    case .name, .leftParenthesis: suffixedExpression()
    case .string, .longString: leaf(.string)
    case .number: leaf(.number)
    case .leftBrace: tableConstructor()
    case .nil: leaf(.nil)
    case .true: leaf(.true)
    case .false: leaf(.false)
    case .ellipsis:
      facts.hasVararg = true
      leaf(.vararg)
    case .function:
      if nextKind == .name, token.isFirstOnLine {
        missingExpression()
      } else {
        functionExpression()
      }
    default: missingExpression()
    }
  }

  mutating func missingExpression() {
    report(.missingExpression(found: found, placeOfMissing))
    empty(.missing)
  }

  private mutating func functionExpression() {
    let mark = pending.count
    let first = position
    advance()
    if kind == .name {
      report(
        .unexpectedToken(
          found, "A function that is a value has no name here.", hint: "Write 'local function name()' as a statement.",
          token.range))
      advance()
    }
    functionBody(opener: first, hiddenParameters: 0)
    complete(.functionExpression, from: mark, firstToken: first)
  }

  /// A variable or an expression in parentheses, with the fields, indices and calls that follow it.
  mutating func suffixedExpression() {
    let mark = pending.count
    let first = position
    if isAtBoundary {
      missingExpression()
      return
    }
    if kind == .name {
      names += 1
      leaf(.name)
    } else {
      advance()
      openParentheses += 1
      expression()
      openParentheses -= 1
      expectCloser(.rightParenthesis, opener: first)
      complete(.parenthesized, from: mark, firstToken: first)
    }
    while true {
      switch kind {
      case .dot:
        advance()
        fieldName("a field")
        complete(.member, from: mark, firstToken: first)
      case .leftBracket:
        let opener = position
        advance()
        openBrackets += 1
        expression()
        openBrackets -= 1
        expectCloser(.rightBracket, opener: opener)
        complete(.index, from: mark, firstToken: first)
      case .colon:
        // In a table, `name: value` is a field as JSON writes it, which the constructor explains.
        if openBraces > 0, nextKind != .name, !tokens[position].isFirstOnLine, nextKind != .endOfFile,
          nextKind.startsExpression
        {
          return
        }
        advance()
        fieldName("a method")
        if kind == .leftParenthesis || kind == .leftBrace || kind == .string || kind == .longString {
          arguments()
        } else {
          report(.missingArguments(found: found, placeOfMissing))
          empty(.argumentList)
        }
        complete(.methodCall, from: mark, firstToken: first)
      case .leftParenthesis, .leftBrace, .string, .longString:
        if isAtBoundary { return }
        arguments()
        complete(.call, from: mark, firstToken: first)
      default: return
      }
    }
  }

  /// The name after a dot or colon.
  ///
  /// A keyword that touches the dot is taken for a name that is being typed.
  mutating func fieldName(_ what: String) {
    if kind == .name, !isAtStatementIndentation {
      leaf(.fieldName)
      return
    }
    report(missingName(what))
    if kind.isKeyword, position > 0, tokens[position - 1].end == token.start {
      leaf(.fieldName)
    } else {
      empty(.fieldName)
    }
  }

  private mutating func arguments() {
    let mark = pending.count
    let first = position
    switch kind {
    case .string, .longString: leaf(.string)
    case .leftBrace: tableConstructor()
    default:
      advance()
      openParentheses += 1
      if kind != .rightParenthesis, !isAtBoundary { argumentsInParentheses() }
      openParentheses -= 1
      expectCloser(.rightParenthesis, opener: first)
    }
    complete(.argumentList, from: mark, firstToken: first)
  }

  private mutating func argumentsInParentheses() {
    while true {
      expression()
      if consume(.comma) { continue }
      if kind == .rightParenthesis || isAtBoundary { return }
      if kind == .assign {
        report(
          .unexpectedToken(
            found, "Lua has no named arguments, so no '=' can stand between the arguments of a call.",
            hint: "Pass a table: f { name = value }.", token.range))
        advance()
      } else if continuesWithoutSeparator {
        report(.missingSeparator(in: "arguments", placeOfMissing))
      } else {
        return
      }
    }
  }

  // MARK: - Functions

  /// Parameters, statements and `end`.
  mutating func functionBody(opener: Int, hiddenParameters: Int) {
    let mark = pending.count
    let first = position
    let outer = (localsInFunction, openIfs, openRepeats, openParentheses, openBrackets, openBraces, statementStart)
    let (outerNames, outerTokens) = (names, bodyTokens)
    localsInFunction = 0
    (openParentheses, openBrackets, openBraces) = (0, 0, 0)
    functionDepth += 1
    countLocals(hiddenParameters)
    let isComplete = parameterList()
    openBlocks += 1
    if !isComplete, isAtStatementIndentation, kind != .end || belongsOutside(opener: opener) {
      empty(.block)
    } else {
      block(opener: opener)
      expectEnd(opener: opener)
    }
    openBlocks -= 1
    functionDepth -= 1
    // Each upvalue takes a name of its own; the extra one is `_ENV`.
    if names - outerNames + 1 >= Limits.upvalues { facts.hasWideFunction = true }
    (localsInFunction, openIfs, openRepeats, openParentheses, openBrackets, openBraces, statementStart) = outer
    bodyTokens = outerTokens + position - first
    complete(.functionBody, from: mark, firstToken: first)
  }

  /// The parameters in their parentheses; false when they were not closed.
  private mutating func parameterList() -> Bool {
    let mark = pending.count
    let first = position
    guard consume(.leftParenthesis) else {
      report(.missingToken(.leftParenthesis, after: "the name of a function", found: found, placeOfMissing))
      empty(.parameterList)
      return false
    }
    if kind != .rightParenthesis {
      repeat {
        if kind == .name, !isAtStatementIndentation {
          countLocals(1)
          leaf(.parameter)
        } else if kind == .ellipsis {
          leaf(.varargParameter)
          break
        } else {
          report(missingName("a parameter"))
          empty(.parameter)
        }
      } while consume(.comma)
    }
    let isClosed = kind == .rightParenthesis
    expectCloser(.rightParenthesis, opener: first)
    complete(.parameterList, from: mark, firstToken: first)
    return isClosed
  }

  // MARK: - Tables

  private mutating func tableConstructor() {
    let mark = pending.count
    let first = position
    advance()
    openBraces += 1
    while kind != .rightBrace, isKeywordKey || !isAtBoundary {
      let isNextField = field()
      if isNextField {
        continue
      } else if kind == .comma || kind == .semicolon {
        advance()
      } else if kind == .rightBrace || isAtBoundary {
        break
      } else if kind == .colon || kind == .assign {
        report(
          .unexpectedToken(
            found, "A field of a table is written 'name = value' or '[key] = value'.",
            hint: kind == .colon ? "Write '=' instead of ':'." : "Put a key that is no name into brackets.", token.range
          ))
        advance()
      } else if kind == .leftBracket || kind.startsExpression, !isAtStatementIndentation {
        report(.missingSeparator(in: "fields", placeOfMissing))
      } else if isAtStatementIndentation || closesSomethingOuter {
        break
      } else {
        report(.unexpectedToken(found, "\(describe(token, inPlace: true)) cannot stand in a table.", token.range))
        advance()
      }
    }
    openBraces -= 1
    expectCloser(.rightBrace, opener: first)
    complete(.table, from: mark, firstToken: first)
  }

  /// Whether the current token closes a bracket around the table that is being read.
  private var closesSomethingOuter: Bool {
    switch kind {
    case .rightParenthesis: openParentheses > 0
    case .rightBracket: openBrackets > 0
    default: false
    }
  }

  /// Whether a keyword stands where a key should: nothing else can follow it by `=`.
  private var isKeywordKey: Bool { kind.isKeyword && nextKind == .assign }

  /// Reads a field; true when its value is missing and the next line begins another one.
  private mutating func field() -> Bool {
    let mark = pending.count
    let first = position
    if kind == .name || kind.isKeyword, nextKind == .assign {
      if kind.isKeyword { report(missingName("a field")) }
      leaf(.fieldName)
      advance()
      // `key =` with `other = 1` below: a value is never followed by `=`, so the name is that of the next field.
      let isNextField = kind == .name && nextKind == .assign && token.isFirstOnLine
      if isNextField { missingExpression() } else { expression() }
      complete(.namedField, from: mark, firstToken: first)
      return isNextField
    } else if kind == .leftBracket {
      advance()
      openBrackets += 1
      expression()
      openBrackets -= 1
      expectCloser(.rightBracket, opener: first)
      _ = expect(.assign, after: "the key of a field")
      expression()
      complete(.indexedField, from: mark, firstToken: first)
    } else {
      expression()
      complete(.positionalField, from: mark, firstToken: first)
    }
    return false
  }
}
