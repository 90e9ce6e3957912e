extension Parser {
  /// A call, an assignment, or an expression that is neither.
  mutating func expressionStatement() {
    let mark = pending.count
    let first = position
    if kind == .name || kind == .leftParenthesis {
      suffixedExpression()
      if kind == .assign || kind == .comma {
        assignment(mark: mark, first: first)
        return
      }
      let isCall = lastKind == .call || lastKind == .methodCall
      if isCall, Self.priority(of: kind) == nil {
        complete(.callStatement, from: mark, firstToken: first)
        return
      }
      operators(mark: mark, first: first, above: 0)
    } else {
      expression()
    }
    let range = tokens[first].start..<tokens[max(first, position - 1)].end
    let isComparison = pending.last.map { lastKind == .binary && hasOperator(.equal, $0) } ?? false
    // The error is about what was read, so an error at the token after it must stay possible.
    if errors.count < SourceFile.maximumErrors, !hasGivenUp, lastErrorPosition < first, kind != .invalid {
      errors.append(.expressionStatement(range, isComparison: isComparison))
    }
    complete(.errorStatement, from: mark, firstToken: first)
  }

  /// Whether a binary node has this operator, which stands before its second child.
  private func hasOperator(_ kind: TokenKind, _ id: NodeID) -> Bool {
    let second = records[records[id.index].firstChild.index].nextSibling
    guard second != .none else { return false }
    return tokens[Int(records[second.index].firstToken) - 1].kind == kind
  }

  private mutating func assignment(mark: Int, first: Int) {
    checkTarget(first: first)
    let outer = level
    while consume(.comma) {
      guard enterLevel() else {
        giveUp(.missing)
        break
      }
      let target = position
      if kind == .name || kind == .leftParenthesis {
        suffixedExpression()
        checkTarget(first: target)
      } else {
        missingExpression()
      }
    }
    complete(.expressionList, from: mark, firstToken: first)
    if expect(.assign, after: "the variables of an assignment") {
      expressionList()
    } else {
      empty(.expressionList)
    }
    level = outer
    complete(.assignment, from: mark, firstToken: first)
  }

  private mutating func checkTarget(first: Int) {
    switch lastKind {
    case .name, .index, .member, .missing: return
    default: break
    }
    guard errors.count < SourceFile.maximumErrors, !hasGivenUp, lastErrorPosition < first else { return }
    errors.append(.invalidAssignmentTarget(tokens[first].start..<tokens[max(first, position - 1)].end))
  }
}
