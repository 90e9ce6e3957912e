import CofreCrypto
import CofreJSON

extension AWSKeys {
  /// What a key of each kind can be used for, and the member and values that say how.
  private static let uses: [(specs: String, usages: String)] = [
    ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"), ("RSA_2048 RSA_3072 RSA_4096", "ENCRYPT_DECRYPT SIGN_VERIFY"),
    ("ECC_NIST_P256 ECC_NIST_P384 ECC_NIST_P521", "SIGN_VERIFY KEY_AGREEMENT"),
    ("ECC_SECG_P256K1 ECC_NIST_EDWARDS25519 ML_DSA_44 ML_DSA_65 ML_DSA_87", "SIGN_VERIFY"),
    ("HMAC_224 HMAC_256 HMAC_384 HMAC_512", "GENERATE_VERIFY_MAC"),
  ]

  func createKey(_ input: JSONObject) throws -> JSONObject {
    let spec = input.string("KeySpec") ?? input.string("CustomerMasterKeySpec") ?? "SYMMETRIC_DEFAULT"
    guard let usages = Self.uses.first(where: { $0.specs.split(separator: " ").contains(Substring(spec)) })?.usages
    else {
      throw AWSError.validation(
        "1 validation error detected: Value '\(spec)' at 'keySpec' failed to satisfy constraint: Member must satisfy enum "
          + "value set")
    }
    guard spec == "SYMMETRIC_DEFAULT" || input.string("KeyUsage") != nil else {
      throw AWSError.validation(
        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.")
    }
    let usage = input.string("KeyUsage") ?? "ENCRYPT_DECRYPT"
    guard usages.split(separator: " ").contains(Substring(usage)) else {
      throw AWSError.validation("KeyUsage \(usage) is not compatible with KeySpec \(spec)")
    }
    guard input.string("Origin") ?? "AWS_KMS" == "AWS_KMS" else {
      throw AWSError(
        "UnsupportedOperationException", "The sandbox has no keys of the origin \(input.string("Origin") ?? "").")
    }
    let isMultiRegion = input.bool("MultiRegion")
    let identifier = isMultiRegion ? "mrk-\(Random.hex(bytes: 16))" : RandomText.uuid()
    var key: JSONObject = ["AWSAccountId": .string(Identity.awsAccount), "KeyId": .string(identifier)]
    key["Arn"] = .string("\(arnPrefix)key/\(identifier)")
    key["CreationDate"] = timestamp(call.now)
    key["Enabled"] = true
    key["Description"] = .string(try description(input))
    key["KeyUsage"] = .string(usage)
    key["KeyState"] = "Enabled"
    key["Origin"] = "AWS_KMS"
    key["KeyManager"] = "CUSTOMER"
    key["CustomerMasterKeySpec"] = .string(spec)
    key["KeySpec"] = .string(spec)
    if spec == "SYMMETRIC_DEFAULT" { key["EncryptionAlgorithms"] = ["SYMMETRIC_DEFAULT"] }
    key["MultiRegion"] = .bool(isMultiRegion)
    key["_tags"] = .array(try checkedTags(input.array("Tags")))
    key["_policy"] = .string(try policy(input) ?? defaultPolicy)
    key["_material"] = .string(Base64.encode(Random.bytes(AES256GCM.keyByteCount)))
    save(key)
    return ["KeyMetadata": .object(key.withoutNotes)]
  }

  func describeKey(_ input: JSONObject) throws -> JSONObject {
    ["KeyMetadata": .object(try key(input, takesAlias: true).withoutNotes)]
  }

  func listKeys(_ input: JSONObject) throws -> JSONObject {
    try page(
      keys.map { ["KeyId": $0["KeyId"] ?? nil, "KeyArn": $0["Arn"] ?? nil] }, as: "Keys", input)
  }

  func updateKeyDescription(_ input: JSONObject) throws -> JSONObject {
    var key = try livingKey(input)
    key["Description"] = .string(try description(input))
    save(key)
    return [:]
  }

  private func description(_ input: JSONObject) throws -> String {
    let text = input.string("Description") ?? ""
    guard text.count <= 8192 else {
      throw AWSError.validation(
        "1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less "
          + "than or equal to 8192")
    }
    return text
  }

  // MARK: Policies

  func getKeyPolicy(_ input: JSONObject) throws -> JSONObject {
    ["Policy": try key(input)["_policy"] ?? nil, "PolicyName": "default"]
  }

  func putKeyPolicy(_ input: JSONObject) throws -> JSONObject {
    var key = try livingKey(input)
    guard let policy = try policy(input) else { throw AWSError.validation("The policy must not be null.") }
    key["_policy"] = .string(policy)
    save(key)
    return [:]
  }

  private func policy(_ input: JSONObject) throws -> String? {
    guard let text = input.string("Policy") else { return nil }
    guard 1...32_768 ~= text.utf8.count, let policy = try? JSON.parse(text), policy["Statement"] != nil else {
      throw AWSError(
        "MalformedPolicyDocumentException", "The key policy is not valid: it must be JSON with a Statement.")
    }
    return text
  }

  private var defaultPolicy: String {
    let statement: JSON = [
      "Sid": "Enable IAM User Permissions", "Effect": "Allow",
      "Principal": ["AWS": .string("arn:\(AWSRegion(region).partition):iam::\(Identity.awsAccount):root")],
      "Action": "kms:*", "Resource": "*",
    ]
    let policy: JSON = ["Version": "2012-10-17", "Id": "key-default-1", "Statement": [statement]]
    return policy.text()
  }
}
