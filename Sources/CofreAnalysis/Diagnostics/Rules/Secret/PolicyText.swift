/// Reads as much of a policy in JSON as is needed to see whom it lets in.
enum PolicyText {
  /// An object of the text that has not ended yet.
  private struct Open {
    var isObject: Bool
    /// The key whose value comes next, in an object.
    var key: ArraySlice<UInt8>?
    var isDenied = false
    var hasCondition = false
    var isForEverybody = false
    /// Whether it is, or is in, the value of a `Principal`.
    var isPrincipal = false
  }

  /// Whether a statement that allows, without a condition, has the principal `*`.
  ///
  /// What is no JSON holds no statement. The time is linear in the text.
  static func letsEverybodyIn(_ text: [UInt8]) -> Bool {
    guard text.first(where: { $0 > 32 }) == UInt8(ascii: "{"), text.contains(UInt8(ascii: "*")) else { return false }
    var open: [Open] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let key = open.last?.key
        let isPrincipal = open.last.map { $0.isPrincipal || isKey($0.key, "Principal") } ?? false
        if isKey(key, "Condition") { open[open.count - 1].hasCondition = true }
        open.append(Open(isObject: byte == UInt8(ascii: "{"), isPrincipal: isPrincipal))
        if open.count > 64 { return false }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let ended = open.popLast(), !open.isEmpty || ended.isObject else { return false }
        if ended.isPrincipal {
          if ended.isForEverybody, !open.isEmpty { open[open.count - 1].isForEverybody = true }
        } else if ended.isObject, ended.isForEverybody, !ended.isDenied, !ended.hasCondition {
          return true
        }
        if !open.isEmpty { open[open.count - 1].key = nil }
      case UInt8(ascii: "\""):
        let start = index
        while index < text.count, text[index] != UInt8(ascii: "\"") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < text.count else { return false }
        let string = text[start..<index]
        index += 1
        take(string, &open)
      case UInt8(ascii: ","):
        if open.last?.isObject == true { open[open.count - 1].key = nil }
      default: break
      }
    }
    return false
  }

  private static func take(_ string: ArraySlice<UInt8>, _ open: inout [Open]) {
    guard let top = open.last else { return }
    if top.isObject, top.key == nil {
      open[open.count - 1].key = string
    } else if string.elementsEqual("*".utf8), top.isPrincipal || isKey(top.key, "Principal") {
      open[open.count - 1].isForEverybody = true
    } else if isKey(top.key, "Effect"), !string.elementsEqual("Allow".utf8) {
      open[open.count - 1].isDenied = true
    }
  }

  private static func isKey(_ key: ArraySlice<UInt8>?, _ name: String) -> Bool {
    key.map { $0.elementsEqual(name.utf8) } ?? false
  }
}
