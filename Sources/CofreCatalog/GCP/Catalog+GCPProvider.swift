package import CofreSchema

extension Catalog.GCP {
  /// `gcp.Provider`: whose credentials, which project, which endpoints.
  package static let provider = ResourceType(
    name: "gcp.Provider",
    summary: "The credentials, project and endpoints with which resources in Google Cloud are managed.",
    documentation: "https://cloud.google.com/docs/authentication/application-default-credentials",
    inputs: [
      .string(
        "access_token", .sensitive,
        doc: """
          An OAuth 2.0 access token to use as it is. It is not renewed. GOOGLE_OAUTH_ACCESS_TOKEN does the same.
          """),
      .string(
        "billing_project", .pattern(projectPattern, projectMeaning),
        doc: """
          The project whose quota the calls count against. GOOGLE_CLOUD_QUOTA_PROJECT does the same; otherwise it is the \
          quota project of the credentials file.
          """),
      .string(
        "credentials", .sensitive,
        doc: """
          The credentials as a JSON text, or the path of the file that holds it. Without it the application default \
          credentials are used: GOOGLE_CREDENTIALS, GOOGLE_APPLICATION_CREDENTIALS, what \
          'gcloud auth application-default login' left, or the metadata server.
          """),
      .string(
        "impersonate_service_account",
        .pattern("[a-zA-Z0-9._-]+@[a-zA-Z0-9.-]+", "the e-mail address of a service account"),
        doc: """
          The e-mail address of a service account to act as. The caller needs iam.serviceAccounts.getAccessToken on it. \
          GOOGLE_IMPERSONATE_SERVICE_ACCOUNT does the same.
          """),
      .string(
        "kms_custom_endpoint", .pattern("https?://[^/?#[:space:]]+(/v1)?/?", "an https URL without a path"),
        doc: """
          Where Cloud KMS is reached instead of https://cloudkms.googleapis.com. Plain http is taken for this machine \
          only. GOOGLE_KMS_CUSTOM_ENDPOINT does the same.
          """),
      .string(
        "project", .pattern(projectPattern, projectMeaning),
        doc: """
          The project of resources that name none. Otherwise it is that of GOOGLE_PROJECT, GOOGLE_CLOUD_PROJECT, \
          GCLOUD_PROJECT, CLOUDSDK_CORE_PROJECT, the credentials file or the metadata server, the first that is there.
          """),
      .string(
        "region",
        .pattern("[a-z]+(-[a-z]+)+[0-9]+", "a region such as \"us-central1\""),
        doc: "The region of resources that name none. Resources of Cloud KMS always name their location."),
      .string(
        "zone", .pattern("[a-z]+(-[a-z]+)+[0-9]+-[a-z]", "a zone such as \"us-central1-a\""),
        doc: "The zone of resources that name none. Resources of Cloud KMS have none."),
    ],
    outputs: [],
    idFormat: "Made up by Cofre; a provider exists in the stack only.",
    examples: [
      """
      local gcp = require "cofre.gcp"
      local provider = gcp.Provider("gcp", { project = "my-project", region = "us-central1" })
      """
    ])

  /// A project ID, with its domain when it has one, or a project number.
  static let projectPattern = "([a-z0-9.-]+:)?[a-z0-9][a-z0-9-]{0,62}"
  static let projectMeaning = "a project ID such as \"my-project\""
}
