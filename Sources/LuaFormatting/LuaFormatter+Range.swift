package import LuaSyntax

extension LuaFormatter {
  /// The edits that bring the statements into the style that a range of bytes touches.
  ///
  /// In a file with syntax errors those statements are formatted that have none in them; how deep they stand is then taken
  /// from the line on which they begin, because what is around them cannot be relied on.
  package static func edits(_ file: SourceFile, in range: Range<Int>) -> [TextEdit] {
    guard let edits = edits(file) else { return editsBetweenErrors(file, in: range) }
    let whole = wholeStatements(file, in: range)
    return edits.filter { $0.range.touches(range) || whole.map($0.range.touches) == true }
  }

  /// The range of the statements of one block that a range is within; nil when it touches no token.
  private static func wholeStatements(_ file: SourceFile, in range: Range<Int>) -> Range<Int>? {
    let first = file.tokenIndex(at: range.lowerBound)
    guard let last = file.tokenIndex(before: max(range.upperBound, file.tokens[first].end)), first <= last else {
      return nil
    }
    let tokens = file.tokens[first].start..<file.tokens[last].end
    guard tokens.touches(range) else { return nil }
    let block = file.innermostNode(covering: tokens).ancestors.first { $0.kind == .block } ?? file.block.node
    var whole: Range<Int>?
    for statement in block.children where !statement.isEmpty && statement.range.touches(tokens) {
      whole = (whole?.lowerBound ?? statement.range.lowerBound)..<statement.range.upperBound
    }
    return whole
  }

  private static func editsBetweenErrors(_ file: SourceFile, in range: Range<Int>) -> [TextEdit] {
    var statements: [Node] = []
    let errors = ErrorRanges(file.errors)
    var walk = file.root.descendants
    while let node = walk.next() {
      guard node.kind.isStatement || node.kind == .functionBody, !node.isEmpty else { continue }
      if !node.range.touches(range) {
        walk.skipChildren()
      } else if node.kind.isStatement, node.kind != .errorStatement, !errors.touch(node.range) {
        walk.skipChildren()
        if file.tokens[node.tokenRange.lowerBound].isFirstOnLine { statements.append(node) }
      }
    }
    guard !statements.isEmpty else { return [] }
    let annotation = Annotation(file)
    let measurements = Measurements(annotation)
    return statements.flatMap { statement in
      let first = statement.tokenRange.lowerBound
      let indent = Indentation(file).width(ofLineWith: statement.range.lowerBound)
      var layout = Layout(annotation, measurements, from: first, indent: indent)
      return layout.edits(statement.tokenRange)
    }
  }
}

/// Where the errors of a file are, for many questions.
private struct ErrorRanges {
  private let errors: [SyntaxError]
  /// The largest end of an error up to each.
  private var ends: [Int] = []

  init(_ errors: [SyntaxError]) {
    self.errors = errors
    for error in errors { ends.append(max(ends.last ?? 0, error.range.upperBound)) }
  }

  /// Whether an error is in a range, or at its end and not about what opens before it.
  func touch(_ range: Range<Int>) -> Bool {
    // What is missing is said to be so at the last byte before the place.
    let end = range.upperBound - 1
    var (low, high) = (0, errors.count)
    while low < high {
      let middle = (low + high) / 2
      if errors[middle].range.lowerBound < end { low = middle + 1 } else { high = middle }
    }
    if low > 0, ends[low - 1] >= range.lowerBound { return true }
    let atEnd = errors[low...].prefix { $0.range.lowerBound <= range.upperBound }
    return atEnd.contains { ($0.related?.range.lowerBound ?? range.lowerBound) >= range.lowerBound }
  }
}

extension Range<Int> {
  /// Whether two ranges share a byte or an end.
  fileprivate func touches(_ other: Range<Int>) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }
}
