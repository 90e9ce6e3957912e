import CofreSchema

extension Catalog.AWS {
  static let types = [provider, secretsManagerSecret, secretsManagerSecretVersion]
}
