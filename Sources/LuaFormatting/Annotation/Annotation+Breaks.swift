import LuaSyntax

/// Where lines begin whatever fits.
extension Annotation {
  mutating func forceBreaks() {
    var comments = file.comments[...]
    var previous = -1
    var start = 0
    var isDeferred = false
    for index in tokens.indices where !infos[index].isDropped {
      var hasComment = false
      var needsLine = isDeferred
      while let comment = comments.first, comment.start < tokens[index].start {
        comments.removeFirst()
        guard comment.start >= start else { continue }
        hasComment = true
        if comment.kind != .blockComment { needsLine = true }
      }
      let gapHasBreak = previous >= 0 ? hasLineBreak(between: previous, and: index) : hasComment
      if hasComment, gapHasBreak { needsLine = true }
      isDeferred = false
      if needsLine, tokens[index].kind == .comma || tokens[index].kind == .semicolon {
        infos[index].isFloating = true
        isDeferred = true
        needsLine = false
      }
      infos[index].hasForcedBreak = needsLine || previous >= 0 && isForced(index, after: previous)
      previous = index
      start = tokens[index].end
    }
    moveBreaksBeforeOperators()
    noteOwners()
  }

  private func isForced(_ index: Int, after previous: Int) -> Bool {
    let info = infos[index]
    switch info.placement {
    case .statement, .blockEnd: return groups[Int(info.group)].isBrokenInSource
    case .item:
      let group = groups[Int(info.group)]
      return group.isBrokenInSource && previous == group.open
    case .continuation: return hasLineBreak(between: previous, and: index)
    case .endOfFile: return true
    case .close: return groups[Int(info.group)].isBrokenInSource
    case .value: return info.beginsLongList && hasLineBreak(between: previous, and: index)
    case .joined: return false
    }
  }

  /// A line that ends with an operator: the next one begins with it instead.
  private mutating func moveBreaksBeforeOperators() {
    for index in tokens.indices where infos[index].placement == .continuation && index + 1 < tokens.count {
      switch tokens[index].kind {
      case .dot, .colon, .comma: continue
      default: break
      }
      // What follows an operator is joined to it, unless a comment stands between.
      guard isOperator(index), !infos[index].hasForcedBreak, !infos[index + 1].hasForcedBreak else { continue }
      if hasLineBreak(between: index, and: index + 1) { infos[index].hasForcedBreak = true }
    }
  }

  private func isOperator(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .and, .or, .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret, .ampersand, .tilde, .pipe, .shiftLeft,
      .shiftRight, .equal, .notEqual, .lessEqual, .greaterEqual, .less, .greater, .concat:
      // A further value of a list may begin with a unary operator.
      index > 0 && !infos[index].isTightAfter
    default: false
    }
  }

  /// Tells each bracket whether a line begins in it that belongs to nothing within it, and opens the tables around it.
  private mutating func noteOwners() {
    var open: [Int] = [0]
    for index in tokens.indices where !infos[index].isDropped {
      let info = infos[index]
      if info.hasForcedBreak {
        switch info.placement {
        case .item, .close: groups[Int(info.group)].hasOwnBreak = true
        case .joined, .continuation, .value: groups[open[open.count - 1]].hasOwnBreak = true
        case .statement, .blockEnd, .endOfFile: break
        }
      }
      if info.hasForcedBreak || info.isMultiline { breakTables(open) }
      if info.construct >= 0 { open.append(Int(info.construct)) }
      if info.bracket >= 0 { open.append(Int(info.bracket)) }
      while open.count > 1, groups[open[open.count - 1]].close == index { open.removeLast() }
    }
  }

  /// A table on one line cannot hold what goes over several; what is around a group that knows it, knows it too.
  private mutating func breakTables(_ open: [Int]) {
    for number in open.reversed() {
      if groups[number].hasBreak { return }
      groups[number].hasBreak = true
      guard groups[number].kind == .table else { continue }
      groups[number].isBrokenInSource = true
      infos[groups[number].close].hasForcedBreak = true
      if !groups[number].items.isEmpty { infos[items[groups[number].items.lowerBound].first].hasForcedBreak = true }
    }
  }
}
