import CofreModel

/// What a scalar without quotes means, by the core schema of YAML 1.2: `yes`, `0777` and `12:30` are no surprises.
enum YAMLScalar {
  static func resolve(_ text: String) -> Value {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: return number(text) ?? .string(text)
    }
  }

  /// Whether other readers of YAML could take the text, without quotes, for something else than a string.
  static func isAmbiguous(_ text: String) -> Bool {
    if case .string = resolve(text) {
      return ["yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    }
    return true
  }

  private static func number(_ text: String) -> Value? {
    var rest = Substring(text).utf8
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    func digits() -> Int {
      let count = rest.prefix { 48...57 ~= $0 }.count
      rest.removeFirst(count)
      return count
    }
    let whole = digits()
    if rest.isEmpty, whole > 0 {
      // A leading zero is octal to some readers and decimal to others, so it is a string.
      let unsigned = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
      if unsigned.count > 1, unsigned.first == UInt8(ascii: "0") { return nil }
      return Int64(text).map(Value.integer) ?? Double(text).map(Value.number)
    }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = digits()
    }
    guard whole + fraction > 0 else { return nil }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
      guard digits() > 0 else { return nil }
    }
    return rest.isEmpty ? Double(text).map(Value.number) : nil
  }
}
