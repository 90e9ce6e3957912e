import CofreHTTP
import CofreProvider

/// Gets credentials from STS.
struct STSCredentials: Sendable {
  let endpoint: String
  /// Signs, when the operation is to be signed, and repeats.
  let transport: any HTTPTransport

  /// Calls an operation that answers with credentials.
  func call(_ operation: String, _ fields: [(String, String)]) async throws -> AWSCredentials {
    let action = "sts:\(operation)"
    let body = FormEncoding.encode([("Action", operation), ("Version", "2011-06-15")] + fields)
    let request = HTTPRequest(
      .post, endpoint, headers: ["Content-Type": "\(FormEncoding.contentType); charset=utf-8"], body: Array(body.utf8),
      timeout: .seconds(30), isIdempotent: true)
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      throw ProviderError.aws(error, action: action)
    }
    guard response.isSuccess else { throw ProviderError.aws(AWSFault(response), action: action) }
    guard let credentials = AWSCredentials(xml: String(decoding: response.body, as: UTF8.self)) else {
      throw ProviderError(.unexpectedResponse, "The answer to \(action) holds no credentials.")
    }
    return credentials
  }
}
