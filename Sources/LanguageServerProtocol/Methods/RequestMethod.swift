import CofreJSON

/// A request of the protocol: what is asked with which params, and what is answered.
///
/// Each is a static member here (`.hover`, `.completion`), so that a handler is registered and a message read by the same
/// value and its types follow. ``LSPMethods/requests`` lists them.
package struct RequestMethod<Params: LSPValue, Answer: LSPValue>: LSPRequestMethod {
  package let name: String
  package let direction: MessageDirection

  package init(name: String, direction: MessageDirection) {
    self.name = name
    self.direction = direction
  }

  /// Reads what a request asks; the error thrown is the one to answer with.
  package func params(of request: RequestMessage) throws(ResponseError) -> Params {
    try readParams(request.params, of: name)
  }

  /// Reads what was answered; throws the peer's error, or one of our own when the answer is not what it should be.
  package func answer(in response: ResponseMessage) throws(ResponseError) -> Answer {
    let result = try response.outcome.get()
    do throws(DecodingFailure) {
      return try Answer(json: result)
    } catch {
      throw ResponseError(code: .unknownErrorCode, message: "The answer to '\(name)' cannot be read. \(error)")
    }
  }

  /// The request as JSON text, without framing.
  package func encode(id: RequestID, params: Params) -> [UInt8] {
    Message.encode(id: id, method: name, params: Params.self == Nothing.self ? nil : params)
  }

  /// The answer as JSON text, without framing.
  package func encode(answer: Answer, to id: RequestID) -> [UInt8] {
    ResponseMessage.encode(id: id, result: answer, error: nil)
  }

  /// The error as JSON text, without framing.
  package func encode(error: ResponseError, to id: RequestID) -> [UInt8] {
    ResponseMessage(id: id, error: error).encoded()
  }
}

/// Reads params, where leaving them out is `null` to those that take any or none.
func readParams<Params: LSPValue>(_ json: JSON?, of method: String) throws(ResponseError) -> Params {
  do throws(DecodingFailure) {
    guard json != nil || Params.readsNull else { throw DecodingFailure(expected: "params") }
    return try Params(json: json ?? .null)
  } catch {
    throw ResponseError(code: .invalidParams, message: "The params of '\(method)' cannot be read. \(error)")
  }
}
