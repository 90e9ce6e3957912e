package import CofreJSON

/// The error that a request is answered with.
package struct ResponseError: Error, LSPStructure {
  package var code: ErrorCode
  package var message: String
  package var data: JSON?

  package init(code: ErrorCode, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  package init(members: JSONObject) throws(DecodingFailure) {
    code = try members.required("code")
    message = try members.required("message")
    data = try members.optional("data")
  }

  package func writeMembers(to stream: inout JSONStream) {
    stream.required("code", code)
    stream.required("message", message)
    stream.optional("data", data)
  }
}
