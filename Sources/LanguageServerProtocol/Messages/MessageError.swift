/// Why some bytes are not a message.
package struct MessageError: Error, Equatable {
  /// The request that it would have been, as far as that can be told.
  package var id: RequestID?
  package var code: ErrorCode
  package var message: String

  /// The answer that JSON-RPC asks for.
  package var response: ResponseMessage {
    ResponseMessage(id: id, error: ResponseError(code: code, message: message))
  }
}
