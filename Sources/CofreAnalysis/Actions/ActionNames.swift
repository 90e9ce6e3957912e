/// Names that actions make up.
enum ActionNames {
  /// A name in snake case from any text: `apiKey` and `api-key` give `api_key`.
  static func identifier(from text: String) -> String {
    var name: [UInt8] = []
    var wasLower = false
    for byte in text.utf8.prefix(60) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        name.append(byte)
        wasLower = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if wasLower { name.append(UInt8(ascii: "_")) }
        name.append(byte | 0x20)
        wasLower = false
      default:
        if let last = name.last, last != UInt8(ascii: "_") { name.append(UInt8(ascii: "_")) }
        wasLower = false
      }
    }
    while name.last == UInt8(ascii: "_") { name.removeLast() }
    guard let first = name.first else { return "value" }
    if first < UInt8(ascii: "a") { name = Array("value_".utf8) + name }
    let result = String(decoding: name, as: UTF8.self)
    return keywords.contains(result) ? result + "_value" : result
  }

  /// The name, or the first of `name_2`, `name_3`, … that is free.
  static func free(_ name: String, among taken: Set<String>) -> String {
    if !taken.contains(name) { return name }
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while",
  ]
}
