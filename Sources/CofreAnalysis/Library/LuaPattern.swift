/// What can be told of a pattern as `string.match` takes it, without anything to match.
struct LuaPattern {
  enum Capture { case text, place }

  private(set) var captures: [Capture] = []
  /// Whether every text matches, be it the empty one.
  var matchesEverything: Bool { isOptional && !(isAnchored && endsAnchored && !hasGap) }

  /// Whether each of its items may match nothing.
  private var isOptional = true
  /// Whether one of its items may match any number of any characters.
  private var hasGap = false
  private var isAnchored = false
  private var endsAnchored = false
  private let bytes: [UInt8]
  private var position = 0

  /// Nil for what is no pattern.
  init?(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "^") {
      isAnchored = true
      position = 1
    }
    while position < bytes.count {
      guard readItem() else { return nil }
    }
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    bytes.indices.contains(position + distance) ? bytes[position + distance] : nil
  }

  private mutating func readItem() -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "("):
      captures.append(peek(1) == UInt8(ascii: ")") ? .place : .text)
      position += captures.last == .place ? 2 : 1
      return true
    case UInt8(ascii: ")"):
      position += 1
      return true
    case UInt8(ascii: "$") where position == bytes.count - 1:
      endsAnchored = true
      position += 1
      return true
    case UInt8(ascii: "%"):
      guard let next = peek(1) else { return false }
      switch next {
      case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        // Of these nobody can say that they match.
        isOptional = false
        position += next == UInt8(ascii: "b") ? 4 : 2
        return position <= bytes.count
      default: position += 2
      }
    case UInt8(ascii: "["): guard skipSet() else { return false }
    default: position += 1
    }
    readRepetition(of: bytes[position - 1])
    return true
  }

  private mutating func skipSet() -> Bool {
    position += peek(1) == UInt8(ascii: "^") ? 2 : 1
    // A bracket that comes first is one of the set.
    if peek() == UInt8(ascii: "]") { position += 1 }
    while let byte = peek() {
      position += byte == UInt8(ascii: "%") ? 2 : 1
      if byte == UInt8(ascii: "]") { return true }
    }
    return false
  }

  private mutating func readRepetition(of last: UInt8) {
    let isAny = last == UInt8(ascii: ".") && (position < 2 || bytes[position - 2] != UInt8(ascii: "%"))
    switch peek() {
    case UInt8(ascii: "*"), UInt8(ascii: "-"): if isAny { hasGap = true }
    case UInt8(ascii: "?"): break
    case UInt8(ascii: "+"):
      isOptional = false
    default:
      isOptional = false
      return
    }
    position += 1
  }
}
