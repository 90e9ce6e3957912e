extension JSON {
  /// The bytes of a value inside of objects, by the names that lead to it, in a text that ``parseWithComments(_:)`` takes.
  ///
  /// Nil where there is no such value. Of a name that is given twice the last counts, as it does for the value.
  package static func range(of names: [String], in bytes: [UInt8]) -> Range<Int>? {
    let text = withoutComments(bytes)
    return range(of: names[...], in: text, from: skipSpace(text, from: 0))
  }

  private static func range(of names: ArraySlice<String>, in text: [UInt8], from start: Int) -> Range<Int>? {
    guard let name = names.first, start < text.count, text[start] == UInt8(ascii: "{") else { return nil }
    var found: Range<Int>?
    var index = skipSpace(text, from: start + 1)
    while index < text.count, text[index] == UInt8(ascii: "\"") {
      let key = index..<endOfString(text, from: index)
      // Behind the name and its colon.
      let value = skipSpace(text, from: skipSpace(text, from: key.upperBound) + 1)
      let end = endOfValue(text, from: value)
      if (try? parse(Array(text[key])))?.stringValue == name {
        found = names.count == 1 ? value..<end : range(of: names.dropFirst(), in: text, from: value)
      }
      // Behind the value and its comma.
      index = skipSpace(text, from: skipSpace(text, from: end) + 1)
    }
    return found
  }

  private static func skipSpace(_ text: [UInt8], from start: Int) -> Int {
    var index = min(start, text.count)
    while index < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[index]) { index += 1 }
    return index
  }

  private static func endOfValue(_ text: [UInt8], from start: Int) -> Int {
    var (index, depth) = (start, 0)
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        index = endOfString(text, from: index)
        if depth == 0 { return index }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return index
  }
}
