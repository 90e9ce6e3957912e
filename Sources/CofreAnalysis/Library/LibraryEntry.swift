/// One function or constant that scripts find without making it.
struct LibraryEntry: Sendable {
  /// With the table it is in: `string.rep`.
  var name: String
  var parameters: [String]
  var result: String?
  var documentation: String
  var isFunction: Bool

  /// The last part of the name.
  var shortName: String { String(name.split(separator: ".").last ?? "") }

  /// `string.rep(text, count, separator?) → string`.
  var signature: String {
    guard isFunction else { return result.map { "\(name): \($0)" } ?? name }
    return "\(name)(\(parameters.joined(separator: ", ")))\(result.map { " → \($0)" } ?? "")"
  }

  /// Reads `name(parameter, …) → result | documentation`, or `name: result | documentation`.
  init?(line: Substring) {
    let parts = line.split(separator: " | ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    documentation = String(parts[1])
    let head = parts[0].hasPrefix("_G.") ? parts[0].dropFirst(3) : parts[0]
    if let open = head.firstIndex(of: "("), let close = head.lastIndex(of: ")"), open < close {
      name = String(head[..<open])
      parameters = head[head.index(after: open)..<close].split(separator: ",").map {
        String($0.drop { $0 == " " })
      }
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
  }
}
