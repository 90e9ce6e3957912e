package import CofreJSON

/// One message of JSON-RPC 2.0, its params or result not yet looked at.
package enum Message: Sendable, Equatable {
  case request(RequestMessage)
  case notification(NotificationMessage)
  case response(ResponseMessage)
}

/// Something asked, that must be answered once.
package struct RequestMessage: Sendable, Equatable {
  package var id: RequestID
  package var method: String
  package var params: JSON?

  package init(id: RequestID, method: String, params: JSON? = nil) {
    self.id = id
    self.method = method
    self.params = params
  }
}

/// Something said, that is not answered.
package struct NotificationMessage: Sendable, Equatable {
  package var method: String
  package var params: JSON?

  package init(method: String, params: JSON? = nil) {
    self.method = method
    self.params = params
  }
}

/// An answer.
package struct ResponseMessage: Sendable, Equatable {
  /// The request that is answered, or nil when it could not be made out.
  package var id: RequestID?
  package var result: JSON?
  package var error: ResponseError?

  package init(id: RequestID?, result: JSON) {
    self.id = id
    self.result = result
  }

  package init(id: RequestID?, error: ResponseError) {
    self.id = id
    self.error = error
  }

  init(id: RequestID?, result: JSON?, error: ResponseError?) {
    self.id = id
    self.result = result
    self.error = error
  }

  /// What was answered: an error wins over a result, and a result that is left out is `null`.
  package var outcome: Result<JSON, ResponseError> {
    if let error { .failure(error) } else { .success(result ?? .null) }
  }
}
