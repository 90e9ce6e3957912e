/// The documentation comments of consecutive lines: free text and annotations.
package struct DocumentationComment: Sendable, Hashable {
  /// From the first comment to the end of the last.
  package var range: Range<Int>
  /// The free text, a line a line, without the dashes and the one space behind them.
  package var text: String
  package var annotations: [Annotation]
  /// What in the annotations cannot be understood.
  package var problems: [Problem]
  /// Whether it stands behind code on one line.
  package var isTrailing: Bool

  package struct Problem: Sendable, Hashable {
    package var message: String
    package var range: Range<Int>
  }
}

extension SourceFile {
  /// All documentation comments of the file, in order.
  ///
  /// They are read anew at each call: keep the result.
  package func documentationComments() -> [DocumentationComment] {
    var result: [DocumentationComment] = []
    var index = 0
    while index < comments.count {
      guard let end = documentationRun(from: index) else {
        index += 1
        continue
      }
      result.append(documentation(in: index..<end))
      index = end
    }
    return result
  }

  /// The documentation of a node: the comment right above its first line, or behind its end on the last.
  package func documentation(of node: Node) -> DocumentationComment? {
    guard !node.isEmpty else { return nil }
    return documentation(above: node) ?? documentation(behind: node)
  }

  /// The annotation in a comment right behind a node, with no token between, such as `--[[@as string]]`.
  package func annotation(rightBehind node: Node) -> DocumentationComment? {
    let index = firstComment(from: node.range.upperBound)
    guard index < comments.count, node.tokenRange.upperBound < tokens.count,
      comments[index].start < tokens[node.tokenRange.upperBound].start,
      lines.line(at: comments[index].start) == lines.line(at: node.range.upperBound),
      isInlineAnnotation(comments[index]) || comments[index].kind == .documentationComment
    else { return nil }
    return documentation(in: index..<index + 1)
  }

  private func documentation(above node: Node) -> DocumentationComment? {
    let first = node.tokenRange.lowerBound
    let previousEnd = first == 0 ? 0 : tokens[first - 1].end
    let end = firstComment(from: node.range.lowerBound)
    var start = end
    // Upwards over whole-line comments of neighbouring lines; one behind the code before is not ours.
    var line = lines.line(at: node.range.lowerBound)
    while start > 0, comments[start - 1].start >= previousEnd, comments[start - 1].isFirstOnLine,
      comments[start - 1].kind == .documentationComment || comments[start - 1].kind == .lineComment,
      lines.line(at: comments[start - 1].start) == line - 1
    {
      start -= 1
      line -= 1
    }
    while start < end, comments[start].kind != .documentationComment { start += 1 }
    return start < end ? documentation(in: start..<end) : nil
  }

  private func documentation(behind node: Node) -> DocumentationComment? {
    let index = firstComment(from: node.range.upperBound)
    guard index < comments.count, comments[index].kind == .documentationComment, !comments[index].isFirstOnLine,
      lines.line(at: comments[index].start) == lines.line(at: node.range.upperBound)
    else { return nil }
    // A separator may stand between, but nothing else that the comment could be about.
    let between = tokens[node.tokenRange.upperBound...].prefix { $0.start < comments[index].start }
    guard between.allSatisfy({ $0.kind == .comma || $0.kind == .semicolon }) else { return nil }
    return documentation(in: index..<index + 1)
  }

  /// The end of the run of comments that belong together from one on; nil when it is no documentation.
  private func documentationRun(from index: Int) -> Int? {
    let first = comments[index]
    guard first.kind == .documentationComment || isInlineAnnotation(first) else { return nil }
    guard first.kind == .documentationComment, first.isFirstOnLine else { return index + 1 }
    var end = index + 1
    var line = lines.line(at: first.start)
    while end < comments.count, comments[end].isFirstOnLine,
      comments[end].kind == .documentationComment || comments[end].kind == .lineComment,
      lines.line(at: comments[end].start) == line + 1
    {
      end += 1
      line += 1
    }
    while comments[end - 1].kind != .documentationComment { end -= 1 }
    return end
  }

  /// Whether a comment is of the form `--[[@as Type]]`.
  private func isInlineAnnotation(_ comment: Token) -> Bool {
    comment.kind == .blockComment && source[blockContent(of: comment)].first == UInt8(ascii: "@")
  }

  /// The range between the brackets of a block comment.
  private func blockContent(of comment: Token) -> Range<Int> {
    let level = source[(comment.start + 3)..<comment.end].prefix { $0 == UInt8(ascii: "=") }.count
    let start = min(comment.start + 4 + level, comment.end)
    let isClosed = source[..<comment.end].last == UInt8(ascii: "]")
    return start..<max(start, isClosed ? comment.end - level - 2 : comment.end)
  }

  /// What can be written in a comment that documents or annotates, without its dashes or brackets; nil for other comments.
  package func annotatedRange(of comment: Token) -> Range<Int>? {
    switch comment.kind {
    case .documentationComment: return (comment.start + 3)..<comment.end
    case .blockComment: return isInlineAnnotation(comment) ? blockContent(of: comment) : nil
    default: return nil
    }
  }

  private func documentation(in run: Range<Int>) -> DocumentationComment {
    let comments = comments[run]
    let lines = comments.compactMap { annotatedRange(of: $0) }
    var parser = AnnotationParser(source: source, lines: lines)
    parser.parse()
    let range = comments[run.lowerBound].start..<comments[run.upperBound - 1].end
    return DocumentationComment(
      range: range, text: parser.text, annotations: parser.annotations, problems: parser.scanner.problems,
      isTrailing: !comments[run.lowerBound].isFirstOnLine)
  }
}
