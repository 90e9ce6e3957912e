package import CofreSchema

extension Catalog.GCP {
  /// Every type of Google Cloud.
  package static let types: [ResourceType] = [
    provider,
    kmsCryptoKey,
    kmsKeyRing,
  ]
}
