import CofreCrypto
import CofreJSON

/// Encryption with a symmetric key.
///
/// A ciphertext starts with the number of its version, in four bytes.
extension KeyManagement {
  private static let maximumBytes = 65_536

  func encrypt(_ key: JSONObject, _ path: GCPPath) throws -> JSON {
    guard key.string("purpose") == "ENCRYPT_DECRYPT" else {
      throw GCPError.invalid("The purpose of \(path.name) does not allow encryption.")
    }
    guard let primary = key.string("_primary"),
      let version = call.store[Self.versions, "\(path.name)/cryptoKeyVersions/\(primary)"]
    else {
      throw GCPError.precondition(
        "\(path.name) has no primary version.", type: "KEY_NO_PRIMARY", subject: path.name)
    }
    return try encrypt(version: version, path)
  }

  func encrypt(version: JSONObject, _ path: GCPPath) throws -> JSON {
    let body = try path.object()
    let plaintext = try bytes(body, "plaintext")
    let context = try bytes(body, "additionalAuthenticatedData")
    try requireEnabled(version)
    let material = Base64.decode(version.string("_material") ?? "") ?? []
    let number = withUnsafeBytes(of: UInt32(Self.number(version)).bigEndian, Array.init)
    let ciphertext = number + (try AES256GCM.seal(plaintext, key: material, context: number + context))
    var output: JSONObject = ["name": version["name"] ?? nil]
    output["ciphertext"] = .string(Base64.encode(ciphertext))
    output["ciphertextCrc32c"] = .string(String(CRC32C.checksum(ciphertext)))
    if body["plaintextCrc32c"] != nil { output["verifiedPlaintextCrc32c"] = true }
    if body["additionalAuthenticatedDataCrc32c"] != nil { output["verifiedAdditionalAuthenticatedDataCrc32c"] = true }
    output["protectionLevel"] = version["protectionLevel"]
    return .object(output)
  }

  func decrypt(_ path: GCPPath) throws -> JSON {
    let body = try path.object()
    let ciphertext = try bytes(body, "ciphertext", limit: Self.maximumBytes + 1024)
    let context = try bytes(body, "additionalAuthenticatedData")
    let failure = GCPError.invalid("Decryption failed: verify that 'name' refers to the correct CryptoKey.")
    guard ciphertext.count > 4 else { throw failure }
    let number = ciphertext[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard let version = call.store[Self.versions, "\(path.name)/cryptoKeyVersions/\(number)"] else { throw failure }
    try requireEnabled(version)
    guard let material = version.string("_material").flatMap(Base64.decode),
      let plaintext = try? AES256GCM.open(
        Array(ciphertext.dropFirst(4)), key: material, context: Array(ciphertext[..<4]) + context)
    else { throw failure }
    var output: JSONObject = [:]
    if !plaintext.isEmpty { output["plaintext"] = .string(Base64.encode(plaintext)) }
    output["plaintextCrc32c"] = .string(String(CRC32C.checksum(plaintext)))
    if call.store[Self.keys, path.name]?.string("_primary") == String(number) { output["usedPrimary"] = true }
    output["protectionLevel"] = version["protectionLevel"]
    return .object(output)
  }

  private func bytes(_ body: JSONObject, _ field: String, limit: Int = maximumBytes) throws -> [UInt8] {
    try GCPChecks.bytes(body, field, checksum: "\(field)Crc32c", limit: limit)
  }
}
