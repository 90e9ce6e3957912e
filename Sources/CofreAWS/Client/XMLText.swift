/// Reads single values out of the small, flat XML answers of AWS's older protocols.
package enum XMLText {
  /// The text of the first element of a name that holds nothing but text; nil when there is none.
  package static func first(_ element: String, in document: String) -> String? {
    let bytes = Array(document.utf8)
    guard let start = bytes.firstRange(of: Array("<\(element)>".utf8)) else { return nil }
    let rest = bytes[start.upperBound...]
    guard let end = rest.firstRange(of: Array("</\(element)>".utf8)) else { return nil }
    let content = rest[..<end.lowerBound]
    guard !content.contains(UInt8(ascii: "<")) else { return nil }
    return unescaped(String(decoding: content, as: UTF8.self))
  }

  private static func unescaped(_ text: String) -> String {
    let entities: [Substring: Character] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
    var output = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      output += rest[..<ampersand]
      rest = rest[rest.index(after: ampersand)...]
      guard let end = rest.firstIndex(of: ";"), let character = entities[rest[..<end]] else {
        output.append("&")
        continue
      }
      output.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return output + rest
  }
}
