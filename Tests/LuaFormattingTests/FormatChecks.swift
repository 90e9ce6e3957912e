import LuaFormatting
import LuaSyntax
import Testing

/// The text in the style; nil when it has syntax errors.
func format(_ text: String) -> String? {
  LuaFormatter.formatted(SourceFile(text)).map { String(decoding: $0, as: UTF8.self) }
}

/// What formatting promises of every file: it stays what it was, and formatting it again changes nothing.
func checkPromises(_ source: [UInt8], skipsShebang: Bool = true) {
  let options = SourceFile.Options(skipsShebang: skipsShebang)
  let file = SourceFile(source, options: options)
  guard let edits = LuaFormatter.edits(file) else {
    #expect(!file.errors.isEmpty)
    return
  }
  let text = file.text(0..<source.count)
  #expect(zip(edits, edits.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound }, "\(text)")
  #expect(edits.allSatisfy { $0.replacement != Array(source[$0.range]) }, "\(text)")
  let result = LuaFormatter.formatted(file) ?? []
  let formatted = SourceFile(result, options: options)
  #expect(formatted.errors.isEmpty, "\(text)\n=>\n\(formatted.text(0..<result.count))")
  let (areWordsEqual, isShapeEqual) = (words(of: formatted) == words(of: file), shape(of: formatted) == shape(of: file))
  #expect(areWordsEqual, "\(text)\n=>\n\(formatted.text(0..<result.count))")
  #expect(isShapeEqual, "\(text)\n=>\n\(formatted.text(0..<result.count))")
  #expect(comments(of: formatted) == comments(of: file), "\(text)\n=>\n\(formatted.text(0..<result.count))")
  let again = LuaFormatter.edits(formatted) ?? []
  #expect(
    again.isEmpty,
    """
    \(text)
    => \(formatted.text(0..<result.count))
    => \(again.map { "\(formatted.text($0.range.lowerBound - 80..<$0.range.upperBound + 20)) => \($0.replacement)" })
    """)
}

/// The tokens, without what the style adds and takes away, and with strings by their value.
private func words(of file: SourceFile) -> [[UInt8]] {
  var words: [[UInt8]] = []
  for token in file.tokens {
    switch token.kind {
    case .comma, .semicolon, .endOfFile: continue
    case .string where file.source[token.start] == UInt8(ascii: "'"):
      words.append([34] + file.source[token.start + 1..<token.end - 1] + [34])
    default: words.append(Array(file.source[token.range]))
    }
  }
  return words
}

/// The kinds of all nodes in order, which says how the tokens belong together.
private func shape(of file: SourceFile) -> [NodeKind] {
  file.root.descendants.map(\.kind).filter { $0 != .emptyStatement }
}

private func comments(of file: SourceFile) -> [[UInt8]] {
  file.comments.map { comment in
    var bytes = file.source[comment.range]
    while comment.kind != .blockComment, let last = bytes.last, last == 32 || last == 9 { bytes.removeLast() }
    return Array(bytes)
  }
}
