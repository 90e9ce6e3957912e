import LuaSyntax

/// What the tree says about the tokens.
extension Annotation {
  mutating func annotateTree() {
    // The file is a construct of one block that is always broken.
    groups.append(Group(kind: .construct, open: 0, close: tokens.count - 1, isBrokenInSource: true, mode: .broken))
    for index in tokens.indices where tokens[index].kind == .comma || tokens[index].kind == .semicolon {
      infos[index].isTightBefore = true
    }
    statements(of: file.block.node, in: 0)
    infos[tokens.count - 1].placement = .endOfFile
    for node in file.root.descendants where !node.isEmpty { annotate(node) }
  }

  private mutating func annotate(_ node: Node) {
    let range = node.tokenRange
    let last = range.upperBound - 1
    switch node.kind {
    case .doStatement, .whileStatement, .repeatStatement, .ifStatement, .numericFor, .genericFor, .functionBody:
      construct(node)
    case .table: table(node)
    case .argumentList where tokens[range.lowerBound].kind == .leftParenthesis:
      infos[range.lowerBound].isTightBefore = true
      bracket(node, .arguments, closing: .rightParenthesis)
    case .parameterList:
      infos[range.lowerBound].isTightBefore = true
      bracket(node, .parameters, closing: .rightParenthesis)
    case .parenthesized: bracket(node, .parentheses, closing: .rightParenthesis)
    case .unary: if tokens[range.lowerBound].kind != .not { infos[range.lowerBound].isTightAfter = true }
    case .binary: binaryOperator(before: node.firstChild?.nextSibling)
    case .member, .methodCall: link(before: node.firstChild?.nextSibling)
    case .index:
      guard let object = node.firstChild else { return }
      square(object.tokenRange.upperBound, last)
      infos[object.tokenRange.upperBound].isTightBefore = true
    case .indexedField:
      guard let key = node.firstChild else { return }
      square(range.lowerBound, key.tokenRange.upperBound)
      value(key.nextSibling)
    case .namedField: value(node.firstChild?.nextSibling)
    case .localStatement, .assignment:
      var child = node.firstChild
      while let next = child?.nextSibling { child = next }
      if child?.kind == .expressionList { value(child) }
    case .expressionList:
      for expression in node.children.dropFirst() where !expression.isEmpty {
        place(expression, .continuation)
        let index = expression.tokenRange.lowerBound
        if hasLineBreak(between: index - 1, and: index) { infos[range.lowerBound].beginsLongList = true }
      }
    case .attribute, .labelStatement:
      infos[range.lowerBound].isTightAfter = true
      infos[last].isTightBefore = true
    case .returnStatement: if tokens[last].kind == .semicolon { infos[last].isDropped = true }
    default: break
    }
  }

  private mutating func place(_ node: Node, _ placement: Placement) {
    if !node.isEmpty { infos[node.tokenRange.lowerBound].placement = placement }
  }

  private mutating func value(_ node: Node?) {
    guard let node, !node.isEmpty, node.tokenRange.lowerBound > 0,
      tokens[node.tokenRange.lowerBound - 1].kind == .assign
    else { return }
    place(node, .value)
  }

  private mutating func binaryOperator(before operand: Node?) {
    guard let operand, operand.tokenRange.lowerBound > 0 else { return }
    infos[operand.tokenRange.lowerBound - 1].placement = .continuation
  }

  /// The dot or colon before a name.
  private mutating func link(before name: Node?) {
    guard let name, name.tokenRange.lowerBound > 0 else { return }
    let index = name.tokenRange.lowerBound - 1
    infos[index].placement = .continuation
    infos[index].isTightBefore = true
    infos[index].isTightAfter = true
  }

  private mutating func square(_ open: Int, _ close: Int) {
    guard tokens[open].kind == .leftBracket, tokens[close].kind == .rightBracket else { return }
    infos[open].isTightAfter = true
    infos[close].isTightBefore = true
  }

  // MARK: - Brackets

  private mutating func bracket(_ node: Node, _ kind: Group.Kind, closing: TokenKind) {
    let range = node.tokenRange
    let (open, close) = (range.lowerBound, range.upperBound - 1)
    guard open < close, tokens[close].kind == closing else { return }
    var group = Group(kind: kind, open: open, close: close)
    let number = Int32(truncatingIfNeeded: groups.count)
    let start = items.count
    for child in node.children where !child.isEmpty {
      let first = child.tokenRange.lowerBound
      let last = child.tokenRange.upperBound - 1
      let hasSeparator = tokens[last + 1].kind == .comma || tokens[last + 1].kind == .semicolon
      let end = hasSeparator ? last + 1 : last
      infos[end].isFieldSeparator = hasSeparator && kind == .table
      infos[first].placement = .item
      infos[first].group = number
      infos[first].itemEnd = Int32(truncatingIfNeeded: end)
      items.append((first, last))
    }
    group.items = start..<items.count
    group.isBrokenInSource = !group.items.isEmpty && hasLineBreak(between: open, and: items[start].first)
    infos[open].bracket = number
    infos[close].placement = .close
    infos[close].group = number
    if kind != .table || group.items.isEmpty {
      infos[open].isTightAfter = true
      infos[close].isTightBefore = true
    }
    groups.append(group)
  }

  private mutating func table(_ node: Node) {
    bracket(node, .table, closing: .rightBrace)
    let close = node.tokenRange.upperBound - 1
    guard infos[node.tokenRange.lowerBound].bracket >= 0, close > 0 else { return }
    if tokens[close - 1].kind == .comma || tokens[close - 1].kind == .semicolon { infos[close - 1].isDropped = true }
  }

  // MARK: - Blocks

  private mutating func construct(_ node: Node) {
    let (open, close) = (node.tokenRange.lowerBound, node.tokenRange.upperBound - 1)
    let number = groups.count
    groups.append(Group(kind: .construct, open: open, close: close))
    infos[open].construct = Int32(truncatingIfNeeded: number)
    var isShort = true
    var isEmpty = true
    for child in node.children {
      let isClause = child.kind == .ifClause || child.kind == .elseClause
      if isClause, child.tokenRange.lowerBound > open { end(child.tokenRange.lowerBound, number) }
      let block = isClause ? child.children.first { $0.kind == .block } : child
      guard let block, block.kind == .block else { continue }
      let introduction = block.tokenRange.lowerBound - 1
      infos[introduction].blockOf = Int32(truncatingIfNeeded: number)
      let word = tokens[introduction].kind
      if introduction > open, word == .then || word == .do { infos[introduction].endsHeader = true }
      let contents = statements(of: block, in: number)
      isShort = isShort && contents.isShort
      isEmpty = isEmpty && contents.isEmpty
    }
    if node.kind == .repeatStatement {
      if let condition = node.firstChild?.nextSibling { end(condition.tokenRange.lowerBound - 1, number) }
    } else {
      end(close, number)
    }
    groups[number].isBrokenInSource = !isEmpty && (!isShort || lines[open].first < lines[close].last)
  }

  private mutating func end(_ index: Int, _ group: Int) {
    switch tokens[index].kind {
    case .end, .else, .elseif, .until:
      infos[index].placement = .blockEnd
      infos[index].group = Int32(truncatingIfNeeded: group)
    default: break
    }
  }

  /// Notes where the statements of a block begin; tells whether it has none, or one that may share a line.
  @discardableResult
  private mutating func statements(of block: Node, in group: Int) -> (isShort: Bool, isEmpty: Bool) {
    var count = 0
    var hasBlocks = false
    var hasSeparator = false
    for statement in block.children where !statement.isEmpty {
      let first = statement.tokenRange.lowerBound
      guard statement.kind != .emptyStatement else {
        let keeps = count > 0 && !hasSeparator && separatesCall(first)
        hasSeparator = hasSeparator || keeps
        infos[first].isDropped = !keeps
        continue
      }
      hasSeparator = false
      count += 1
      switch statement.kind {
      case .doStatement, .whileStatement, .repeatStatement, .ifStatement, .numericFor, .genericFor, .functionStatement,
        .localFunction:
        hasBlocks = true
      default: break
      }
      infos[first].placement = .statement
      infos[first].group = Int32(truncatingIfNeeded: group)
    }
    return (count == 0 || count == 1 && !hasBlocks, count == 0)
  }

  /// Whether the statement behind a semicolon begins with a parenthesis.
  ///
  /// Without the semicolon Lua would read it as the arguments of a call of what stands before.
  private func separatesCall(_ semicolon: Int) -> Bool {
    var index = semicolon
    while tokens[index].kind == .semicolon { index += 1 }
    return tokens[index].kind == .leftParenthesis
  }
}
