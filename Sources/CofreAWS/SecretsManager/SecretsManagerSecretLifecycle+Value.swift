import CofreCrypto
import CofreJSON
import CofreModel
import CofreProvider

extension SecretsManagerSecretLifecycle: SecretValueAccess {
  func setSecretValue(_ value: Sensitive, of state: ResourceState) async throws -> String {
    guard let text = value.revealString(for: .providerRequest), 1...65_536 ~= text.utf8.count else {
      throw ProviderError(.invalid, "The value of a secret must have 1 to 65,536 bytes.")
    }
    let input: JSONObject = [
      "SecretId": .string(state.id), "SecretString": .string(text),
      // The same at each attempt, so that a lost answer makes no second version.
      "ClientRequestToken": .string(Random.hex(bytes: 16)),
    ]
    let output = try await context.client.call("PutSecretValue", input, sensitive: [value])
    guard let version = output["VersionId"]?.stringValue else {
      throw ProviderError(
        .unexpectedResponse, "The answer to secretsmanager:PutSecretValue names no version.", mayHaveChanged: true)
    }
    return version
  }

  /// A binary value comes as base64.
  func secretValue(of state: ResourceState) async throws -> Sensitive? {
    do {
      let output = try await context.client.call(
        "GetSecretValue", ["SecretId": .string(state.id), "VersionStage": "AWSCURRENT"])
      return (output["SecretString"]?.stringValue ?? output["SecretBinary"]?.stringValue).map { Sensitive($0) }
    } catch let error as ProviderError where error.code == .notFound {
      // The same code says that there is no secret, and that it has no value.
      guard let current = try await context.describe(state.id), current.deletedDate == nil else { throw error }
      return nil
    }
  }
}
