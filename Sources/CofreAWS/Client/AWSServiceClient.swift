package import CofreHTTP
package import CofreJSON
package import CofreModel
import CofreProvider

/// Calls the operations of one service that speaks AWS's JSON 1.1 protocol.
package struct AWSServiceClient: Sendable {
  private let service: AWSService
  private let endpoint: String
  private let transport: any HTTPTransport
  private let accountGuard: AccountGuard?

  /// `transport` signs and repeats.
  package init(
    _ service: AWSService, endpoint: String, transport: any HTTPTransport, accountGuard: AccountGuard? = nil
  ) {
    self.service = service
    self.endpoint = endpoint
    self.transport = transport
    self.accountGuard = accountGuard
  }

  /// Calls an operation and returns its output; members of the input that are null are left out.
  ///
  /// Throws ``ProviderError`` with the service's own code in `cloudCode`. `isIdempotent` says that doing it twice is as
  /// good as once, so that it may be repeated when an answer was lost. Texts of `sensitive` are taken out of what the
  /// service says went wrong.
  package func call(
    _ operation: String, _ input: JSONObject, isIdempotent: Bool = true, sensitive: [Sensitive] = []
  ) async throws -> JSON {
    try await accountGuard?.check()
    let members = JSONObject(input.members.filter { !$0.value.isNull }.map { ($0.key, $0.value) })
    let request = HTTPRequest(
      .post, endpoint,
      headers: [
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "\(service.targetPrefix).\(operation)",
      ],
      body: JSON.object(members).serialized(), timeout: .seconds(30), isIdempotent: isIdempotent)
    let action = "\(service.endpointPrefix):\(operation)"
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      throw ProviderError.aws(error, action: action)
    }
    guard response.isSuccess else {
      throw ProviderError.aws(AWSFault(response), action: action, sensitive: sensitive)
    }
    guard let output = try? JSON.parse(String(decoding: response.body, as: UTF8.self)), case .object = output else {
      throw ProviderError(
        .unexpectedResponse, "The answer to \(action) is no JSON object.",
        hint: "Check that \(endpoint) is an endpoint of \(service.id).",
        requestID: AWSFault(response).requestID, mayHaveChanged: true)
    }
    return output
  }
}
