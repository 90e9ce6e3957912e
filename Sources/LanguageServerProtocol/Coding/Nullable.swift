package import CofreJSON

/// A member that may be left out and may be `null`, where the two mean different things.
package enum Nullable<Value: LSPValue>: LSPValue {
  case null
  case value(Value)

  package init(json: JSON) throws(DecodingFailure) {
    if case .null = json { self = .null } else { self = .value(try Value(json: json)) }
  }

  package func write(to stream: inout JSONStream) {
    switch self {
    case .null: stream.writeNull()
    case .value(let value): value.write(to: &stream)
    }
  }

  package static var readsNull: Bool { true }

  /// The value, or nil for `null`.
  package var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }
}
