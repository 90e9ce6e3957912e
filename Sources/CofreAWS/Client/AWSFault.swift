package import CofreHTTP
import CofreJSON

/// What a service says went wrong.
package struct AWSFault: Sendable, Equatable {
  package var status: Int
  /// Without namespace: `ResourceNotFoundException`.
  package var code: String
  /// In the service's own words; empty when it gives none.
  package var message: String
  package var requestID: String

  /// Reads an answer that is no success, in whichever form the service or something in front of it writes errors.
  ///
  /// The form is told by the bytes: the content type is not always true.
  package init(_ response: HTTPResponse) {
    status = response.status
    requestID = response.headers["x-amzn-RequestId"] ?? response.headers["x-amz-request-id"] ?? ""
    let text = String(decoding: response.body, as: UTF8.self)
    let body = try? JSON.parse(text)
    let written =
      response.headers["x-amzn-errortype"] ?? body?["__type"]?.stringValue ?? body?["code"]?.stringValue
      ?? XMLText.first("Code", in: text) ?? ""
    // `com.amazonaws.secretsmanager#ResourceNotFoundException:http://…` is one way to write it.
    let name = written.split(separator: "#").last ?? ""
    code = String(name.prefix { $0 != ":" })
    message =
      body?["message"]?.stringValue ?? body?["Message"]?.stringValue ?? XMLText.first("Message", in: text) ?? ""
    if requestID.isEmpty { requestID = XMLText.first("RequestId", in: text) ?? "" }
  }
}
