import CofreHTTP
import CofreProvider

/// Which project resources belong to that name none.
actor GCPProject {
  nonisolated private let environment: GCPEnvironment
  nonisolated private let credentials: CredentialChain
  private let metadata: MetadataServer
  private var answered: String?

  init(environment: GCPEnvironment, credentials: CredentialChain, metadata: MetadataServer) {
    self.environment = environment
    self.credentials = credentials
    self.metadata = metadata
  }

  /// What can be said without the network: the provider's own, the environment's, then the credentials file's.
  ///
  /// Nil when none of them names a project, or the file cannot be used, which the first call will report.
  nonisolated var known: String? {
    if let project = environment.property("project") { return project }
    let variables = environment.variable(
      "GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT")
    return variables ?? (try? credentials.resolve())?.projectID
  }

  /// The project, asked of the metadata server when nothing else names it.
  func resolve() async throws -> String {
    if let project = known ?? answered { return project }
    guard let project = try await metadata.projectID() else {
      throw ProviderError(
        .notConfigured, "No Google Cloud project is set.",
        hint: "Set project = \"…\" at the gcp.Provider or at the resource, gcp.project in the stack's config, or the "
          + "variable GOOGLE_CLOUD_PROJECT.")
    }
    answered = project
    return project
  }
}
