package import CofreJSON

/// A value kept apart from the structure that has it, so that a structure can have one of its own kind.
package indirect enum Indirect<Value: LSPValue>: LSPValue {
  case value(Value)

  package init(_ value: Value) { self = .value(value) }

  package init(json: JSON) throws(DecodingFailure) { self = .value(try Value(json: json)) }

  package func write(to stream: inout JSONStream) { value.write(to: &stream) }

  package var value: Value {
    switch self {
    case .value(let value): value
    }
  }
}
