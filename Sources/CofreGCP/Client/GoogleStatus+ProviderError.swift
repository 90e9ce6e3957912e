import CofreProvider

extension GoogleStatus {
  /// The error as the engine and the user read it.
  ///
  /// `subject` is what the call was about, as a noun phrase; `changes` says whether the call could change something.
  func providerError(about subject: String, changes: Bool) -> ProviderError {
    let code: ProviderError.Code
    switch self.class {
    case .notFound: code = .notFound
    case .alreadyExists: code = .alreadyExists
    case .conflict: code = .conflict
    case .throttled: code = .throttled
    case .unavailable, .ambiguous: code = .unavailable
    case .unauthenticated: code = .unauthenticated
    case .denied: code = .denied
    case .invalid: code = .invalid
    }
    var text = "Google Cloud refused \(subject): \(message.hasSuffix(".") ? message : message + ".")"
    for violation in fieldViolations where !message.contains(violation.dropLast()) { text += " \(violation)" }
    return ProviderError(
      code, text, hint: hint, cloudCode: reason.isEmpty ? status : "\(status) \(reason)",
      mayHaveChanged: changes && (self.class == .ambiguous || self.class == .unavailable))
  }

  private var hint: String? {
    switch (self.class, reason) {
    case (_, "SERVICE_DISABLED"):
      let service = metadata["service"] ?? "cloudkms.googleapis.com"
      let project = metadata["consumer"].map { " --project \($0.split(separator: "/").last ?? "")" } ?? ""
      return
        "Enable the API, wait a minute or two, and run the command again: gcloud services enable \(service)\(project)"
    case (_, "CONSUMER_INVALID"), (_, "USER_PROJECT_DENIED"):
      return "Check the provider's project and billing_project: the project must exist and the caller must have "
        + "serviceusage.services.use in it."
    case (_, "BILLING_DISABLED"):
      return "Link the project to a billing account."
    case (.denied, _):
      let permission = metadata["permission"].map { "the permission \($0)" } ?? "the permission that the message names"
      return "Grant \(permission) to the account that Cofre uses; a new grant takes up to seven minutes to work."
    case (.unauthenticated, _):
      return "Log in again (gcloud auth application-default login) or check GOOGLE_APPLICATION_CREDENTIALS."
    case (.throttled, _):
      return "Run the command again later, or with a lower --parallel."
    case (.unavailable, _), (.ambiguous, _):
      return "Run the command again; https://status.cloud.google.com says whether there is an outage."
    case (.conflict, _):
      return "Something else changed it at the same time. Run the command again."
    default:
      return nil
    }
  }
}
