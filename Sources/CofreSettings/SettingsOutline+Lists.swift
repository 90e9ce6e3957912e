extension SettingsOutline {
  /// The text with one more element in a list at the top, which is made where there is none; nil where the list is written
  /// in a way that does not let one be added.
  ///
  /// The element is put as it is: it must be a word that needs no quotes. Other lines stay as they are.
  package func adding(_ element: String, toList key: String) -> [UInt8]? {
    let newline = bytes.contains(13) ? "\r\n" : "\n"
    guard let index = index(key) else {
      let gap = bytes.isEmpty || bytes.last == 10 ? "" : newline
      return bytes + "\(gap)\(key):\(newline)  - \(element)\(newline)".utf8
    }
    let entry = entries[index]
    switch entry.content {
    case .empty:
      let end = lineEnd(entry.keyRange.upperBound)
      return inserting("\(newline)  - \(element)", at: end)
    case .list(let items):
      guard let last = items.last else {
        guard let open = bytes[entry.valueRange].firstIndex(of: UInt8(ascii: "[")) else { return nil }
        return inserting(element, at: open + 1)
      }
      if bytes[entry.valueRange].first == UInt8(ascii: "[") {
        return inserting(", \(element)", at: last.range.upperBound)
      }
      let start = lineStart(last.range.lowerBound)
      guard let dash = bytes[start..<last.range.lowerBound].firstIndex(of: UInt8(ascii: "-")) else { return nil }
      let indent = String(decoding: bytes[start..<dash], as: UTF8.self)
      return inserting("\(newline)\(indent)- \(element)", at: lineEnd(last.range.upperBound))
    case .scalar, .section: return nil
    }
  }

  private func inserting(_ text: String, at offset: Int) -> [UInt8] {
    Array(bytes[..<offset]) + text.utf8 + bytes[offset...]
  }

  private func lineStart(_ offset: Int) -> Int { bytes[..<offset].lastIndex(of: 10).map { $0 + 1 } ?? 0 }

  private func lineEnd(_ offset: Int) -> Int {
    bytes[offset...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
  }
}
