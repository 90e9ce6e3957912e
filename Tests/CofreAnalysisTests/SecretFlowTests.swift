import CofreAnalysis
import LuaSyntax
import Testing

/// Secrets on their ways: through fields, loops, functions and modules.
@Suite struct SecretFlowTests {
  private let prelude =
    modules + "local _ = { cofre, aws, azure, gcp, config }\nlocal s = config:require_secret \"k\"\n"
    + "local t = aws.secretsmanager.Secret(\"t\", {})\n"
  private static let hints: Set<String> = ["unused-local", "unused-parameter"]

  private func check(_ script: Diagnosed, _ project: [String: String] = [:]) {
    let found = diagnosed(prelude + script.text + "\nreturn { s, t }", WorkspaceContext(modules: project))
    #expect(found.filter { found in !Self.hints.contains { found.hasPrefix($0) } } == script.expected)
  }

  @Test(arguments: [
    Diagnosed("local x = { key = s }\nprint(x.key)", "secret-logged x.key"),
    Diagnosed("local x = { db = { key = s } }\nprint(x.db.key)", "secret-logged x.db.key"),
    Diagnosed("local x = { key = s, name = \"a\" }\nprint(x.name)"),
    Diagnosed("for _, v in ipairs { s } do print(v) end", "secret-logged v"),
    Diagnosed("local function get() return config:require_secret \"z\" end\nprint(get())", "secret-logged get()"),
    Diagnosed("print((\"key %s\"):format(s))", "output-as-text s"),
    Diagnosed("local x = true and s\nprint(x)", "secret-logged x"),
    Diagnosed("s:apply(print)", "secret-logged print"),
    Diagnosed("local function show(v) print(v) end\ns:apply(show)", "secret-logged v"),
    Diagnosed("local function show(v) print(#v) end\ns:apply(show)"),
    Diagnosed("s:apply(function(v) assert(#v > 8, \"short: \" .. v) end)", "secret-logged \"short: \" .. v"),
    Diagnosed("s:apply(function(v) assert(v) end)"),
    Diagnosed(
      "s:apply(function(v) print(table.concat({ \"a\", v }, \" \")) end)",
      "secret-logged table.concat({ \"a\", v }, \" \")"),
  ])
  func intoMessages(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("local function show(x) print(\"value: \" .. x) end\nshow(s)", "secret-logged s"),
    Diagnosed("local L = {}\nfunction L:info(text) cofre.log.info(text) end\nL:info(s)", "secret-logged s"),
    Diagnosed("local function show(x, y) print(y) return x end\nshow(s, 1)"),
    Diagnosed(
      "local function make(n, text) aws.secretsmanager.Secret(n, { description = text }) end\nmake(\"a\", s)",
      "secret-in-plain-property s"),
    Diagnosed(
      "local function put(n, v) aws.secretsmanager.SecretVersion(n, { secret_id = t.id, secret_string = v }) end\nput(\"a\", s)"
    ),
    Diagnosed(
      "local function put(n, v) aws.secretsmanager.SecretVersion(n, { secret_id = t.id, secret_string = v }) end\nput(\"a\", \"hunter2\")",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "local function put(user, v)\n  aws.secretsmanager.SecretVersion(\"v\", { secret_id = t.id, secret_string = cofre.format(\"%s:%s\", user, v) })\nend\nput(\"app\", s)"
    ),
    Diagnosed("cofre.export(\"a\", { key = cofre.unsecret(s), id = t.id })", "secret-exported cofre.unsecret(s)"),
    Diagnosed(
      "for n, v in pairs { db = \"hunter2\" } do\n  aws.secretsmanager.SecretVersion(n, { secret_id = t.id, secret_string = v })\nend",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "local list = { { name = \"db\", value = \"hunter2\" } }\nfor _, i in ipairs(list) do\n  aws.secretsmanager.SecretVersion(i.name, { secret_id = t.id, secret_string = i.value })\nend",
      "hard-coded-secret \"hunter2\""),
    Diagnosed("local v = \"hunter2\"\ncofre.export(\"a\", cofre.secret(v))", "hard-coded-secret \"hunter2\""),
    Diagnosed("cofre.export(\"a\", cofre.secret(t.id))"),
  ])
  func throughFunctionsAndLoops(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("local log = require \"log\"\nlog.info(s)", "secret-logged s"),
    Diagnosed("local log = require \"log\"\nlog.info(t.id)"),
    Diagnosed("local put = require \"put\"\nput.value(\"a\", t.id, \"hunter2\")", "hard-coded-secret \"hunter2\""),
    Diagnosed("local put = require \"put\"\nput.value(\"a\", t.id, s)"),
    Diagnosed("local put = require \"put\"\nput.value(\"a\", t.id, \"<value>\")"),
    Diagnosed("local put = require \"put\"\nput.describe(\"a\", s)", "secret-in-plain-property s"),
    Diagnosed(
      "local settings = require \"settings\"\nprint(settings.password, settings.region)",
      "secret-logged settings.password"),
  ])
  func throughModules(_ script: Diagnosed) {
    let project = [
      "log":
        "local cofre = require \"cofre\"\nlocal M = {}\nfunction M.info(text) cofre.log.info(\"[a] \" .. text) end\nreturn M",
      "put": """
      local aws = require "cofre.aws"
      local M = {}
      function M.describe(name, text) return aws.secretsmanager.Secret(name, { description = text }) end
      function M.value(name, id, value)
        return aws.secretsmanager.SecretVersion(name, { secret_id = id, secret_string = value })
      end
      return M
      """,
      "settings":
        "local config = require(\"cofre\").config()\nreturn { password = config:require_secret \"p\", region = config:get \"r\" }",
    ]
    check(script, project)
  }

  private static let everybody =
    "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"secretsmanager:GetSecretValue\"}"

  @Test(arguments: [
    "local p = [[{\"Statement\": [\(everybody)]}]]\naws.secretsmanager.Secret(\"a\", { policy = p })",
    "aws.secretsmanager.Secret(\"a\", { policy = cofre.format([[{\"Statement\": [\(everybody)], \"Id\": \"%s\"}]], t.id) })",
    "print { [\"Effect\"] = \"Allow\", [\"Principal\"] = \"*\" }",
    "local everyone = \"*\"\nprint { Effect = \"Allow\", Principal = everyone }",
  ])
  func policiesAreSeenWhereverTheyStand(_ script: String) {
    let found = diagnosed(prelude + script + "\nreturn s")
    #expect(found.map { $0.prefix(18) } == ["wildcard-principal"], "\(script)")
  }

  @Test(arguments: [
    Diagnosed(
      "local on = false\nazure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = { tenant_id = config:require \"t\", sku = { name = \"standard\" }, enable_purge_protection = on } })",
      "no-purge-protection on"),
    Diagnosed(
      "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = { tenant_id = config:get \"t\" or \"your-tenant-id\", sku = { name = \"standard\" }, public_network_access = \"Disabled\" } })",
      "placeholder-value \"your-tenant-id\""),
    Diagnosed("local ids = {}\nids[t.arn] = 1\nprint(ids)", "output-as-key t.arn"),
    Diagnosed("local ids = {}\nids[\"a\"] = t.arn\nids[#ids + 1] = t.id\nfor k in pairs(ids) do print(ids[k]) end"),
  ])
  func localsAreFollowed(_ script: Diagnosed) { check(script) }

  private static let letters = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0xRuLoIqAzXsWcDe"

  @Test(
    arguments: [
      "https://gh" + "p_" + letters.prefix(36) + "@github.com/org/repo.git",
      "Authorization: Bearer gh" + "p_" + letters.prefix(36),
      "Authorization: Basic YXBwOmh1bnRlcjI" + "yMjIyMjI=", "{'user': 'app', 'password': 'Tr0ub" + "4dor&3'}",
      "DB_HOST=db DB_PASSWORD=Tr0ub" + "4dor&3",
      "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzk" + "4y7qKEY",
      "Bearer eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + letters,
      "https://discord.com/api/webhooks/123456789012345678/" + letters + letters.prefix(23),
    ] as [String])
  func keysAreFoundInLongerTexts(_ text: String) {
    #expect(diagnosed("print(\"\(text)\")") == ["hard-coded-secret \"\(text)\""])
  }

  @Test(arguments: [
    Diagnosed("print { [\"db-password\"] = \"Tr0ub4dor&3\" }", "hard-coded-secret \"Tr0ub4dor&3\""),
    Diagnosed(
      "local env = {}\nenv[\"DB_PASSWORD\"] = \"Tr0ub4dor&3\"\nprint(env)", "hard-coded-secret \"Tr0ub4dor&3\""),
    Diagnosed(
      "local password = config:get \"p\" or \"Tr0ub4dor&3\"\nprint(password)", "hard-coded-secret \"Tr0ub4dor&3\""),
    Diagnosed("local ttl = { [\"token-ttl\"] = \"7776000s-2026x\" }\nprint(ttl)"),
  ])
  func namesInBracketsAndDefaultsCount(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    "sha256-W0dCz8urcAuGMv16vE1E2/PwuTu0oIUEeNNHDQW50cQ=", "AAAAC3NzaC1lZDI1NTE5vZzRC+w0LDFN8TfSwrGRiLGrS/giNRzXJ6A",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-bc6L8H", "postgres://user:password@localhost/db",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "Authorization: Basic realm",
    "password: %s", "token=${TOKEN}", "the password: see runbook-2026", "{ 'secret': 'models/api-key-2026' }",
    "release-GOSTR341094-Build20261122-Draft-Final", "user:group password=changeme",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEq8sT1vW4yZ7cF0xRuLoIqAzXsWcDe",
  ])
  func whatIsPublicIsNoKey(_ text: String) { #expect(diagnosed("print(\"\(text)\")") == []) }

  @Test func aHashOfAPasswordIsNoPassword() {
    #expect(
      diagnosed("print { password_hash = \"$2b$12$KIXQ0h8zv2m0b3u6b1c2OeLr9wJm8cP1o7YB0d9cF4kQw5tq8Zr1y\" }") == [])
  }
}
