package import CofreJSON

/// A value that messages are made of.
///
/// Reading is forgiving about members that are not known and about `null` for what may be left out; what is read and
/// written again is the same, but for such members.
package protocol LSPValue: Sendable, Equatable {
  /// Reads a JSON value; throws where it is not what the protocol says.
  init(json: JSON) throws(DecodingFailure)

  /// Writes the value as JSON text.
  func write(to stream: inout JSONStream)

  /// Whether `null` is a value of this type, and not a way to leave it out.
  static var readsNull: Bool { get }
}

extension LSPValue {
  package static var readsNull: Bool { false }

  /// The value as JSON text.
  package var jsonBytes: [UInt8] {
    var stream = JSONStream()
    write(to: &stream)
    return stream.bytes
  }

  /// The value as a JSON value: for members that take any, such as `registerOptions` and `data`.
  package var json: JSON {
    // A stream writes nothing but JSON, so that this cannot fail but for a nesting that no reader would take either.
    (try? JSON.parse(jsonBytes)) ?? .null
  }
}
