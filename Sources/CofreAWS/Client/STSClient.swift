import CofreHTTP
import CofreProvider

/// Asks STS, which answers in XML.
struct STSClient: Sendable {
  let endpoint: String
  /// Signs, when the operation is to be signed, and repeats.
  let transport: any HTTPTransport

  /// What an operation answers; throws ``ProviderError`` when it does not.
  func call(_ operation: String, _ fields: [(String, String)] = []) async throws -> String {
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
    return String(decoding: response.body, as: UTF8.self)
  }

  /// The credentials that an operation answers with.
  func credentials(_ operation: String, _ fields: [(String, String)]) async throws -> AWSCredentials {
    guard let credentials = AWSCredentials(xml: try await call(operation, fields)) else {
      throw ProviderError(.unexpectedResponse, "The answer to sts:\(operation) holds no credentials.")
    }
    return credentials
  }
}
