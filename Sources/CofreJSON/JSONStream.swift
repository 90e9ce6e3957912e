/// Writes compact JSON text piece by piece, with no tree of values in between.
///
/// The stream puts in the commas and escapes. That what is begun is ended, that every member has a name before its value,
/// and that the names in an object differ, is the caller's duty.
package struct JSONStream: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init(reservingBytes count: Int = 0) { bytes.reserveCapacity(count) }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  package mutating func endObject() { end(UInt8(ascii: "}")) }
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the name of the member whose value comes next.
  package mutating func name(_ name: String) {
    separate()
    bytes.append(jsonString: name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes the name of the member whose value comes next, as it is: it must be ASCII that needs no escape.
  package mutating func name(plain name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func write(_ value: String) {
    separate()
    bytes.append(jsonString: value)
  }

  package mutating func write(_ value: Bool) { word(value ? "true" : "false") }

  package mutating func writeNull() { word("null") }

  package mutating func write(_ value: Int) {
    separate()
    bytes.append(decimal: value)
  }

  /// Writes a number, an integral one without a fraction; those that JSON cannot say become `null`.
  package mutating func write(_ value: Double) {
    if let integer = Int(exactly: value) { return write(integer) }
    separate()
    bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  package mutating func write(_ value: JSON) {
    switch value {
    case .null: writeNull()
    case .bool(let value): write(value)
    case .integer(let value): write(Int(value))
    case .number(let value):
      separate()
      bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
    case .string(let value): write(value)
    case .array(let elements):
      beginArray()
      for element in elements { write(element) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        name(member.key)
        write(member.value)
      }
      endObject()
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func word(_ word: StaticString) {
    separate()
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
