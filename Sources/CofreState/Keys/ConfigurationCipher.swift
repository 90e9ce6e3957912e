import CofreCrypto
package import CofreModel

/// Encrypts the sensitive values of a stack's configuration, each bound to project, stack and key.
package struct ConfigurationCipher: Sendable {
  private static let prefix = "v1:"

  private let keys: StackKeys

  package init(keys: StackKeys) { self.keys = keys }

  /// The text that stands in the stack's settings file: `v1:` and base64.
  package func seal(_ value: Sensitive, key: String) throws -> String {
    let sealed = try SensitiveScalar.withBytes(of: value) { bytes in
      try keys.configurationKey.withBytes { try AES256GCM.seal(bytes, key: $0, context: binding(key).bytes) }
    }
    return Self.prefix + Base64.encode(sealed)
  }

  /// The value, or nil when the text was changed, stood at another key, or was sealed with another data key.
  package func open(_ text: String, key: String) -> Sensitive? {
    guard text.utf8.starts(with: Self.prefix.utf8) else { return nil }
    let base64 = String(Substring(text.utf8.dropFirst(Self.prefix.utf8.count)))
    return SealedText.open(base64, key: keys.configurationKey, context: binding(key))
  }

  private func binding(_ key: String) -> Binding {
    var binding = Binding("cofre/v1/configuration", keys.reference)
    binding.append(key)
    return binding
  }
}
