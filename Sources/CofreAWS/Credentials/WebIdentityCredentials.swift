import CofreProvider

/// A role taken with a token that the platform keeps in a file, as in EKS and in CI systems.
struct WebIdentityCredentials: CredentialSource {
  let name = "the web identity token"
  let shared: AWSSharedConfiguration
  let sts: STSClient

  func credentials() async throws -> AWSCredentials? {
    let variables = [
      shared.variable("AWS_WEB_IDENTITY_TOKEN_FILE"), shared.variable("AWS_ROLE_ARN"),
      shared.variable("AWS_ROLE_SESSION_NAME"),
    ]
    let settings = [
      shared.setting("web_identity_token_file"), shared.setting("role_arn"), shared.setting("role_session_name"),
    ]
    let isInEnvironment = variables[0] != nil && !shared.isProfileExplicit
    let source = isInEnvironment ? variables : settings
    guard let path = source[0] else { return nil }
    guard let role = source[1] else {
      throw ProviderError(
        .notConfigured, "A web identity token is configured and no role to take with it.",
        hint: isInEnvironment ? "Set AWS_ROLE_ARN." : "Set role_arn in the profile '\(shared.profileName)'.")
    }
    // Read each time: the platform renews it.
    guard let token = shared.text(ofFile: path)?.split(whereSeparator: \.isWhitespace).first else {
      throw ProviderError(
        .notConfigured, "The web identity token file \(path) cannot be read or is empty.",
        hint: "Check AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file of the profile.")
    }
    return try await sts.credentials(
      "AssumeRoleWithWebIdentity",
      [("RoleArn", role), ("RoleSessionName", source[2] ?? "cofre"), ("WebIdentityToken", String(token))])
  }
}
