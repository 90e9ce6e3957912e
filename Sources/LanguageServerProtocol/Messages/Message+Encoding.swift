import CofreJSON

extension Message {
  /// The message as JSON text, without framing.
  package func encoded() -> [UInt8] {
    switch self {
    case .request(let request): Self.encode(id: request.id, method: request.method, params: request.params)
    case .notification(let message): Self.encode(id: nil, method: message.method, params: message.params)
    case .response(let response): response.encoded()
    }
  }

  /// A request (or, without an id, a notification) whose params are written straight into the text.
  static func encode(id: RequestID?, method: String, params: (some LSPValue)?) -> [UInt8] {
    var stream = JSONStream()
    stream.beginObject()
    stream.constant("jsonrpc", "2.0")
    stream.optional("id", id)
    stream.constant("method", method)
    stream.optional("params", params)
    stream.endObject()
    return stream.bytes
  }
}

extension ResponseMessage {
  /// The message as JSON text, without framing.
  package func encoded() -> [UInt8] { Self.encode(id: id, result: result, error: error) }

  /// A response whose result is written straight into the text.
  static func encode(id: RequestID?, result: (some LSPValue)?, error: ResponseError?) -> [UInt8] {
    var stream = JSONStream()
    stream.beginObject()
    stream.constant("jsonrpc", "2.0")
    stream.nullable("id", id)
    stream.optional("result", result)
    stream.optional("error", error)
    stream.endObject()
    return stream.bytes
  }
}
