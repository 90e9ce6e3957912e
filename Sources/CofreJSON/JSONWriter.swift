extension JSON {
  /// How a JSON text is laid out.
  package enum Layout: Sendable {
    /// No white space at all.
    case compact
    /// Two spaces a level, one member a line; ends without a newline.
    case pretty
  }

  /// The value as UTF-8 JSON text.
  ///
  /// Doubles are written with the fewest digits that read back equal; those that JSON cannot say (NaN, infinities) are
  /// written as `null`.
  package func serialized(_ layout: Layout = .compact) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    writer.write(self)
    return writer.bytes
  }

  /// The value as a JSON string; see ``serialized(_:)``.
  package func text(_ layout: Layout = .compact) -> String {
    String(decoding: serialized(layout), as: UTF8.self)
  }

  /// The value with the members of every object sorted by name: the form in which equal values give equal bytes.
  package var canonical: JSON {
    switch self {
    case .array(let elements):
      return .array(elements.map(\.canonical))
    case .object(let object):
      let members = object.members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      return .object(JSONObject(unchecked: members.map { ($0.key, $0.value.canonical) }))
    default:
      return self
    }
  }
}

private struct JSONWriter {
  var bytes: [UInt8] = []
  private let layout: JSON.Layout
  private var level = 0

  init(layout: JSON.Layout) { self.layout = layout }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .number(let value): append(value.isFinite ? value.description : "null")
    case .string(let value): bytes.append(jsonString: value)
    case .array(let elements):
      sequence(UInt8(ascii: "["), UInt8(ascii: "]"), elements) { writer, element in writer.write(element) }
    case .object(let object):
      sequence(UInt8(ascii: "{"), UInt8(ascii: "}"), object.members) { writer, member in
        writer.bytes.append(jsonString: member.key)
        writer.bytes.append(UInt8(ascii: ":"))
        if writer.layout == .pretty { writer.bytes.append(UInt8(ascii: " ")) }
        writer.write(member.value)
      }
    }
  }

  private mutating func sequence<Element>(
    _ open: UInt8, _ close: UInt8, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(open)
    guard !elements.isEmpty else {
      bytes.append(close)
      return
    }
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      newline()
      write(&self, element)
    }
    level -= 1
    newline()
    bytes.append(close)
  }

  private mutating func newline() {
    guard layout == .pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<level {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
