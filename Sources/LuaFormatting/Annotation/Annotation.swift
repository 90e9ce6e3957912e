import LuaSyntax

/// A file's tokens with what the layout has to know about them, as far as it does not depend on widths.
struct Annotation {
  let file: SourceFile
  let tokens: ContiguousArray<Token>
  var infos: ContiguousArray<TokenInfo>
  var groups: ContiguousArray<Group> = []
  /// The items of all brackets, each by its first and last token.
  var items: ContiguousArray<(first: Int, last: Int)> = []
  /// The line of each token's first byte, and of its last one.
  var lines: ContiguousArray<(first: Int, last: Int)> = []

  init(_ file: SourceFile) {
    self.file = file
    tokens = file.tokens
    infos = ContiguousArray(repeating: TokenInfo(), count: tokens.count)
    countLines()
    annotateTree()
    forceBreaks()
  }

  /// The token after another one, without those that are left out.
  func next(after index: Int) -> Int {
    var index = index + 1
    while index < tokens.count, infos[index].isDropped { index += 1 }
    return index
  }

  /// Whether a line ends between two tokens.
  func hasLineBreak(between first: Int, and last: Int) -> Bool { lines[last].first > lines[first].last }

  /// Whether a space stands between two tokens on one line.
  func hasSpace(between first: Int, and last: Int) -> Bool {
    switch (tokens[first].kind, tokens[last].kind) {
    // `- -a` would be a comment without the space, and `a[[[b]]]` another string.
    case (.minus, .minus), (.leftBracket, .longString), (.longString, .rightBracket): true
    default: !infos[last].isTightBefore && !infos[first].isTightAfter
    }
  }

  private mutating func countLines() {
    lines.reserveCapacity(tokens.count)
    var line = 0
    var offset = 0
    file.source.withUnsafeBufferPointer { bytes in
      for index in tokens.indices {
        let token = tokens[index]
        line += Lines.count(in: bytes, offset..<token.start)
        let first = line
        if token.kind == .longString || token.kind == .string {
          line += Lines.count(in: bytes, token.range)
          infos[index].isMultiline = line > first
        }
        lines.append((first, line))
        offset = token.end
      }
    }
  }
}
