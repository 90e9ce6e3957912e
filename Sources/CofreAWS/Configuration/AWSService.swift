/// A service of AWS, by the names that it has in different places.
package struct AWSService: Sendable, Equatable {
  /// As AWS writes it: `Secrets Manager`.
  package var id: String
  /// The first label of its host and the name it is signed for.
  package var endpointPrefix: String
  /// What stands before the operation in `X-Amz-Target`; empty for a service that does not speak JSON 1.1.
  package var targetPrefix: String

  package static let secretsManager = AWSService(
    id: "Secrets Manager", endpointPrefix: "secretsmanager", targetPrefix: "secretsmanager")
  package static let sts = AWSService(id: "STS", endpointPrefix: "sts", targetPrefix: "")

  /// As in `AWS_ENDPOINT_URL_SECRETS_MANAGER`.
  var variableSuffix: String { identifier.uppercased() }
  /// As in a `services` section.
  var settingName: String { identifier.lowercased() }

  private var identifier: String { String(id.map { $0 == " " || $0 == "-" ? "_" : $0 }) }
}
