import CofreJSON
import CofreModel

/// Values as an editor shows them.
enum PlainText {
  private static let maximumCount = 120

  /// One line in the manner of Lua, cut when it is long; nil when anything in the value is sensitive or not known.
  static func text(_ value: Value) -> String? {
    guard !value.containsSensitive, !value.containsUnknown, !value.isNull else { return nil }
    var text = ""
    write(value, into: &text)
    return text.count > maximumCount ? text.prefix(maximumCount) + "…" : text
  }

  private static func write(_ value: Value, into text: inout String) {
    // What will be cut off need not be written.
    guard text.utf8.count <= maximumCount * 4 else { return }
    switch value {
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.description
    case .string(let value): text += JSON.string(String(value.prefix(maximumCount + 1))).text()
    case .array(let elements): list(elements.map { ("", $0) }, into: &text)
    case .object(let members):
      list(members.sorted { $0.key < $1.key }.map { ("\($0.key) = ", $0.value) }, into: &text)
    case .null, .unknown, .sensitive, .digest, .ciphertext: text += "nil"
    }
  }

  private static func list(_ items: [(String, Value)], into text: inout String) {
    text += "{"
    for (index, item) in items.enumerated() {
      text += (index == 0 ? " " : ", ") + item.0
      write(item.1, into: &text)
    }
    text += items.isEmpty ? "}" : " }"
  }
}
