import CofreCrypto
import CofreModel
import Glibc

/// A file with a wrapping key of 32 bytes, for its owner only.
struct KeyFile {
  private static let prefix = "cofre-key-v1:"

  let key: SecretBytes

  /// The first 16 hexadecimal digits of a hash that tells key files apart and nothing about the key.
  var fingerprint: String {
    let binding = Binding("cofre/v1/key-file-fingerprint")
    return Hex.encode(key.withBytes { HKDFSHA256.derive(from: $0, info: binding.bytes, count: 8) })
  }

  /// Reads the file, or returns nil when there is none.
  ///
  /// Throws when others than the owner may read or write it, or it is no key file.
  init?(reading path: String) throws {
    guard let mode = Files.mode(of: path) else { return nil }
    guard mode & 0o077 == 0 else {
      throw WrappedKey.error(
        "key-file-open", "Key file open to others",
        "The key file '\(path)' may be used by others than its owner (mode \(String(mode & 0o777, radix: 8))).",
        hint: "Close it, and change the secrets it protected if others use this machine:\n    chmod 600 '\(path)'")
    }
    guard var bytes = try Files.read(path) else { return nil }
    defer { wipe(&bytes) }
    let lines = bytes.split(separator: 10).filter { $0.first != UInt8(ascii: "#") }
    guard lines.count == 1, let line = lines.first, line.starts(with: Self.prefix.utf8),
      var decoded = SealedText.decode(String(decoding: line.dropFirst(Self.prefix.utf8.count), as: UTF8.self)),
      decoded.count == AES256GCM.keyByteCount
    else {
      throw WrappedKey.error(
        "key-file-malformed", "Not a key file",
        "The file '\(path)' is not a key file of Cofre, or was changed.",
        hint: "Restore it from a copy. Without it, the encrypted values of its stacks cannot be read.")
    }
    key = SecretBytes(wiping: &decoded)
  }

  /// Reads the file, and makes it first when there is none.
  ///
  /// Two processes that do so at once end with the same key.
  static func readOrMake(_ path: String) throws -> KeyFile {
    if let file = try KeyFile(reading: path) { return file }
    try Files.makePrivateFolder(Files.folder(of: path))
    var text = Array(
      """
      # Key file of Cofre. It unwraps the data keys of the stacks made with it: keep a copy in a safe place, and never
      # put it into version control. Whoever has it can read the encrypted values of those stacks.

      """.utf8)
    text += prefix.utf8
    let key = SecretBytes.random(AES256GCM.keyByteCount)
    text += key.withBytes { Base64.encode($0) }.utf8
    text.append(10)
    defer { wipe(&text) }
    let temporary = "\(path).\(Random.hex(bytes: 8)).tmp"
    let file = try FileDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL, orFail: "could not be made")
    defer { unlink(temporary) }
    try file.write(text)
    try file.synchronize()
    guard link(temporary, path) == 0 || errno == EEXIST else { throw FileError("could not be made", path) }
    try Files.synchronizeFolder(of: path)
    guard let file = try KeyFile(reading: path) else { throw FileError("could not be read", path, code: ENOENT) }
    return file
  }
}
