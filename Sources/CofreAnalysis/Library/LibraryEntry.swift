/// One function or constant that scripts find without making it.
struct LibraryEntry: Sendable {
  /// With the table it is in: `string.rep`.
  var name: String
  /// Their names as they are shown; one that ends with `?` may be left out.
  var parameters: [String]
  /// What each takes, in the order of the names; nil where anything will do.
  var types: [LuaType?] = []
  var result: String?
  /// What it answers; `...` stands for more than anybody takes.
  var results: [LuaType] = []
  var documentation: String
  var isFunction: Bool
  /// The parameters as they are shown, with what they take.
  private var written: [String] = []

  /// The last part of the name.
  var shortName: String { String(name.split(separator: ".").last ?? "") }

  /// The parameters with what they take: `separator?: string`.
  var labels: [String] { written }

  /// `string.rep(text: string, count: integer, separator?: string) → string`.
  var signature: String {
    guard isFunction else { return result.map { "\(name): \($0)" } ?? name }
    return "\(name)(\(labels.joined(separator: ", ")))\(result.map { " → \($0)" } ?? "")"
  }

  /// Reads `name(parameter, other?: type, …) → result | documentation`, or `name: result | documentation`.
  init?(line: Substring) {
    guard let bar = line.firstRange(of: " | ") else { return nil }
    documentation = String(line[bar.upperBound...])
    var head = line[..<bar.lowerBound]
    if head.hasPrefix("_G.") { head = head.dropFirst(3) }
    // All that is looked for is ASCII; whole characters take many times as long.
    let bytes = head.utf8
    if let open = bytes.firstIndex(of: UInt8(ascii: "(")), let close = bytes.lastIndex(of: UInt8(ascii: ")")),
      open < close
    {
      name = String(head[..<open])
      written = head[bytes.index(after: open)..<close].parts(between: ",").map { String($0.drop { $0 == " " }) }
      let parts = written.map { Substring($0).parts(between: ":", maximumSplits: 1) }
      parameters = parts.map { $0.first.map(String.init) ?? "" }
      types = parts.map { $0.count > 1 ? LuaType(words: $0[1]) : nil }
      let rest = head[bytes.index(after: close)...]
      result = rest.hasPrefix(" → ") ? String(rest.dropFirst(3)) : nil
      isFunction = true
    } else {
      let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? head.endIndex
      name = String(head[..<colon])
      parameters = []
      result = colon < head.endIndex ? String(head[colon...].dropFirst(2)) : nil
      isFunction = false
    }
    results = Substring(result ?? "").parts(between: ",").enumerated().flatMap { position, words -> [LuaType] in
      if words.drop(while: { $0 == " " }) == "..." { return Array(repeating: .unknown, count: 8) }
      let type = LuaType(words: words)
      // What comes behind is nil only when the first is, which is the one that people ask about.
      return [position == 0 ? type : type.withoutNil]
    }
  }
}

extension Substring {
  fileprivate func parts(between separator: Unicode.Scalar, maximumSplits: Int = .max) -> [Substring] {
    utf8.split(separator: UInt8(ascii: separator), maxSplits: maximumSplits).map { Substring($0) }
  }

  fileprivate func firstRange(of text: StaticString) -> Range<Index>? {
    text.withUTF8Buffer { wanted in
      var start = utf8.startIndex
      while let first = utf8[start...].firstIndex(of: wanted[0]) {
        if utf8[first...].starts(with: wanted) { return first..<utf8.index(first, offsetBy: wanted.count) }
        start = utf8.index(after: first)
      }
      return nil
    }
  }
}

extension LuaType {
  /// Reads `string`, `integer?` or `string|table`; a word that is no type stands for anything.
  fileprivate init(words: Substring) {
    let trimmed = words.drop { $0 == " " }
    let isOptional = trimmed.hasSuffix("?")
    let type = LuaType.oneOf(
      (isOptional ? trimmed.dropLast() : trimmed).parts(between: "|").map { word -> LuaType in
        switch word {
        case "string": .string
        case "number": .number
        case "integer": .integer
        case "boolean": .boolean
        case "table": .table
        case "thread": .thread
        case "function", "iterator": .function
        default: .unknown
        }
      })
    self = isOptional ? type.optional : type
  }
}
