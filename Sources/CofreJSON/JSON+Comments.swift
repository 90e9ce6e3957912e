extension JSON {
  /// Parses JSON as people write it into settings: with comments, with a comma behind the last member or element, and with
  /// a byte order mark in front.
  ///
  /// Throws ``JSONParseError`` as ``parse(_:)-([UInt8])`` does, with offsets into the bytes that were given.
  package static func parseWithComments(_ bytes: [UInt8]) throws(JSONParseError) -> JSON {
    try parse(withoutComments(bytes))
  }

  /// The same text with spaces in place of what JSON does not have; a comment that is not closed goes to the end.
  static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    /// The comma behind a value that nothing but white space and comments has followed.
    var comma: Int?
    var last = UInt8(ascii: "[")
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for mark in 0..<index { result[mark] = UInt8(ascii: " ") }
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch bytes[index] {
      case UInt8(ascii: "\""):
        comma = nil
        last = bytes[index]
        index = endOfString(bytes, from: index)
        continue
      case UInt8(ascii: "/") where next == UInt8(ascii: "/") || next == UInt8(ascii: "*"):
        let end = endOfComment(bytes, from: index, isBlock: next == UInt8(ascii: "*"))
        for place in index..<end where bytes[place] != UInt8(ascii: "\n") { result[place] = UInt8(ascii: " ") }
        index = end
        continue
      case UInt8(ascii: ","):
        comma = "[{,:".utf8.contains(last) ? nil : index
        last = bytes[index]
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let comma { result[comma] = UInt8(ascii: " ") }
        comma = nil
        last = bytes[index]
      case 0x20, 0x0A, 0x0D, 0x09: break
      default:
        comma = nil
        last = bytes[index]
      }
      index += 1
    }
    return result
  }

  static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }

  private static func endOfComment(_ bytes: [UInt8], from start: Int, isBlock: Bool) -> Int {
    var index = start + 2
    while index < bytes.count {
      if !isBlock, bytes[index] == UInt8(ascii: "\n") { return index }
      if isBlock, bytes[index] == UInt8(ascii: "*"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "/") {
        return index + 2
      }
      index += 1
    }
    return bytes.count
  }
}
