import CofreHTTP
import CofreJSON
import CofreProvider

/// What ECS, EKS Pod Identity and CloudShell give to the programs in their containers.
struct ContainerCredentials: CredentialSource {
  let name = "the container's credentials"
  let shared: AWSSharedConfiguration
  let transport: any HTTPTransport

  func credentials() async throws -> AWSCredentials? {
    let url: String
    if let path = shared.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      url = "http://169.254.170.2\(path.hasPrefix("/") ? "" : "/")\(path)"
    } else if let full = shared.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
      url = full
    } else {
      return nil
    }
    guard let parts = URLParts(url), parts.scheme == "https" || parts.isLoopback || Self.hosts.contains(parts.host)
    else {
      throw ProviderError(
        .notConfigured, "AWS_CONTAINER_CREDENTIALS_FULL_URI names a host that credentials are not fetched from.",
        hint: "It must be https, this machine, or the address that the container platform serves.")
    }
    var headers = HTTPHeaders()
    headers["Authorization"] = try authorization()
    let request = HTTPRequest(.get, url, headers: headers, timeout: .seconds(2))
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      throw ProviderError.aws(error, action: "The container's credentials")
    }
    guard response.isSuccess, let json = try? JSON.parse(String(decoding: response.body, as: UTF8.self)),
      let credentials = AWSCredentials(json: json, tokenName: "Token")
    else {
      throw ProviderError(
        .unauthenticated, "\(parts.authority) gave no credentials to this container (status \(response.status)).",
        hint: "Check the task role, or the pod identity association.")
    }
    return credentials
  }

  private static let hosts: Set<String> = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

  private func authorization() throws -> String? {
    guard let path = shared.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
      return shared.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    }
    guard let text = shared.text(ofFile: path) else {
      throw ProviderError(
        .notConfigured, "\(path), which AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, cannot be read.")
    }
    return text.split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
