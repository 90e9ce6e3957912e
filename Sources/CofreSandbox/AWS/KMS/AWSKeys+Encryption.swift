import CofreCrypto
import CofreJSON

/// Encryption with symmetric keys.
///
/// A ciphertext names its key: a length, the key's id, and what was sealed.
extension AWSKeys {
  func encrypt(_ input: JSONObject) throws -> JSONObject {
    let key = try usableKey(input)
    guard let plaintext = Base64.decode(input.string("Plaintext") ?? ""), 1...4096 ~= plaintext.count else {
      throw AWSError.validation(
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length between 1 "
          + "and 4096")
    }
    try checkDryRun(input)
    return [
      "CiphertextBlob": .string(Base64.encode(try seal(plaintext, key, input))), "KeyId": key["Arn"] ?? nil,
      "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    ]
  }

  func decrypt(_ input: JSONObject) throws -> JSONObject {
    let invalid = AWSError("InvalidCiphertextException", "")
    let blob = Base64.decode(input.string("CiphertextBlob") ?? "") ?? []
    guard let length = blob.first, blob.count > Int(length) + 1 else { throw invalid }
    let identifier = String(decoding: blob[1...Int(length)], as: UTF8.self)
    guard call.store[Self.table, "\(region)/\(identifier)"] != nil else { throw invalid }
    let key = try usableKey(["KeyId": .string(identifier)])
    if input["KeyId"] != nil, try usableKey(input)["KeyId"] != key["KeyId"] {
      throw AWSError(
        "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")
    }
    guard
      let plaintext = try? AES256GCM.open(
        Array(blob.dropFirst(Int(length) + 1)), key: material(key), context: context(identifier, input))
    else { throw invalid }
    try checkDryRun(input)
    return [
      "Plaintext": .string(Base64.encode(plaintext)), "KeyId": key["Arn"] ?? nil,
      "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    ]
  }

  func generateDataKey(_ input: JSONObject) throws -> JSONObject {
    let key = try usableKey(input)
    let count: Int
    switch (input.string("KeySpec"), input.integer("NumberOfBytes")) {
    case ("AES_256", nil): count = 32
    case ("AES_128", nil): count = 16
    case (nil, let bytes?) where 1...1024 ~= bytes: count = Int(bytes)
    default: throw AWSError.validation("Please specify either number of bytes (1 to 1024) or key spec.")
    }
    try checkDryRun(input)
    let plaintext = Random.bytes(count)
    return [
      "CiphertextBlob": .string(Base64.encode(try seal(plaintext, key, input))),
      "Plaintext": .string(Base64.encode(plaintext)), "KeyId": key["Arn"] ?? nil,
    ]
  }

  func generateDataKeyWithoutPlaintext(_ input: JSONObject) throws -> JSONObject {
    var output = try generateDataKey(input)
    output["Plaintext"] = nil
    return output
  }

  /// A symmetric key that is enabled.
  private func usableKey(_ input: JSONObject) throws -> JSONObject {
    let key = try livingKey(input, takesAlias: true)
    try requireEnabled(key)
    guard key.string("KeySpec") == "SYMMETRIC_DEFAULT" else {
      throw AWSError("UnsupportedOperationException", "The sandbox uses symmetric keys only.")
    }
    return key
  }

  private func checkDryRun(_ input: JSONObject) throws {
    guard !input.bool("DryRun") else {
      throw AWSError(
        "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.", status: 412)
    }
  }

  private func material(_ key: JSONObject) -> [UInt8] { Base64.decode(key.string("_material") ?? "") ?? [] }

  private func seal(_ plaintext: [UInt8], _ key: JSONObject, _ input: JSONObject) throws -> [UInt8] {
    let identifier = key.string("KeyId") ?? ""
    return [UInt8(identifier.utf8.count)] + Array(identifier.utf8)
      + (try AES256GCM.seal(plaintext, key: material(key), context: context(identifier, input)))
  }

  /// What a ciphertext is bound to: its key and the encryption context, whatever the order of its members.
  private func context(_ identifier: String, _ input: JSONObject) -> [UInt8] {
    let pairs = JSON.object(input.object("EncryptionContext") ?? [:]).canonical
    return JSON.array([.string(identifier), pairs]).serialized()
  }
}
