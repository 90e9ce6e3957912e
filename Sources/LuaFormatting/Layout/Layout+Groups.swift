import LuaSyntax

/// Which brackets and blocks go over several lines.
extension Layout {
  /// Arguments narrower than this are not opened: it would gain too little.
  private static let leastOpened = 24

  /// Decides what begins with a token that has been written, and opens it.
  mutating func open(_ index: Int) {
    let info = annotation.infos[index]
    // What opens something is a word or a sign of the language, so that its bytes are its width.
    let start = column - tokenWidth(index)
    if info.construct >= 0 { decideConstruct(Int(info.construct), from: start) }
    if info.bracket >= 0 { openBracket(Int(info.bracket), from: start) }
    if info.blockOf >= 0 {
      let group = groups[Int(info.blockOf)]
      if group.mode == .broken {
        frames.append(Frame(indent: group.baseIndent + Self.step, closeIndent: group.baseIndent))
      }
    }
  }

  private func tokenWidth(_ index: Int) -> Int { annotation.tokens[index].range.count }

  /// Whether a group on one line, with what cannot be taken from it, ends in time.
  private func fits(_ group: Group, from start: Int) -> Bool {
    let width = tokenWidth(group.open) + measurements.width(group.open + 1..<group.close + 1)
    return start + width + measurements.tail(after: group.close, limit: top.itemEnd) <= Self.width
  }

  private func hasBreak(in group: Group) -> Bool { measurements.hasBreak(within: group.open, group.close, annotation) }

  // MARK: - Constructs

  private mutating func decideConstruct(_ number: Int, from start: Int) {
    var group = groups[number]
    group.baseIndent = lineIndent
    if group.mode == .undecided {
      let isFlat =
        group.open <= flatEnd || !group.isBrokenInSource && !hasBreak(in: group) && fits(group, from: start)
      group.mode = isFlat ? .flat : .broken
    }
    if group.mode == .flat { flatEnd = max(flatEnd, group.close) }
    groups[number] = group
  }

  // MARK: - Brackets

  private mutating func openBracket(_ number: Int, from start: Int) {
    var group = groups[number]
    group.baseIndent = lineIndent
    groups[number] = group
    if group.mode == .undecided { group.mode = mode(of: group, from: start) }
    groups[number] = group
    switch group.mode {
    case .flat: flatEnd = max(flatEnd, group.close)
    case .broken: frames.append(Frame(indent: lineIndent + Self.step, closeIndent: lineIndent))
    case .hugging, .undecided: break
    }
  }

  private mutating func mode(of group: Group, from start: Int) -> Group.Mode {
    if group.open < flatEnd { return .flat }
    switch group.kind {
    case .parentheses: return group.isBrokenInSource ? .broken : .hugging
    case .table:
      let breaks = group.isBrokenInSource || hasBreak(in: group) || !group.items.isEmpty && !fits(group, from: start)
      return breaks ? .broken : .flat
    case .arguments, .parameters, .construct:
      if group.isBrokenInSource || group.hasOwnBreak { return .broken }
      if hasBreak(in: group) { return hugs(group, from: start) ? .hugging : .broken }
      return group.items.isEmpty || fits(group, from: start) ? .flat : modeOfOverlong(group, from: start)
    }
  }

  /// Whether the lines with the two ends of a bracket fit, where something in it goes over several lines.
  private func hugs(_ group: Group, from start: Int) -> Bool {
    let head = start + tokenWidth(group.open) + measurements.head(after: group.open, upTo: group.close, annotation)
    return head <= Self.width && tailFits(group, from: measurements.lastBreak(upTo: group.close))
  }

  private func tailFits(_ group: Group, from first: Int) -> Bool {
    let tail = measurements.tail(after: group.close, limit: top.itemEnd)
    return group.baseIndent + measurements.width(first..<group.close + 1) + tail <= Self.width
  }

  /// Arguments that are too long for a line: one of them is opened, if that helps, or else each gets a line.
  private mutating func modeOfOverlong(_ group: Group, from start: Int) -> Group.Mode {
    var widest: (group: Int, width: Int)?
    for item in annotation.items[group.items] where group.kind == .arguments {
      guard let candidate = expandable(item.first, item.last) else { continue }
      let inner = groups[candidate]
      let width = measurements.width(inner.open..<inner.close + 1)
      guard width > widest?.width ?? 0, helps(inner, in: group, from: start) else { continue }
      widest = (candidate, width)
    }
    if let widest {
      groups[widest.group].mode = .broken
      return .hugging
    }
    if let last = annotation.items[group.items].last, group.kind == .arguments, let inner = lastBracket(of: last),
      helps(groups[inner], in: group, from: start)
    {
      return .hugging
    }
    // A lone argument with nothing to open in it is as long on a line of its own.
    let first = annotation.items[group.items.lowerBound]
    let isShort = measurements.width(group.open..<group.close + 1) < Self.leastOpened
    return !isShort && (group.items.count > 1 || hasBracket(in: first)) ? .broken : .flat
  }

  /// The table or function that an argument is.
  private func expandable(_ first: Int, _ last: Int) -> Int? {
    let info = annotation.infos[first]
    if info.bracket >= 0 {
      let group = groups[Int(info.bracket)]
      return group.kind == .table && group.close == last && !group.items.isEmpty ? Int(info.bracket) : nil
    }
    guard annotation.tokens[first].kind == .function, annotation.infos[first + 1].construct >= 0 else { return nil }
    let construct = Int(annotation.infos[first + 1].construct)
    return groups[construct].close == last ? construct : nil
  }

  /// The bracket that ends with an argument, such as that of a call.
  private func lastBracket(of item: (first: Int, last: Int)) -> Int? {
    let info = annotation.infos[item.last]
    guard info.placement == .close, !groups[Int(info.group)].items.isEmpty, groups[Int(info.group)].kind != .parentheses
    else { return nil }
    return Int(info.group)
  }

  private func hasBracket(in item: (first: Int, last: Int)) -> Bool {
    annotation.infos[item.first...item.last].contains { info in
      info.bracket >= 0 && !groups[Int(info.bracket)].items.isEmpty || info.construct >= 0
    }
  }

  /// Whether the lines fit that are left when something in a bracket is opened.
  private func helps(_ inner: Group, in group: Group, from start: Int) -> Bool {
    var end = inner.open
    if inner.kind == .construct { end = groups[Int(annotation.infos[inner.open].bracket)].close }
    let head = start + tokenWidth(group.open) + measurements.width(group.open + 1..<end + 1)
    return head <= Self.width && tailFits(group, from: inner.close)
  }
}
