import CofreHTTP
import CofreModel
import CofreProvider

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: CredentialSource {
  let name = "the environment"
  let shared: AWSSharedConfiguration

  func credentials() async throws -> AWSCredentials? {
    let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    switch (shared.variable(names[0]), shared.variable(names[1])) {
    case (let key?, let secret?):
      return AWSCredentials(
        accessKeyID: key, secretAccessKey: Sensitive(secret),
        sessionToken: shared.variable("AWS_SESSION_TOKEN").map { Sensitive($0) },
        expiration: shared.variable("AWS_CREDENTIAL_EXPIRATION").flatMap { UTCTime(rfc3339: $0) }
          .map { Double($0.secondsSince1970) })
    case (nil, nil):
      return nil
    case (let key, _):
      throw ProviderError(
        .notConfigured, "\(names[key == nil ? 1 : 0]) is set and \(names[key == nil ? 0 : 1]) is not.",
        hint: "Set both, or neither to use a profile.")
    }
  }
}
