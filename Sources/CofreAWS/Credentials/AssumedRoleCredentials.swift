import CofreProvider

/// A role that a profile takes with the credentials of another source.
struct AssumedRoleCredentials: CredentialSource {
  let shared: AWSSharedConfiguration
  /// Makes the client that signs with the given sources.
  let sts: @Sendable ([any CredentialSource]) -> STSClient
  /// The sources of another profile, or those that `credential_source` names.
  let sources: @Sendable (_ sourceProfile: String?, _ credentialSource: String?) throws -> [any CredentialSource]

  var name: String { "the role of the profile '\(shared.profileName)'" }

  func credentials() async throws -> AWSCredentials? {
    guard let role = shared.setting("role_arn"), shared.setting("web_identity_token_file") == nil else { return nil }
    guard shared.setting("mfa_serial") == nil else {
      throw ProviderError(
        .notConfigured,
        "The profile '\(shared.profileName)' needs a code of a multi-factor device, which Cofre cannot ask for.",
        hint: "eval \"$(aws configure export-credentials --profile \(shared.profileName) --format env)\"")
    }
    let sourceProfile = shared.setting("source_profile"), credentialSource = shared.setting("credential_source")
    guard (sourceProfile == nil) != (credentialSource == nil) else {
      throw ProviderError(
        .notConfigured,
        "The profile '\(shared.profileName)' has role_arn and \(sourceProfile == nil ? "neither" : "both") of "
          + "source_profile and credential_source.",
        hint: "Give exactly one of the two.")
    }
    var fields = [("RoleArn", role), ("RoleSessionName", shared.setting("role_session_name") ?? "cofre")]
    if let id = shared.setting("external_id") { fields.append(("ExternalId", id)) }
    if let seconds = shared.setting("duration_seconds") { fields.append(("DurationSeconds", seconds)) }
    return try await sts(try sources(sourceProfile, credentialSource)).credentials("AssumeRole", fields)
  }
}
