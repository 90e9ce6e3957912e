import CofreJSON

extension AWSKeys {
  func createAlias(_ input: JSONObject) throws -> JSONObject {
    let name = try aliasName(input)
    guard call.store[Self.aliasTable, "\(region)/\(name)"] == nil else {
      throw AWSError("AlreadyExistsException", "An alias with the name \(arnPrefix)\(name) already exists")
    }
    let key = try livingKey(input, "TargetKeyId")
    write(name, key, created: timestamp(call.now))
    return [:]
  }

  /// Points an alias at another key, which must be of the same kind.
  func updateAlias(_ input: JSONObject) throws -> JSONObject {
    let name = try aliasName(input)
    let alias = try alias(name)
    let (key, former) = (
      try livingKey(input, "TargetKeyId"), call.store[Self.table, "\(region)/\(alias.string("TargetKeyId") ?? "")"]
    )
    if let former, former["KeyUsage"] != key["KeyUsage"] || former["KeySpec"] != key["KeySpec"] {
      throw AWSError.validation("Alias \(arnPrefix)\(name) cannot be changed to a key of another usage or spec.")
    }
    write(name, key, created: alias["CreationDate"] ?? timestamp(call.now))
    return [:]
  }

  func deleteAlias(_ input: JSONObject) throws -> JSONObject {
    let name = try aliasName(input)
    _ = try alias(name)
    call.store[Self.aliasTable, "\(region)/\(name)"] = nil
    return [:]
  }

  func listAliases(_ input: JSONObject) throws -> JSONObject {
    let target = try input["KeyId"].map { _ in try key(input).string("KeyId") }
    let aliases = call.store.records(Self.aliasTable, prefix: region + "/").map(\.record)
      .filter { target == nil || $0.string("TargetKeyId") == target }
    return try page(aliases.map(JSON.object), as: "Aliases", input)
  }

  private func write(_ name: String, _ key: JSONObject, created: JSON) {
    call.store[Self.aliasTable, "\(region)/\(name)"] = [
      "AliasName": .string(name), "AliasArn": .string(arnPrefix + name), "TargetKeyId": key["KeyId"] ?? nil,
      "CreationDate": created, "LastUpdatedDate": timestamp(call.now),
    ]
  }

  private func alias(_ name: String) throws -> JSONObject {
    guard let alias = call.store[Self.aliasTable, "\(region)/\(name)"] else {
      throw AWSError("NotFoundException", "Alias \(arnPrefix)\(name) is not found.")
    }
    return alias
  }

  private func aliasName(_ input: JSONObject) throws -> String {
    let name = input.string("AliasName") ?? ""
    guard name.hasPrefix("alias/"), 7...256 ~= name.count,
      name.dropFirst(6).allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/_-".contains($0)) })
    else {
      throw AWSError(
        "InvalidAliasNameException",
        "Alias must start with the prefix \"alias/\" and be of letters, digits, '/', '_' and '-'. Please see "
          + "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html")
    }
    guard !name.hasPrefix("alias/aws/") else { throw AWSError("NotAuthorizedException", "") }
    return name
  }
}
