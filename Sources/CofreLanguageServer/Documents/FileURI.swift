import LanguageServerProtocol

/// Turns `file:` URIs into paths and back.
enum FileURI {
  /// The path of a `file:` URI, escapes resolved; nil for other URIs and for those of other machines.
  static func path(_ uri: DocumentURI) -> String? {
    let text = Substring(uri.text)
    guard text.lowercased().hasPrefix("file://") else { return nil }
    var rest = text.dropFirst("file://".count)
    if !rest.hasPrefix("/") {
      guard let slash = rest.firstIndex(of: "/"), rest[..<slash].lowercased() == "localhost" else { return nil }
      rest = rest[slash...]
    }
    return unescaped(rest)
  }

  /// The URI of an absolute path.
  static func uri(_ path: String) -> DocumentURI {
    var text = "file://"
    for byte in path.utf8 {
      if isPlain(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return DocumentURI(text)
  }

  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16), rest.count >= 2 {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-._~".utf8.contains(byte)
    }
  }
}
