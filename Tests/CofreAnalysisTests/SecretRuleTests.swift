import CofreAnalysis
import LuaSyntax
import Testing

/// Rules about secrets.
///
/// Keys are put together here, so that nothing that looks for keys finds any in this file.
@Suite struct SecretRuleTests {
  private let prelude = modules + "local _ = { cofre, aws, azure, gcp, config }\n"

  private func check(_ script: Diagnosed) { #expect(diagnosed(prelude + script.text) == script.expected) }

  private static let letters = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xRuLoIqAzXsWcDe"

  @Test(
    arguments: [
      "AKI" + "AQ3EGZ7PLMNB4XYTR", "ghp" + "_" + letters.prefix(36), "github" + "_pat_" + letters.prefix(40),
      "glp" + "at-" + letters.prefix(20), "xox" + "b-1234567890-" + letters.prefix(24),
      "sk" + "_live_" + letters.prefix(24),
      "sk" + "-proj-" + letters.prefix(44), "sk" + "-ant-api03-" + letters.prefix(40), "hf" + "_" + letters.prefix(34),
      "npm" + "_" + letters.prefix(36), "pypi" + "-AgEIcHlwaS5vcmc" + letters, "AIz" + "a" + letters.prefix(35),
      "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + letters,
      "postgres://app:" + "s3cr3t@db.example.com/app", "Server=db;User Id=app;" + "Password=s3cr3t;",
      "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + letters + letters + "==",
      "https://a.blob.core.windows.net/c?sv=2022&sig=" + letters, letters,
    ] as [String])
  func knowsKeysByTheirForm(_ key: String) {
    #expect(diagnosed("print(\"\(key)\")") == ["hard-coded-secret \"\(key)\""])
    for diagnostic in Marked("print(\"\(key)\")").analysis().diagnostics() {
      #expect(!"\(diagnostic)".contains(key.suffix(12)))
    }
  }

  @Test func knowsPrivateKeysOfSeveralLines() {
    let key = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"
    #expect(diagnosed("print [[\n\(key)]]").count == 1)
    let account = "{\"type\": \"service_account\", \"private_key\": \"-----BEGIN PRIVATE " + "KEY-----\\n\"}"
    #expect(diagnosed("print [[\(account)]]").count == 1)
    #expect(diagnosed("print [[-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----]]") == [])
  }

  @Test(arguments: [
    "123e4567-e89b-12d3-a456-426614174000", "d41d8cd98f00b204e9800998ecf8427e",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "arn:aws:secretsmanager:us-west-2:123456789012:secret:models/apiKey-AbCdEf",
    "projects/my-project/locations/us-central1/keyRings/keyRing/cryptoKeys/cryptoKey",
    "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/my-resource-group",
    "/usr/share/lua/5.4/someLongModuleName/AnotherModule.lua", "https://example.com/a/b?c=d&e=f",
    "thisIsAVeryLongIdentifierInCamelCase2WithManyWords", "THIS_IS_A_CONSTANT_OF_MANY_WORDS_2026",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "postgres://app:%s@db.example.com/app", "postgres://app:${PW}@db/app",
    "Password=", "Server=db;User Id=app;Password={0};", "The quick brown fox jumps over the lazy dog 123",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c",
    "2026-11-21T00:00:00.000Z/2026-11-22T00:00:00.000Z",
  ])
  func knowsWhatIsNoKey(_ text: String) { #expect(diagnosed("print(\"\(text)\")") == []) }

  @Test(arguments: [
    Diagnosed("local db_password = \"tr0ub4dor&3xyz\"\nprint(db_password)", "hard-coded-secret \"tr0ub4dor&3xyz\""),
    Diagnosed("print { apiKey = \"0123456789abcdef0f1e2d3c\" }", "hard-coded-secret \"0123456789abcdef0f1e2d3c\""),
    Diagnosed("local token = \"my-service-token-v2\"\nprint(token)"),
    Diagnosed("local secret = \"models/api-key-2026\"\nprint(secret)"),
    Diagnosed("local secret_name = \"0123456789abcdef0f1e2d3c\"\nprint(secret_name)"),
    Diagnosed("local token = \"<your token 12>\"\nprint(token)"),
  ])
  func knowsKeysByTheirName(_ script: Diagnosed) { check(script) }

  @Test(arguments: ["S3cr3t!pass", "My$ecret2026", "Token#42abc"] as [String])
  func knowsPasswordsByASignAmongLettersAndDigits(_ text: String) {
    check(Diagnosed("local db_password = \"\(text)\"\nprint(db_password)", "hard-coded-secret \"\(text)\""))
  }

  @Test(arguments: [
    "password = \"changeme\"", "password_prompt = \"Pass1!word\"", "secret_name = \"S3cr3t!pass\"",
    "token_url = \"https://a.example/token?x=1\"", "password = \"password1\"", "password = \"$DB_PASS1\"",
    "password = \"!vault_key1\"", "password = \"pass?word=key\"", "password = \"db/secret#1\"",
    "password_key = \"a1!bcdefg\"",
  ])
  func knowsWhatIsNoPassword(_ field: String) { check(Diagnosed("print { \(field) }")) }

  @Test func looksIntoBase64() {
    let plain = "eyJuYW1lIjogInRlYW0tdmlzaW9uIiwgImFnZSI6IDEyfQ=="
    check(Diagnosed("print(\"\(plain)\")"))
    // DB_PASSWORD=tr0ub4dor&3xyz
    let secret = "REJfUEFTU1dPUkQ9dHIwdWI0" + "ZG9yJjN4eXo="
    check(Diagnosed("print(\"\(secret)\")", "hard-coded-secret \"\(secret)\""))
    let found = Marked("print(\"\(secret)\")").analysis().diagnostics()
    #expect(found.first?.detail.hasPrefix("The text is base64, and what it stands for looks like a file") == true)
  }

  private static let secret = "local s = config:require_secret \"k\"\n"

  @Test(arguments: [
    Diagnosed(
      secret + "aws.secretsmanager.Secret(\"a\", { tags = { key = s } })", "secret-in-plain-property s"),
    Diagnosed(
      secret + "local text = \"key: \" .. s\naws.secretsmanager.Secret(\"a\", { description = text })",
      "secret-in-plain-property text"),
    Diagnosed(
      secret + "aws.secretsmanager.Secret(\"a\", { description = cofre.format(\"%s\", s) })",
      "secret-in-plain-property cofre.format(\"%s\", s)"),
    Diagnosed(secret + "aws.secretsmanager.Secret(\"a\", { name = s })", "secret-name s"),
    Diagnosed(secret + "aws.secretsmanager.SecretVersion(\"a\", { secret_id = \"b\", secret_string = s })"),
    Diagnosed(secret + "cofre.Record(\"a\", { values = { key = s } })"),
    Diagnosed(secret + "print(s)", "secret-logged s"),
    Diagnosed(secret + "cofre.log.info(\"a\" .. s)", "secret-logged \"a\" .. s"),
    Diagnosed(secret + "s:apply(function(v) print(v:upper()) end)", "secret-logged v:upper()"),
    Diagnosed(
      secret + "s:apply(function(v) local text = \"a\" .. v error(text) end)", "secret-logged text"),
    Diagnosed(secret + "s:apply(function(v) print(#v, type(v)) end)"),
    Diagnosed(
      secret + "cofre.all { s, 1 }:apply(function(values) print(values[1]) end)", "secret-logged values[1]"),
    Diagnosed("cofre.all { 1, 2 }:apply(function(values) print(values[1]) end)"),
    Diagnosed(secret + "cofre.export(\"a\", s)"),
    Diagnosed(secret + "cofre.export(\"a\", cofre.unsecret(s))", "secret-exported cofre.unsecret(s)"),
    Diagnosed(secret + "cofre.export(\"a\", cofre.unsecret(s:apply(function(v) return #v end)))"),
    Diagnosed(
      secret + "local plain = cofre.unsecret(s)\ncofre.export(\"a\", plain)"),
  ])
  func followsASecret(_ script: Diagnosed) { check(script) }

  private static func vault(_ properties: String, _ options: String = "") -> String {
    "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = { tenant_id = config:require \"t\", "
      + "sku = { name = \"standard\" }, \(properties) } }\(options))"
  }

  @Test(arguments: [
    Diagnosed(vault("enable_purge_protection = false"), "no-purge-protection false"),
    Diagnosed(vault("enable_soft_delete = false"), "no-purge-protection false"),
    Diagnosed(vault("", ", { protect = true }"), "no-purge-protection properties"),
    Diagnosed(vault("enable_purge_protection = true", ", { protect = true }")),
    Diagnosed(vault("")),
    Diagnosed(vault("public_network_access = \"enabled\""), "public-network-access \"enabled\""),
    Diagnosed(vault("public_network_access = \"disabled\"")),
    Diagnosed(vault("network_acls = { default_action = \"Allow\" }"), "public-network-access \"Allow\""),
    Diagnosed(vault("network_acls = { default_action = \"Deny\" }")),
    Diagnosed("aws.secretsmanager.Secret(\"a\", { recovery_window_in_days = 0 })", "no-recovery-window 0"),
    Diagnosed(
      "gcp.kms.CryptoKey(\"a\", { key_ring_id = config:require \"r\", purpose = \"ENCRYPT_DECRYPT\" })",
      "no-rotation gcp.kms.CryptoKey"),
    Diagnosed("gcp.kms.CryptoKey(\"a\", { key_ring_id = config:require \"r\", purpose = \"ASYMMETRIC_SIGN\" })"),
    Diagnosed(
      "local purpose = config:get \"p\"\ngcp.kms.CryptoKey(\"a\", { key_ring_id = config:require \"r\", purpose = purpose })"
    ),
    Diagnosed(
      "gcp.kms.CryptoKey(\"a\", { key_ring_id = config:require \"r\", rotation_period = \"3600s\" })",
      "rotation-out-of-range \"3600s\""),
  ])
  func seesWhatIsLeftOpen(_ script: Diagnosed) { check(script) }

  private static func policy(_ statement: String) -> String {
    "aws.secretsmanager.Secret(\"a\", { policy = [[{\"Statement\": [\(statement)]}]] })"
  }

  @Test(arguments: [
    ("{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\"}", true),
    ("{\"Principal\": {\"AWS\": \"*\"}, \"Effect\": \"Allow\"}", true),
    ("{\"Principal\": {\"AWS\": [\"arn:aws:iam::1:root\", \"*\"]}, \"Effect\": \"Allow\"}", true),
    ("{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\"}", false),
    ("{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Condition\": {\"StringEquals\": {\"a\": \"b\"}}}", false),
    ("{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::1:root\"}, \"Resource\": \"*\"}", false),
  ])
  func readsPolicies(_ statement: String, _ isOpen: Bool) {
    let found = diagnosed(prelude + Self.policy(statement)).map { $0.prefix(18) }
    #expect(found == (isOpen ? ["wildcard-principal"] : []))
  }

  @Test(arguments: [
    Diagnosed("print { Effect = \"Allow\", Principal = \"*\" }", "wildcard-principal \"*\""),
    Diagnosed(
      "print { Effect = \"Allow\", Principal = { AWS = { \"*\" } } }", "wildcard-principal { AWS = { \"*\" } }"),
    Diagnosed("print { Effect = \"Deny\", Principal = \"*\" }"),
    Diagnosed("print { Effect = \"Allow\", Principal = \"*\", Condition = {} }"),
    Diagnosed("print { Effect = \"Allow\", Principal = { AWS = \"arn\" } }"),
  ])
  func readsPoliciesInTables(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    ("your-tenant-id", true), ("<project>", true), ("projects/<project>/keys", true), ("REPLACE_ME", true),
    ("00000000-0000-0000-0000-000000000000", true), ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", true),
    ("/subscriptions/your-subscription-id/resourceGroups/g", true), ("changeme", true), ("TODO", true),
    ("123e4567-e89b-12d3-a456-426614174000", false), ("yourself", false), ("a <b> c", false), ("", false),
  ])
  func knowsPlaceholders(_ text: String, _ isPlaceholder: Bool) {
    let script = "aws.secretsmanager.Secret(\"a\", { description = \"\(text)\" })"
    #expect(diagnosed(prelude + script) == (isPlaceholder ? ["placeholder-value \"\(text)\""] : []))
  }
}
