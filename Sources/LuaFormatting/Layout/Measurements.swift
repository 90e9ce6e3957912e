import LuaSyntax

/// How much room tokens take on one line, each question answered in constant time.
///
/// Widths are counted in Unicode scalars; bytes that continue one are not counted.
struct Measurements {
  /// The width of all tokens before each, with the spaces before them.
  private var sums: ContiguousArray<Int>
  /// How many lines begin before each token or within one before it.
  private var breaks: ContiguousArray<Int>
  /// The first token at or behind each one at which a line begins, or within which one does.
  private var nextBreaks: ContiguousArray<Int>
  /// The last token at or before each one at which a line begins, or within which one does.
  private var previousBreaks: ContiguousArray<Int>
  /// The last token behind which no line may begin, for the run of tokens that begins at each; one less when a line may
  /// begin at that itself.
  private var stops: ContiguousArray<Int>

  init(_ annotation: Annotation) {
    let infos = annotation.infos
    let count = annotation.tokens.count
    sums = [0]
    sums.reserveCapacity(count + 1)
    breaks = [0]
    breaks.reserveCapacity(count + 1)
    nextBreaks = ContiguousArray(repeating: count, count: count + 1)
    previousBreaks = ContiguousArray(repeating: -1, count: count)
    stops = ContiguousArray(repeating: count - 1, count: count + 1)
    measure(annotation)
    for index in infos.indices.reversed() {
      let info = infos[index]
      let isBreak = !info.isDropped && (info.hasForcedBreak || info.isMultiline)
      nextBreaks[index] = isBreak ? index : nextBreaks[index + 1]
      stops[index] = stop(at: index, annotation)
    }
  }

  private mutating func measure(_ annotation: Annotation) {
    var comments = annotation.file.comments[...]
    var (sum, count, lastBreak, previous) = (0, 0, -1, -1)
    annotation.file.source.withUnsafeBufferPointer { bytes in
      for index in annotation.infos.indices {
        let info = annotation.infos[index]
        if !info.isDropped {
          if previous >= 0, annotation.hasSpace(between: previous, and: index) { sum += 1 }
          let token = annotation.tokens[index]
          while let comment = comments.first, comment.start < token.start {
            comments.removeFirst()
            if comment.kind == .blockComment { sum += Self.firstLineWidth(of: bytes, comment.range) + 1 }
          }
          sum += Self.firstLineWidth(of: bytes, token.range)
          if info.hasForcedBreak { count += 1 }
          if info.isMultiline { count += 1 }
          if info.hasForcedBreak || info.isMultiline { lastBreak = index }
          previous = index
        }
        previousBreaks[index] = lastBreak
        sums.append(sum)
        breaks.append(count)
      }
    }
  }

  private func stop(at index: Int, _ annotation: Annotation) -> Int {
    let info = annotation.infos[index]
    if info.isDropped { return stops[index + 1] }
    if info.hasForcedBreak || info.placement == .statement || info.placement == .blockEnd { return index - 1 }
    if info.isMultiline || info.blockOf >= 0 || index == annotation.tokens.count - 1 { return index }
    if info.bracket >= 0 {
      let group = annotation.groups[Int(info.bracket)]
      if group.kind != .parentheses, !group.items.isEmpty { return index }
    }
    return stops[index + 1]
  }

  // MARK: - Questions

  /// The width of some tokens on one line, with the space before the first.
  func width(_ tokens: Range<Int>) -> Int { sums[tokens.upperBound] - sums[tokens.lowerBound] }

  /// Whether a line begins in some tokens, other than before the first.
  func hasBreak(within first: Int, _ last: Int, _ annotation: Annotation) -> Bool {
    breaks[last + 1] - breaks[first] > (annotation.infos[first].hasForcedBreak ? 1 : 0)
  }

  /// The width of what follows a token and cannot be on another line, at most up to another token.
  func tail(after index: Int, limit: Int) -> Int {
    let end = min(stops[index + 1], limit)
    return end > index ? sums[end + 1] - sums[index + 1] : 0
  }

  /// The width from behind a token up to where the next line begins.
  func head(after index: Int, upTo last: Int, _ annotation: Annotation) -> Int {
    let next = nextBreaks[index + 1]
    guard next <= last else { return width(index + 1..<last + 1) }
    let end = annotation.infos[next].hasForcedBreak ? next : next + 1
    return sums[end] - sums[index + 1]
  }

  /// The last token up to another one at which a line begins.
  func lastBreak(upTo index: Int) -> Int { previousBreaks[index] }

  static func firstLineWidth(of bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var width = 0
    for offset in range {
      let byte = bytes[offset]
      if byte == 10 || byte == 13 { break }
      if byte & 0xC0 != 0x80 { width += 1 }
    }
    return width
  }
}
