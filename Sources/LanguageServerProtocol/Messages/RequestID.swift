package import CofreJSON

/// What ties a response to its request: a number or a text, chosen by whoever asks.
package enum RequestID: LSPValue, Hashable {
  case integer(Int)
  case string(String)

  package init(json: JSON) throws(DecodingFailure) {
    switch json {
    case .integer(let value): self = .integer(Int(value))
    case .string(let value): self = .string(value)
    default: throw DecodingFailure(expected: "a whole number or a string")
    }
  }

  package func write(to stream: inout JSONStream) {
    switch self {
    case .integer(let value): stream.write(value)
    case .string(let value): stream.write(value)
    }
  }
}
