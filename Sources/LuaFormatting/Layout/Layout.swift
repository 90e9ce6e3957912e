import LuaSyntax

/// Goes through the tokens of a file once and writes each in its place.
///
/// The indentation of a line is that of the line on which the innermost open bracket or block begins, and one step. So
/// `f("name", {` opens one step and not two, whatever is nested on the line. Nothing here recurses: what is open is a stack.
struct Layout {
  static let width = 120
  static let step = 2

  /// A bracket or block that is open, and whose parts begin lines.
  struct Frame {
    var indent: Int
    /// The indentation of what closes it.
    var closeIndent: Int
    /// Whether no part of it has been written yet.
    var isFresh = true
    /// Whether the part that is being written goes on over several lines.
    var hasContinued = false
    /// The last token of the part that is being written, where that is known.
    var itemEnd = Int.max
  }

  let annotation: Annotation
  let measurements: Measurements
  let source: [UInt8]
  let lineEnd: [UInt8]
  var groups: ContiguousArray<Group>
  var frames: [Frame]
  var builder: EditBuilder
  /// Where the next token comes to stand, and the indentation of its line.
  var column: Int
  var lineIndent: Int
  /// The last token that is on one line with all before it, because something around it is.
  var flatEnd = -1
  var previous = -1
  /// The comments that were not written yet.
  var comments: ContiguousArray<Token>.SubSequence

  /// A layout of tokens from `first`, which begins a line with an indentation of `indent`, and stays where it is.
  init(_ annotation: Annotation, _ measurements: Measurements, from first: Int, indent: Int) {
    self.annotation = annotation
    self.measurements = measurements
    source = annotation.file.source
    groups = annotation.groups
    frames = [Frame(indent: indent, closeIndent: indent)]
    column = indent
    lineIndent = indent
    let start = first == 0 ? 0 : annotation.tokens[first].start
    builder = EditBuilder(source, from: start)
    comments = annotation.file.comments(in: start..<source.count)
    // What is around a part of a file is on lines of its own.
    let around = annotation.infos[first].group
    if around >= 0 { groups[Int(around)].mode = .broken }
    lineEnd = Lines.end(in: annotation.file)
  }

  /// The edits that bring tokens into their places; with the last one what stands behind it is left as it is.
  mutating func edits(_ tokens: Range<Int>) -> [TextEdit] {
    for index in tokens where !annotation.infos[index].isDropped {
      place(index)
      write(index)
      open(index)
      previous = index
    }
    if tokens.upperBound == annotation.tokens.count { builder.replace(upTo: source.count) }
    return builder.edits
  }

  var top: Frame {
    get { frames[frames.count - 1] }
    set { frames[frames.count - 1] = newValue }
  }

  // MARK: - Places

  private mutating func place(_ index: Int) {
    let info = annotation.infos[index]
    // Of a part of a file the first token stays where it is.
    if previous < 0, index > 0 {
      begin(index, info)
      return
    }
    switch info.placement {
    case .statement:
      begin(index, info)
      gap(index, Gap(breaks: isBroken(info.group), indent: top.indent, keepsBlanks: true))
      if isBroken(info.group) { top.isFresh = false }
    case .item:
      begin(index, info)
      let breaks = isBroken(info.group) && !sharesRow(index, info) || info.hasForcedBreak
      let indent = isBroken(info.group) ? top.indent : top.indent + Self.step
      gap(index, Gap(breaks: breaks, indent: indent, keepsBlanks: true, takesComments: true))
      if isBroken(info.group) { top.isFresh = false }
    case .blockEnd, .close: close(index, info)
    case .continuation, .joined, .value:
      var breaks = info.hasForcedBreak || info.placement == .value && staysOnNextLine(index)
      var indent = top.indent + Self.step
      if info.endsHeader, top.hasContinued {
        breaks = true
        indent = top.indent
      } else if breaks {
        top.hasContinued = true
      }
      gap(index, Gap(breaks: breaks, indent: indent))
    case .endOfFile:
      gap(index, Gap(breaks: previous >= 0, indent: top.indent, closes: true, keepsBlanks: true))
    }
  }

  private mutating func begin(_ index: Int, _ info: TokenInfo) {
    guard info.placement == .statement || info.placement == .item, isBroken(info.group) else { return }
    top.hasContinued = false
    if info.placement == .item { top.itemEnd = Int(info.itemEnd) }
  }

  private mutating func close(_ index: Int, _ info: TokenInfo) {
    let group = groups[Int(info.group)]
    guard group.mode == .broken else {
      gap(index, Gap(breaks: info.hasForcedBreak, indent: top.indent + Self.step, closes: true))
      return
    }
    if group.kind == .table, !group.items.isEmpty {
      builder.write(UInt8(ascii: ","))
      column += 1
    }
    let frame = top
    gap(
      index,
      Gap(breaks: true, indent: frame.closeIndent, commentIndent: frame.indent, closes: true, keepsBlanks: true))
    frames.removeLast()
    // The condition behind `elseif` or `until` begins anew.
    if info.placement == .blockEnd { top.hasContinued = false }
  }

  private func isBroken(_ group: Int32) -> Bool { groups[Int(group)].mode == .broken }

  /// Whether a field or argument stays behind the one before it: short ones may be in rows, as the source has them.
  private func sharesRow(_ index: Int, _ info: TokenInfo) -> Bool {
    let group = groups[Int(info.group)]
    guard group.kind == .table || group.kind == .arguments, group.isBrokenInSource, previous > group.open,
      !info.hasForcedBreak,
      !annotation.hasLineBreak(between: previous, and: index), isSimple(index, Int(info.itemEnd)),
      let before = annotation.infos[..<previous].lastIndex(where: { $0.placement == .item }),
      annotation.infos[before].group == info.group, isSimple(before, previous)
    else { return false }
    return column + measurements.width(index..<Int(info.itemEnd) + 1) <= Self.width
  }

  /// Whether a field is a name or a literal, with its comma.
  private func isSimple(_ first: Int, _ end: Int) -> Bool {
    guard end - first <= 2 else { return false }
    for index in first...end {
      switch annotation.tokens[index].kind {
      case .name, .number, .string, .nil, .true, .false, .minus, .comma, .semicolon: continue
      default: return false
      }
    }
    return true
  }

  /// Whether a value that the source has on the line behind `=` would not fit on this one.
  private func staysOnNextLine(_ index: Int) -> Bool {
    guard index > flatEnd, previous >= 0, annotation.hasLineBreak(between: previous, and: index) else { return false }
    return column + measurements.tail(after: index - 1, limit: top.itemEnd) > Self.width
  }
}
