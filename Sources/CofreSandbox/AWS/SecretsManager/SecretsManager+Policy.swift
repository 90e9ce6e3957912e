import CofreJSON

extension SecretsManager {
  func putResourcePolicy(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    guard let text = input.string("ResourcePolicy"), 1...20_480 ~= text.utf8.count else {
      throw AWSError.parameter("ResourcePolicy must have 1 to 20480 characters.")
    }
    guard let policy = try? JSON.parse(text), let statements = Self.statements(of: policy) else {
      throw AWSError("MalformedPolicyDocumentException", "This resource policy contains invalid Json.")
    }
    for statement in statements {
      guard let effect = statement["Effect"]?.stringValue, ["Allow", "Deny"].contains(effect),
        statement["Principal"] != nil || statement["NotPrincipal"] != nil,
        statement["Action"] != nil || statement["NotAction"] != nil
      else {
        throw AWSError(
          "MalformedPolicyDocumentException",
          "This resource policy contains a syntax error: a statement needs Effect, Principal and Action.")
      }
      let isPublic = statement["Principal"] == "*" || statement["Principal"]?["AWS"] == "*"
      if input.bool("BlockPublicPolicy"), effect == "Allow", isPublic, statement["Condition"] == nil {
        throw AWSError(
          "PublicPolicyException", "You can't attach a resource policy that grants broad access to a secret.")
      }
    }
    record["_policy"] = .string(text)
    save(record)
    return names(record)
  }

  func getResourcePolicy(_ input: JSONObject) throws -> JSONObject {
    let record = try secret(input)
    var output = names(record)
    output["ResourcePolicy"] = record["_policy"]
    return output
  }

  func deleteResourcePolicy(_ input: JSONObject) throws -> JSONObject {
    var record = try editableSecret(input)
    record["_policy"] = nil
    save(record)
    return names(record)
  }

  private static func statements(of policy: JSON) -> [JSON]? {
    guard let statement = policy["Statement"] else { return nil }
    if let statements = statement.arrayValue { return statements }
    return statement.objectValue == nil ? nil : [statement]
  }
}
