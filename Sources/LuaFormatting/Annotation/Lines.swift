import LuaSyntax

/// Ends of lines in bytes: `\n`, `\r\n` and `\r`.
enum Lines {
  static func count(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for offset in range {
      let byte = bytes[offset]
      guard byte == 10 || byte == 13 else { continue }
      if byte == 13, offset + 1 < bytes.count, bytes[offset + 1] == 10 { continue }
      count += 1
    }
    return count
  }

  /// How lines of a file end: as its first one does, those within strings and comments aside.
  static func end(in file: SourceFile) -> [UInt8] {
    var comments = file.comments[...]
    var offset = 0
    for token in file.tokens {
      while offset < token.start {
        let end = min(comments.first?.start ?? token.start, token.start)
        if let found = file.source[offset..<end].firstIndex(where: { $0 == 10 || $0 == 13 }) {
          let isPair = file.source[found] == 13 && found + 1 < end && file.source[found + 1] == 10
          return isPair ? [13, 10] : [10]
        }
        offset = end
        if end < token.start, let comment = comments.popFirst() { offset = comment.end }
      }
      offset = token.end
    }
    return [10]
  }
}
