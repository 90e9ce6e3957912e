/// White space and comments: what stands between tokens.
package struct Trivia: Sendable, Equatable {
  package enum Kind: Sendable { case whitespace, comment }
  package var kind: Kind
  package var range: Range<Int>
}

extension SourceFile {
  /// What stands between a token and the one before it, in order and without gaps.
  package func trivia(before tokenIndex: Int) -> [Trivia] {
    let end = tokens[tokenIndex].start
    var offset = tokenIndex == 0 ? 0 : tokens[tokenIndex - 1].end
    var trivia: [Trivia] = []
    for comment in comments(in: offset..<end) {
      if comment.start > offset { trivia.append(Trivia(kind: .whitespace, range: offset..<comment.start)) }
      trivia.append(Trivia(kind: .comment, range: comment.range))
      offset = comment.end
    }
    if end > offset { trivia.append(Trivia(kind: .whitespace, range: offset..<end)) }
    return trivia
  }

  /// The comments that begin in a range of bytes.
  package func comments(in range: Range<Int>) -> ContiguousArray<Token>.SubSequence {
    let first = firstComment(from: range.lowerBound)
    var end = first
    while end < comments.count, comments[end].start < range.upperBound { end += 1 }
    return comments[first..<end]
  }

  /// Index of the first comment that begins at an offset or behind it.
  func firstComment(from offset: Int) -> Int {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The bytes again, put together from the leaves of the tree: every token and all that stands between.
  ///
  /// It equals ``source`` whatever the file; tests hold it to that.
  package func printed() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    func append(_ range: Range<Int>) {
      for index in range {
        for trivia in trivia(before: index) { bytes += source[trivia.range] }
        bytes += source[tokens[index].range]
      }
    }
    // In post-order the next token to print is always the first that no finished node has covered.
    var next = 0
    for record in records {
      let end = Int(record.endToken)
      if end > next {
        append(next..<end)
        next = end
      }
    }
    append(next..<tokens.count)
    return bytes
  }
}
