package import CofreJSON

/// The variables with which the clouds' own clients, and Cofre, reach a sandbox.
package struct Environment: Sendable {
  package var variables: [(name: String, value: String)]

  /// The files are those that ``serviceAccount(_:_:)``, ``FederatedToken`` and the
  /// authority's certificate were written to.
  package init(
    identity: Identity, endpoints: Endpoints, serviceAccountFile: String, federatedTokenFile: String,
    authorityFile: String
  ) {
    variables = [
      ("AWS_ENDPOINT_URL", endpoints.http),
      ("AWS_ACCESS_KEY_ID", identity.awsAccessKeyID),
      ("AWS_SECRET_ACCESS_KEY", identity.awsSecretAccessKey),
      ("AWS_REGION", "us-east-1"),
      ("AWS_DEFAULT_REGION", "us-east-1"),
      ("AWS_EC2_METADATA_DISABLED", "true"),
      ("GOOGLE_APPLICATION_CREDENTIALS", serviceAccountFile),
      ("GOOGLE_CLOUD_PROJECT", Identity.gcpProject),
      ("CLOUDSDK_CORE_PROJECT", Identity.gcpProject),
      ("GOOGLE_KMS_CUSTOM_ENDPOINT", "\(endpoints.http)/v1/"),
      ("GOOGLE_SECRET_MANAGER_CUSTOM_ENDPOINT", "\(endpoints.http)/v1/"),
      ("GCE_METADATA_HOST", "127.0.0.1:\(endpoints.httpPort)"),
      ("AZURE_CLIENT_ID", identity.azureClientID),
      ("AZURE_CLIENT_SECRET", identity.azureClientSecret),
      ("AZURE_TENANT_ID", identity.azureTenant),
      ("AZURE_SUBSCRIPTION_ID", identity.azureSubscription),
      ("AZURE_FEDERATED_TOKEN_FILE", federatedTokenFile),
      ("AZURE_AUTHORITY_HOST", endpoints.https),
      ("AZURE_POD_IDENTITY_AUTHORITY_HOST", endpoints.http),
      ("REQUESTS_CA_BUNDLE", authorityFile),
      ("SSL_CERT_FILE", authorityFile),
      ("COFRE_AZURE_ARM_ENDPOINT", endpoints.https),
      ("COFRE_AZURE_VAULT_SUFFIX", endpoints.vaultSuffix),
      ("COFRE_AZURE_OBJECT_ID", identity.azureObjectID),
      ("COFRE_CA_FILE", authorityFile),
    ]
  }

  package var json: JSON { .object(JSONObject(variables.map { ($0.name, .string($0.value)) })) }

  /// The service account's key file, as Google Cloud writes it.
  package static func serviceAccount(_ identity: Identity, _ endpoints: Endpoints) -> JSON {
    [
      "type": "service_account", "project_id": .string(Identity.gcpProject),
      "private_key_id": .string(identity.gcpPrivateKeyID), "private_key": .string(identity.gcpPrivateKey),
      "client_email": .string(identity.gcpClientEmail), "client_id": "100000000000000000000",
      "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": .string("\(endpoints.http)/token"),
      "universe_domain": "googleapis.com",
    ]
  }
}
