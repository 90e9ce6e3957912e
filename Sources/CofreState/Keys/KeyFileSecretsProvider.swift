import CofreCrypto
import CofreModel

/// Wraps data keys with a key file outside the project: the default, which needs no account and asks for nothing.
///
/// Its text is `keyfile:v1:<fingerprint of the key file>:<base64>`.
package struct KeyFileSecretsProvider: SecretsProvider {
  package let kind = "keyfile"
  private let path: String

  package init(path: String) { self.path = path }

  /// Where the key file lies: `$COFRE_KEY_FILE`, or `cofre/keys/default.key` below `$XDG_CONFIG_HOME` or `~/.config`.
  package static func defaultPath(environment: [String: String]) throws -> String {
    if let path = environment["COFRE_KEY_FILE"], !path.isEmpty { return path }
    let file = "cofre/keys/default.key"
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return "\(folder)/\(file)" }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw WrappedKey.error(
        "key-file-unplaced", "No place for the key file",
        "The environment has no HOME, so there is no place for the key file.",
        hint: "Set COFRE_KEY_FILE to the path of the key file.")
    }
    return "\(home)/.config/\(file)"
  }

  package func wrap(_ dataKey: SecretBytes, for reference: StackReference) async throws -> String {
    let file = try await onThread { try KeyFile.readOrMake(path) }
    let sealed = try WrappedKey.seal(dataKey, kind: kind, key: wrappingKey(file), for: reference)
    return "\(kind):v1:\(file.fingerprint):\(sealed)"
  }

  package func unwrap(_ wrappedKey: String, for reference: StackReference) async throws -> SecretBytes {
    let parts = wrappedKey.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, parts[0] == kind, parts[1] == "v1", parts[2].utf8.count == 16 else {
      throw WrappedKey.malformed(kind, reference)
    }
    guard let file = try await onThread({ try KeyFile(reading: path) }) else {
      throw WrappedKey.error(
        "key-file-missing", "Key file missing",
        "The data key of stack '\(reference.stack)' is wrapped by the key file with the fingerprint \(parts[2]), and there "
          + "is no key file '\(path)'.",
        hint: "Copy it from where the stack was made, or name it with COFRE_KEY_FILE.")
    }
    guard file.fingerprint == parts[2] else {
      throw WrappedKey.error(
        "key-file-wrong", "Another key file",
        "The data key of stack '\(reference.stack)' is wrapped by the key file with the fingerprint \(parts[2]), but "
          + "'\(path)' has the fingerprint \(file.fingerprint).",
        hint: "Name the right one with COFRE_KEY_FILE.")
    }
    guard let dataKey = WrappedKey.open(parts[3], kind: kind, key: wrappingKey(file), for: reference) else {
      throw WrappedKey.error(
        "wrapped-key-changed", "Wrapped data key changed",
        "The key file is the right one, but the wrapped data key of stack '\(reference.stack)' of project "
          + "'\(reference.project)' does not open: it was changed, or copied from another stack.",
        hint: "Restore the 'secrets' section of the stack's settings file from version control.")
    }
    return dataKey
  }

  private func wrappingKey(_ file: KeyFile) -> SecretBytes {
    let info = Binding("cofre/v1/key-file-wrapping")
    var key = file.key.withBytes { HKDFSHA256.derive(from: $0, info: info.bytes, count: AES256GCM.keyByteCount) }
    return SecretBytes(wiping: &key)
  }

  private func onThread<Result: Sendable>(_ job: @escaping @Sendable () throws -> Result) async throws -> Result {
    do {
      return try await SerialThread.runOnce(job)
    } catch let error as FileError {
      throw WrappedKey.error(
        "key-file-unreadable", "Key file not accessible",
        "The key file '\(error.path)' \(error.action): \(error.reason).",
        hint: "Name another one with COFRE_KEY_FILE, or make this one accessible.")
    }
  }
}
