import CofreJSON

/// AWS behind one address: the service is told by the target header, the region by the signature.
struct AWSService {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func respond() -> SandboxResponse {
    let identifier = RandomText.uuid()
    let isJSON = call.request.header("x-amz-target") != nil
    do {
      return isJSON ? try respondInJSON(identifier) : try respondInXML(identifier)
    } catch let error as AWSError {
      call.store.rollBack()
      return isJSON ? failureInJSON(error, identifier) : failureInXML(error, identifier)
    } catch {
      call.store.rollBack()
      let failure = AWSError("InternalServiceError", "An error occurred on the server side.", status: 500)
      return isJSON ? failureInJSON(failure, identifier) : failureInXML(failure, identifier)
    }
  }

  private var verifier: SignatureVerifier {
    SignatureVerifier(
      accessKeyID: call.identity.awsAccessKeyID, secretAccessKey: call.identity.awsSecretAccessKey, now: call.wallTime)
  }

  // MARK: JSON 1.1

  /// The services by the first part of the target header.
  private static let services = ["secretsmanager": "secretsmanager", "TrentService": "kms"]

  /// The codes of failures that are found before a service sees the request.
  private static let frontCodes: Set<String> = [
    "IncompleteSignatureException", "InvalidSignatureException", "MissingAuthenticationTokenException",
    "SerializationException", "UnknownOperationException", "UnrecognizedClientException",
  ]

  private func respondInJSON(_ identifier: String) throws -> SandboxResponse {
    let target = call.request.header("x-amz-target") ?? ""
    let scope = try verifier.verify(call.request)
    let parts = target.split(separator: ".").map(String.init)
    guard parts.count == 2, let service = Self.services[parts[0]] else {
      throw AWSError("UnknownOperationException", "The sandbox does not have the operation \(target).")
    }
    guard scope.service == service else {
      throw AWSError("InvalidSignatureException", "Credential should be scoped to correct service: '\(service)'. ")
    }
    guard let body = try? JSON.parse(call.request.body), let input = body.objectValue else {
      throw AWSError("SerializationException", "")
    }
    let output =
      service == "kms"
      ? try AWSKeys(region: scope.region, call: call).perform(parts[1], input)
      : try SecretsManager(region: scope.region, call: call).perform(parts[1], input)
    return SandboxResponse(
      status: 200,
      headers: [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", identifier)],
      body: JSON.object(output).serialized())
  }

  private func failureInJSON(_ error: AWSError, _ identifier: String) -> SandboxResponse {
    var body: JSONObject = ["__type": .string(error.code)]
    // Secrets Manager spells the member with a capital; KMS, and the layer in front of both, without.
    let isCapital =
      call.request.header("x-amz-target")?.hasPrefix("secretsmanager.") == true && !Self.frontCodes.contains(error.code)
    if !error.message.isEmpty { body[isCapital ? "Message" : "message"] = .string(error.message) }
    return SandboxResponse(
      status: error.status,
      headers: [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", identifier)],
      body: JSON.object(body).serialized())
  }

  // MARK: Query

  private func respondInXML(_ identifier: String) throws -> SandboxResponse {
    guard call.request.header("authorization") != nil else {
      throw AWSError("MissingAuthenticationToken", "Request is missing Authentication Token", status: 403)
    }
    let scope: SignatureVerifier.Scope
    do {
      scope = try verifier.verify(call.request)
    } catch let error as AWSError {
      throw error.asQueryError
    }
    let form = FormFields(String(decoding: call.request.body, as: UTF8.self))
    guard scope.service == "sts", form["Action"] == "GetCallerIdentity", form["Version"] == "2011-06-15" else {
      throw AWSError(
        "InvalidAction",
        "Could not find operation \(form["Action"] ?? "") for version \(form["Version"] ?? "NO_VERSION_SPECIFIED")")
    }
    let account = Identity.awsAccount
    let partition = AWSRegion(scope.region).partition
    return SandboxResponse(
      text: """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>arn:\(partition):iam::\(account):user/sandbox</Arn>
            <UserId>AIDASANDBOXSANDBOX000</UserId>
            <Account>\(account)</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata>
            <RequestId>\(identifier)</RequestId>
          </ResponseMetadata>
        </GetCallerIdentityResponse>
        """, type: "text/xml", headers: [("x-amzn-RequestId", identifier)])
  }

  private func failureInXML(_ error: AWSError, _ identifier: String) -> SandboxResponse {
    SandboxResponse(
      status: error.status,
      text: """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>\(error.status < 500 ? "Sender" : "Receiver")</Type>
            <Code>\(error.code)</Code>
            <Message>\(escaped(error.message))</Message>
          </Error>
          <RequestId>\(identifier)</RequestId>
        </ErrorResponse>
        """, type: "text/xml", headers: [("x-amzn-RequestId", identifier)])
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
  }
}

extension AWSError {
  /// The same failure of the signature as the Query protocol names it.
  fileprivate var asQueryError: AWSError {
    switch code {
    case "UnrecognizedClientException": AWSError("InvalidClientTokenId", message, status: 403)
    case "InvalidSignatureException": AWSError("SignatureDoesNotMatch", message, status: 403)
    case "MissingAuthenticationTokenException": AWSError("MissingAuthenticationToken", message, status: 403)
    case "IncompleteSignatureException": AWSError("IncompleteSignature", message, status: 400)
    default: self
    }
  }
}

/// A region's name and what follows from it.
struct AWSRegion {
  let name: String

  init(_ name: String) { self.name = name }

  var partition: String {
    if name.hasPrefix("cn-") { return "aws-cn" }
    if name.hasPrefix("us-gov-") { return "aws-us-gov" }
    if name.hasPrefix("eusc-") { return "aws-eusc" }
    return "aws"
  }

  /// Whether the name has the form `us-west-2`.
  var isWellFormed: Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 3 && parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy { "a"..."z" ~= $0 } }
      && parts.last.map { !$0.isEmpty && $0.allSatisfy { "0"..."9" ~= $0 } } == true
  }
}
