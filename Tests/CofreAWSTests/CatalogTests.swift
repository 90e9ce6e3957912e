import CofreAWS
import CofreCatalog
import CofreModel
import CofreSchema
import Testing

@Suite struct CatalogTests {
  /// The paths of what is wrong with inputs.
  private func check(
    _ name: String, _ inputs: [String: Value], _ paths: String...,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let type = try #require(Catalog.resourceType(name))
    let found = type.validate(type.prepare(inputs)).map(\.path.description)
    #expect(found == paths, sourceLocation: sourceLocation)
  }

  @Test func saysWhatASecretMayBe() throws {
    let type = "aws.secretsmanager.Secret"
    try check(type, [:])
    try check(
      type,
      [
        "name": "a/B_1+=.@-", "description": "", "kms_key_id": "alias/x", "policy": "{}", "tags": ["a": "b"],
        "type": "t",
        "replicas": [["region": "eu-west-1", "kms_key_id": "k"]], "recovery_window_in_days": 0, "recover_deleted": true,
      ])
    try check(
      type, ["name": "a b", "policy": "no", "recovery_window_in_days": 3, "tags": ["a": 1], "type": ""],
      "name", "policy", "recovery_window_in_days", "tags.a", "type")
    try check(
      type, ["replicas": [["kms_key_id": "k"], ["region": "moon"]]], "replicas[0].region", "replicas[1].region")
    try check(type, ["name": .string(String(repeating: "x", count: 513))], "name")
  }

  @Test func saysWhatAVersionMayBe() throws {
    let type = "aws.secretsmanager.SecretVersion"
    try check(type, ["secret_id": "s", "secret_string": "x"])
    try check(type, ["secret_id": .unknown, "secret_binary": .unknown, "version_stages": ["BLUE"]])
    try check(type, ["secret_string": "x", "version_stages": []], "version_stages", "secret_id")
    try check(type, ["secret_id": "s", "secret_string": "x", "secret_binary": "x"], "secret_binary")
    try check(type, ["secret_id": "s", "secret_string": ""], "secret_string")
  }

  @Test func saysWhatAProviderMayBe() throws {
    let type = "aws.Provider"
    try check(type, [:])
    try check(type, ["region": "us-gov-west-1", "endpoint": "http://127.0.0.1:1", "access_key": "AKIDEXAMPLE123456"])
    try check(type, ["region": "Oregon", "endpoint": "x", "access_key": "short"], "access_key", "endpoint", "region")
  }

  @Test func aSecretWithoutANameGetsOneThatAWSTakes() throws {
    let type = try #require(Catalog.resourceType("aws.secretsmanager.Secret"))
    let rule = try #require(type.input("name")?.autoName)
    #expect(rule.name(for: "api Secret/é", digits: "0123456789") == "api-Secret/-0123456")
  }
}
