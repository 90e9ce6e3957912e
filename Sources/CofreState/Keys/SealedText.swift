import CofreCrypto
import CofreModel

/// Sealed scalars as base64 text; there is exactly one text for each ciphertext.
enum SealedText {
  /// The value, or nil when the text is not what was written, or key or context are others.
  static func open(_ text: String, key: SecretBytes, context: Binding) -> Sensitive? {
    guard let sealed = decode(text),
      var bytes = try? key.withBytes({ try AES256GCM.open(sealed, key: $0, context: context.bytes) })
    else { return nil }
    defer { wipe(&bytes) }
    return SensitiveScalar.decode(bytes)
  }

  /// The bytes of base64 in its one canonical form: standard alphabet, padded.
  static func decode(_ text: String) -> [UInt8]? {
    guard let bytes = Base64.decode(text), Base64.encode(bytes) == text else { return nil }
    return bytes
  }
}
