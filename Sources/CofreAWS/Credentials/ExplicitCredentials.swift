import CofreModel
import CofreProvider

/// What the provider's own properties say.
struct ExplicitCredentials: CredentialSource {
  let name = "the provider's access_key and secret_key"
  private let value: AWSCredentials?

  /// Throws ``ProviderError`` when only one half of a key is given.
  init(accessKey: Sensitive?, secretKey: Sensitive?, token: Sensitive?) throws {
    switch (accessKey?.revealString(for: .providerRequest), secretKey) {
    case (let accessKey?, let secretKey?):
      value = AWSCredentials(accessKeyID: accessKey, secretAccessKey: secretKey, sessionToken: token)
    case (nil, nil):
      value = nil
    default:
      throw ProviderError(
        .notConfigured, "aws.Provider has only one of access_key and secret_key.",
        hint: "Give both, or neither to use the environment or a profile.")
    }
  }

  func credentials() async throws -> AWSCredentials? { value }
}
