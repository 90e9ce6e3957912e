import CofreCrypto

/// The keys of one stack, all derived from its data key by HKDF-SHA-256.
///
/// The derivation names the purpose, the project and the stack: a data key that is used for two stacks by mistake still
/// gives each its own keys.
package struct StackKeys: Sendable {
  package static let dataKeyByteCount = 32

  let reference: StackReference
  let digestKey: SecretBytes
  let stateKey: SecretBytes
  let configurationKey: SecretBytes

  /// Derives the keys; the data key has ``dataKeyByteCount`` bytes.
  package init(dataKey: SecretBytes, for reference: StackReference) {
    precondition(dataKey.count == Self.dataKeyByteCount, "A data key has 32 bytes")
    self.reference = reference
    digestKey = Self.derive("digest", from: dataKey, reference)
    stateKey = Self.derive("state", from: dataKey, reference)
    configurationKey = Self.derive("configuration", from: dataKey, reference)
  }

  private static func derive(
    _ purpose: String, from dataKey: SecretBytes, _ reference: StackReference
  ) -> SecretBytes {
    var info = Binding("cofre/v1/subkey", reference)
    info.append(purpose)
    var key = dataKey.withBytes { HKDFSHA256.derive(from: $0, info: info.bytes, count: AES256GCM.keyByteCount) }
    return SecretBytes(wiping: &key)
  }
}
