import CofreHTTP
import CofreJSON
import CofreProvider

/// What EC2 gives to the programs on an instance, by version 2 of its metadata service.
struct InstanceMetadataCredentials: CredentialSource {
  let name = "the EC2 instance"
  let shared: AWSSharedConfiguration
  let transport: any HTTPTransport

  func credentials() async throws -> AWSCredentials? {
    guard shared.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" else { return nil }
    // Anything that goes wrong before there is a token means that this is no instance.
    guard
      let answer = try? await send(
        .put, "/latest/api/token", ["x-aws-ec2-metadata-token-ttl-seconds": "21600"]), answer.isSuccess
    else { return nil }
    let headers: HTTPHeaders = ["x-aws-ec2-metadata-token": String(decoding: answer.body, as: UTF8.self)]
    let folder = "/latest/meta-data/iam/security-credentials/"
    let roles = try await send(.get, folder, headers)
    guard roles.isSuccess,
      let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline).first
    else { return nil }
    let response = try await send(.get, folder + PercentEncoding.encode(String(role)), headers)
    guard response.isSuccess, let json = try? JSON.parse(String(decoding: response.body, as: UTF8.self)),
      let credentials = AWSCredentials(json: json, tokenName: "Token")
    else {
      throw ProviderError(
        .unauthenticated, "The metadata service of the instance gave no credentials for the role \(role).",
        hint: "Check that the role of the instance profile exists.")
    }
    return credentials
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPHeaders
  ) async throws -> HTTPResponse {
    let isIPv6 = shared.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased() == "ipv6"
    var base =
      shared.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
      ?? (isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254")
    while base.hasSuffix("/") { base.removeLast() }
    do {
      return try await transport.send(
        HTTPRequest(method, base + path, headers: headers, timeout: .seconds(1), isIdempotent: true))
    } catch {
      throw ProviderError.aws(error, action: "The metadata service of the instance")
    }
  }
}
