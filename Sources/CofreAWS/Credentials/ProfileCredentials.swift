import CofreModel
import CofreProvider

/// Keys that stand in a profile: in the credentials file, or else in the config file.
struct ProfileCredentials: CredentialSource {
  let shared: AWSSharedConfiguration
  let file: File

  enum File: String { case credentials, config }

  var name: String { "the profile '\(shared.profileName)' of the shared \(file.rawValue) file" }

  func credentials() async throws -> AWSCredentials? {
    let section = file == .credentials ? shared.credentialsSection : shared.configSection
    func setting(_ name: String) -> String? { section?.settings[name].flatMap { $0.isEmpty ? nil : $0 } }
    switch (setting("aws_access_key_id"), setting("aws_secret_access_key")) {
    case (let key?, let secret?):
      return AWSCredentials(
        accessKeyID: key, secretAccessKey: Sensitive(secret),
        sessionToken: setting("aws_session_token").map { Sensitive($0) })
    case (nil, nil):
      return nil
    case (let key, _):
      throw ProviderError(
        .notConfigured,
        "The profile '\(shared.profileName)' of the shared \(file.rawValue) file has "
          + (key == nil
            ? "aws_secret_access_key and no aws_access_key_id." : "aws_access_key_id and no aws_secret_access_key."),
        hint: "aws configure --profile \(shared.profileName)")
    }
  }
}
