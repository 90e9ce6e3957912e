/// What a format for `string.format` asks for.
struct FormatText {
  /// One `%` with what belongs to it, other than `%%`.
  struct Conversion: Equatable {
    /// As it is written: `%-5.2f`.
    var text: String
    /// What it takes; nil for anything.
    var type: LuaType?
  }

  /// In order, one for each argument.
  var conversions: [Conversion] = []
  /// The first that there is not, which ends the run; nothing is read behind it.
  var unknown: String?

  init(_ format: [UInt8]) {
    var rest = format[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "%")) {
      let behind = rest[(start + 1)...]
      if behind.first == UInt8(ascii: "%") {
        rest = behind.dropFirst()
        continue
      }
      let letter = behind.firstIndex { !Self.modifiers.contains($0) } ?? behind.endIndex
      let end = min(letter + 1, format.endIndex)
      let text = String(decoding: format[start..<end], as: UTF8.self)
      guard letter < format.endIndex, Self.letters.contains(format[letter]) else {
        unknown = text
        return
      }
      conversions.append(Conversion(text: text, type: Self.type(format[letter])))
      rest = format[end...]
    }
  }

  private static let modifiers = Set("-+ #0123456789.".utf8)
  private static let letters = Set("cdiouxXaAeEfgGpqs".utf8)

  private static func type(_ letter: UInt8) -> LuaType? {
    switch Character(Unicode.Scalar(letter)) {
    case "c", "d", "i", "o", "u", "x", "X": .integer
    case "a", "A", "e", "E", "f", "g", "G": .number
    default: nil
    }
  }
}
