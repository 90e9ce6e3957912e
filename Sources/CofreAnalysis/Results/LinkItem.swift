/// A part of a file that leads somewhere.
package struct LinkItem: Sendable, Equatable {
  package enum Target: Sendable, Equatable {
    /// The absolute path of a file.
    case file(String)
    /// The definition file of one of Cofre's modules, which need not be there yet.
    case definitions(module: String)
    /// An address on the web.
    case web(String)
  }

  package var range: Range<Int>
  package var target: Target
  package var tooltip: String?

  package init(_ range: Range<Int>, _ target: Target, tooltip: String? = nil) {
    self.range = range
    self.target = target
    self.tooltip = tooltip
  }
}

extension LinkItem {
  /// The addresses on the web in a part of a text, such as a comment.
  static func addresses(in bytes: [UInt8], _ range: Range<Int>) -> [LinkItem] {
    var links: [LinkItem] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "h"), let head = scheme(in: bytes, at: index, range.upperBound) else {
        index += 1
        continue
      }
      var end = head
      while end < range.upperBound, isPartOfAddress(bytes[end]) { end += 1 }
      // A full stop or a bracket behind an address belongs to the sentence around it.
      while end > head, ".,:;!?)]}'\"`*".utf8.contains(bytes[end - 1]) {
        if bytes[end - 1] == UInt8(ascii: ")"), bytes[head..<end].contains(UInt8(ascii: "(")) { break }
        end -= 1
      }
      if end > head {
        links.append(LinkItem(index..<end, .web(String(decoding: bytes[index..<end], as: UTF8.self))))
      }
      index = max(end, index + 1)
    }
    return links
  }

  /// Where what follows `http://` or `https://` begins; nil where none of them stands.
  private static func scheme(in bytes: [UInt8], at index: Int, _ end: Int) -> Int? {
    for scheme in ["https://", "http://"] {
      let next = index + scheme.utf8.count
      if next < end, bytes[index..<next].elementsEqual(scheme.utf8) { return next }
    }
    return nil
  }

  private static func isPartOfAddress(_ byte: UInt8) -> Bool {
    byte > 32 && byte < 127 && !"\"<>\\^`{|}".utf8.contains(byte)
  }
}
