import CofreCrypto
package import CofreModel

/// Wraps data keys with a passphrase, by scrypt.
///
/// Its text is `passphrase:v1:<log2 of the cost>:<salt>:<base64>`.
package struct PassphraseSecretsProvider: SecretsProvider {
  /// Asks the user; `isNew` says that the passphrase is being chosen and had better be typed twice.
  package typealias Prompt = @Sendable (_ isNew: Bool) async throws -> Sensitive

  package let kind = "passphrase"
  private let logCost: Int
  private let given: Sensitive?
  private let prompt: Prompt?

  /// What is read: less would be weak, more would let a changed file take all memory.
  private static let logCosts = 10...19

  /// The passphrase is `$COFRE_PASSPHRASE`, or else what the prompt returns; without a prompt nothing is asked.
  package init(environment: [String: String], logCost: Int = 17, prompt: Prompt? = nil) {
    self.logCost = logCost
    self.prompt = prompt
    given = environment["COFRE_PASSPHRASE"].map { Sensitive($0) }
  }

  package func wrap(_ dataKey: SecretBytes, for reference: StackReference) async throws -> String {
    let passphrase = try await passphrase(isNew: true, reference)
    let salt = Random.bytes(16)
    let key = try await derive(passphrase, salt, logCost)
    let sealed = try WrappedKey.seal(dataKey, kind: kind, key: key, for: reference)
    return "\(kind):v1:\(logCost):\(Base64.encode(salt)):\(sealed)"
  }

  package func unwrap(_ wrappedKey: String, for reference: StackReference) async throws -> SecretBytes {
    let parts = wrappedKey.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0] == kind, parts[1] == "v1", let logCost = Int(parts[2]),
      String(logCost) == parts[2], Self.logCosts.contains(logCost), let salt = SealedText.decode(parts[3]),
      salt.count == 16
    else { throw WrappedKey.malformed(kind, reference) }
    let passphrase = try await passphrase(isNew: false, reference)
    let key = try await derive(passphrase, salt, logCost)
    guard let dataKey = WrappedKey.open(parts[4], kind: kind, key: key, for: reference) else {
      throw WrappedKey.error(
        "passphrase-wrong", "Wrong passphrase",
        "The data key of stack '\(reference.stack)' of project '\(reference.project)' does not open with this passphrase; "
          + "or the wrapped key was changed or copied from another stack.",
        hint: "Check COFRE_PASSPHRASE, or leave it unset to be asked.")
    }
    return dataKey
  }

  private func passphrase(isNew: Bool, _ reference: StackReference) async throws -> Sensitive {
    if let given { return try nonEmpty(given) }
    guard let prompt else {
      throw WrappedKey.error(
        "passphrase-missing", "Passphrase needed",
        "The data key of stack '\(reference.stack)' is wrapped by a passphrase, and there is nobody to ask for it.",
        hint: "Set COFRE_PASSPHRASE.")
    }
    return try nonEmpty(try await prompt(isNew))
  }

  private func nonEmpty(_ passphrase: Sensitive) throws -> Sensitive {
    guard passphrase != Sensitive("") else {
      throw WrappedKey.error(
        "passphrase-empty", "Passphrase is empty", "An empty passphrase protects nothing.", hint: "Choose one.")
    }
    return passphrase
  }

  /// Takes about 0.4 s and 128 MiB at the usual cost, so that it has a thread of its own.
  private func derive(_ passphrase: Sensitive, _ salt: [UInt8], _ logCost: Int) async throws -> SecretBytes {
    try await SerialThread.runOnce {
      var text = Array((passphrase.revealString(for: .sealing) ?? "").utf8)
      defer { wipe(&text) }
      do {
        var key = try Passphrase.key(from: text, salt: salt, cost: 1 << UInt64(logCost))
        return SecretBytes(wiping: &key)
      } catch let error as CryptoError {
        throw WrappedKey.error("passphrase-failed", "Passphrase cannot be used", error.message, hint: nil)
      }
    }
  }
}
