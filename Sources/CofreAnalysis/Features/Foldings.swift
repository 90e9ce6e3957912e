import LuaSyntax

extension DocumentAnalysis {
  /// What can be folded away, in order; each spans more than one line.
  package func foldings() -> [FoldingItem] {
    var items: [FoldingItem] = []
    for node in file.root.descendants where node.kind.isFoldable && !node.isEmpty {
      let tokens = node.tokenRange
      let last = file.tokens[tokens.upperBound - 1]
      // The closing word stays, so that one sees where the fold ends.
      let closes = last.kind == .rightBrace || last.kind == .end
      let end = closes && tokens.count > 1 ? file.tokens[tokens.upperBound - 2].end : last.end
      append(FoldingItem(range: node.range.lowerBound..<end, kind: .code), to: &items)
    }
    var run: Range<Int>?
    var regions: [Int] = []
    for comment in file.comments {
      if let edge = regionEdge(comment) {
        if edge == .begin {
          regions.append(comment.start)
        } else if let begin = regions.popLast() {
          append(FoldingItem(range: begin..<comment.end, kind: .region), to: &items)
        }
        if let open = run { append(FoldingItem(range: open, kind: .comment), to: &items) }
        run = nil
        continue
      }
      let isLine = comment.kind != .blockComment && comment.isFirstOnLine
      if isLine, let open = run, file.lines.line(at: comment.start) == file.lines.line(at: open.upperBound) + 1 {
        run = open.lowerBound..<comment.end
        continue
      }
      if let open = run { append(FoldingItem(range: open, kind: .comment), to: &items) }
      run = isLine ? comment.range : nil
      if !isLine { append(FoldingItem(range: comment.range, kind: .comment), to: &items) }
    }
    if let open = run { append(FoldingItem(range: open, kind: .comment), to: &items) }
    return items.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }

  private enum RegionEdge { case begin, end }

  /// The end of a region that a comment marks: `--#region name`, `--endregion`; nil for all others.
  private func regionEdge(_ comment: Token) -> RegionEdge? {
    guard comment.kind == .lineComment, comment.isFirstOnLine else { return nil }
    let text = file.source[comment.range].dropFirst(2)
    // Without the mark it is a word as any other, unless it stands where nobody begins a sentence.
    let marked = text.drop { $0 == UInt8(ascii: " ") }
    let name = marked.first == UInt8(ascii: "#") ? marked.dropFirst() : text
    let word = name.prefix { 97...122 ~= $0 }
    if word.elementsEqual("region".utf8) { return .begin }
    return word.elementsEqual("endregion".utf8) ? .end : nil
  }

  private func append(_ item: FoldingItem, to items: inout [FoldingItem]) {
    guard file.lines.line(at: item.range.lowerBound) < file.lines.line(at: item.range.upperBound) else { return }
    items.append(item)
  }

  /// The ranges by which a selection grows from an offset, each inside the next.
  package func selectionRanges(at offset: Int) -> [Range<Int>] {
    let offset = max(0, min(offset, file.source.count))
    var ranges = file.enclosingRanges(of: offset..<offset)
    if let first = ranges.first, let literal = StringLiteral(file.innermostNode(covering: offset..<offset)),
      literal.contentRange != first, literal.contentRange.lowerBound <= offset,
      offset <= literal.contentRange.upperBound
    {
      ranges.insert(literal.contentRange, at: 0)
    }
    return ranges
  }
}

extension NodeKind {
  fileprivate var isFoldable: Bool {
    switch self {
    case .table, .functionBody, .ifClause, .elseClause, .whileStatement, .numericFor, .genericFor, .repeatStatement,
      .doStatement:
      true
    default: false
    }
  }
}
