import CofreCrypto
import CofreModel

/// The steps that every provider with a local wrapping key shares.
enum WrappedKey {
  static func seal(
    _ dataKey: SecretBytes, kind: String, key: SecretBytes, for reference: StackReference
  ) throws -> String {
    let context = context(kind, reference)
    let sealed = try dataKey.withBytes { plain in
      try key.withBytes { try AES256GCM.seal(plain, key: $0, context: context) }
    }
    return Base64.encode(sealed)
  }

  /// The data key, or nil when the text was changed or copied from another stack, or the key is another one.
  static func open(_ text: String, kind: String, key: SecretBytes, for reference: StackReference) -> SecretBytes? {
    let context = context(kind, reference)
    guard let sealed = SealedText.decode(text),
      var plain = try? key.withBytes({ try AES256GCM.open(sealed, key: $0, context: context) })
    else { return nil }
    guard plain.count == StackKeys.dataKeyByteCount else {
      wipe(&plain)
      return nil
    }
    return SecretBytes(wiping: &plain)
  }

  static func error(_ code: String, _ summary: String, _ detail: String, hint: String?) -> DiagnosticError {
    DiagnosticError(Diagnostic(code: code, summary, detail: detail, hint: hint))
  }

  static func malformed(_ kind: String, _ reference: StackReference) -> DiagnosticError {
    error(
      "wrapped-key-malformed", "Wrapped data key not readable",
      "The wrapped data key of stack '\(reference.stack)' is not in the form that the secrets provider '\(kind)' writes.",
      hint: "Restore the 'secrets' section of the stack's settings file from version control.")
  }

  private static func context(_ kind: String, _ reference: StackReference) -> [UInt8] {
    var binding = Binding("cofre/v1/wrapped-key", reference)
    binding.append(kind)
    return binding.bytes
  }
}
