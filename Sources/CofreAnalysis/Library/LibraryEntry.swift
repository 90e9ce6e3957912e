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
    let parts = line.split(separator: " | ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    documentation = String(parts[1])
    let head = parts[0].hasPrefix("_G.") ? parts[0].dropFirst(3) : parts[0]
    if let open = head.firstIndex(of: "("), let close = head.lastIndex(of: ")"), open < close {
      name = String(head[..<open])
      written = head[head.index(after: open)..<close].split(separator: ",").map { String($0.drop { $0 == " " }) }
      let parts = written.map { $0.split(separator: ":", maxSplits: 1) }
      parameters = parts.map { $0.first.map(String.init) ?? "" }
      types = parts.map { $0.count > 1 ? LuaType(words: $0[1]) : nil }
      let rest = head[head.index(after: close)...]
      result = rest.hasPrefix(" → ") ? String(rest.dropFirst(3)) : nil
      isFunction = true
    } else {
      let colon = head.firstIndex(of: ":") ?? head.endIndex
      name = String(head[..<colon])
      parameters = []
      result = colon < head.endIndex ? String(head[colon...].dropFirst(2)) : nil
      isFunction = false
    }
    results = (result ?? "").split(separator: ",").enumerated().flatMap { position, words -> [LuaType] in
      if words.drop(while: { $0 == " " }) == "..." { return Array(repeating: .unknown, count: 8) }
      let type = LuaType(words: words)
      // What comes behind is nil only when the first is, which is the one that people ask about.
      return [position == 0 ? type : type.withoutNil]
    }
  }
}

extension LuaType {
  /// Reads `string`, `integer?` or `string|table`; a word that is no type stands for anything.
  fileprivate init(words: Substring) {
    let trimmed = words.drop { $0 == " " }
    let isOptional = trimmed.hasSuffix("?")
    let type = LuaType.oneOf(
      (isOptional ? trimmed.dropLast() : trimmed).split(separator: "|").map { word -> LuaType in
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
