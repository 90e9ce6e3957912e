/// The header lines of one message, as far as they are read.
struct FrameHeader {
  var contentLength: Int?
  var isUTF8 = true

  /// Takes one line, without its line end.
  ///
  /// Headers that are not known are ignored; names are compared without case.
  mutating func read(_ line: ArraySlice<UInt8>) throws(FramingError) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(isTokenByte)
    else { throw .malformedHeader }
    let name = line[..<colon].map(lowercased)
    let value = trimmed(line[(colon + 1)...])
    if name.elementsEqual("content-length".utf8) {
      let length = try Self.length(value)
      if let contentLength, contentLength != length { throw .conflictingContentLength }
      contentLength = length
    } else if name.elementsEqual("content-type".utf8) {
      isUTF8 = Self.namesUTF8(value)
    }
  }

  /// The part of a line that starts with `Content-Length:`, if it has one.
  static func contentLengthLine(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let name = Array("content-length:".utf8)
    guard line.count >= name.count else { return nil }
    var start = line.endIndex - name.count
    while start >= line.startIndex {
      if line[start..<start + name.count].elementsEqual(name, by: { lowercased($0) == $1 }) { return line[start...] }
      start -= 1
    }
    return nil
  }

  private static func length(_ digits: ArraySlice<UInt8>) throws(FramingError) -> Int {
    guard !digits.isEmpty else { throw .invalidContentLength }
    var length = 0
    for digit in digits {
      guard digit &- UInt8(ascii: "0") < 10 else { throw .invalidContentLength }
      let (tenfold, overflow1) = length.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = tenfold.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      guard !overflow1, !overflow2 else { throw .invalidContentLength }
      length = sum
    }
    return length
  }

  /// Whether a content type leaves out the character set, or says UTF-8 (or `utf8`, as old clients do).
  private static func namesUTF8(_ value: ArraySlice<UInt8>) -> Bool {
    for parameter in value.map(lowercased).split(separator: UInt8(ascii: ";")).dropFirst() {
      let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard parts.count == 2, trimmed(parts[0]).elementsEqual("charset".utf8) else { continue }
      let name = trimmed(parts[1]).filter { $0 != UInt8(ascii: "\"") }
      return name.elementsEqual("utf-8".utf8) || name.elementsEqual("utf8".utf8)
    }
    return true
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
}

private func isTokenByte(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "-") || lowercased(byte) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
}

private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  guard let first = bytes.firstIndex(where: { !isSpace($0) }) else { return bytes[bytes.endIndex...] }
  let last = bytes.lastIndex { !isSpace($0) } ?? first
  return bytes[first...last]
}
