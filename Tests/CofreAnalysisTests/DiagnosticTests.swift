import CofreAnalysis
import CofreSchema
import Foundation
import LuaSyntax
import Testing

/// A script behind the usual modules, and what is said of it: each diagnostic as its code and the text it is at.
struct Diagnosed: Sendable, CustomTestStringConvertible {
  var text: String
  var expected: [String]
  var testDescription: String { text }

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected
  }
}

func diagnosed(_ text: String, _ workspace: WorkspaceContext = WorkspaceContext()) -> [String] {
  let analysis = Marked(text).analysis(workspace)
  return analysis.diagnostics().map { "\($0.code) \(analysis.file.text($0.range))" }
}

@Suite struct DiagnosticTests {
  /// The modules, used, so that nothing is said of them.
  private let prelude = modules + "local _ = { cofre, aws, azure, gcp, config }\n"

  private func check(_ script: Diagnosed) {
    #expect(diagnosed(prelude + script.text) == script.expected)
  }

  @Test(arguments: [
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", { recovery_windw_in_days = 7 })", "unknown-property recovery_windw_in_days"),
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", {})\naws.secretsmanager.Secret(\"s\", {})", "duplicate-name \"s\""),
    Diagnosed(
      "for _ in pairs { 1 } do\n  aws.secretsmanager.Secret(\"s\", {})\nend", "duplicate-name \"s\""),
    Diagnosed(
      "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = \"hunter2\" })",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", { recovery_window_in_days = 400 })", "out-of-range 400"),
  ])
  func seesWhatNoGenericServerCanSee(_ script: Diagnosed) { check(script) }

  @Test(arguments: CatalogLookup.standard.everyType)
  func saysNothingOfTheCatalogsExamples(_ name: String) throws {
    let type = try #require(CatalogLookup.standard.resourceType(name))
    for example in type.examples { #expect(diagnosed(example) == []) }
  }

  @Test(arguments: ["config", "init", "log", "prelude", "resources", "script"])
  func saysNothingOfTheStandardLibrary(_ name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "stdlib/cofre/\(name).lua"), encoding: .utf8)
    let modules = ["cofre.config", "cofre.resources"].map { ($0, "return setmetatable({}, {})") }
    #expect(diagnosed(text, WorkspaceContext(modules: Dictionary(uniqueKeysWithValues: modules))) == [])
    // Nor where nothing is known but the file.
    #expect(diagnosed(text) == [])
    #expect(diagnosed("return require \"cofre.\(name)\"") == [])
  }

  @Test(arguments: ["ml-keys", "key-vault"])
  func saysNothingOfTheExamples(_ name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "examples/\(name)/stack.lua"), encoding: .utf8)
    #expect(diagnosed(text) == [])
    #expect(diagnosed(text, configured) == [])
  }

  @Test(arguments: [
    Diagnosed("gcp.kms.CryptoKey(\"k\", { purpose = \"ASYMMETRIC_SIGN\" })", "missing-property gcp.kms.CryptoKey"),
    Diagnosed(
      "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = { tenant_id = config:require \"t\" } })",
      "missing-property properties"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { description = 5 })", "wrong-type 5"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { tags = { a = true } })", "wrong-type true"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { replicas = { { region = \"Mars\" } } })", "out-of-range \"Mars\""),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { recovery_window_in_days = -1 })", "out-of-range -1"),
    Diagnosed(
      "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\" })",
      "exactly-one-property aws.secretsmanager.SecretVersion"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { \"a\" })", "wrong-properties { \"a\" }"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", 5)", "wrong-properties 5"),
    Diagnosed("aws.secretsmanager.Secret({})", "wrong-name {}"),
    Diagnosed(
      "local s = aws.secretsmanager.Secret(\"s\", {})\naws.secretsmanager.Secret(\"x\" .. s.arn, {})",
      "wrong-name \"x\" .. s.arn"),
    Diagnosed("aws.secretsmanager.Secret(\"s\")"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { description = config:get \"d\" or \"e\" })"),
    Diagnosed("local key = \"a\"\naws.secretsmanager.Secret(\"s\", { tags = { [key] = \"b\" } })"),
    Diagnosed("local p = {}\ngcp.kms.KeyRing(\"r\", p)", "missing-property gcp.kms.KeyRing"),
    Diagnosed(
      "local ring = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(\"k\", { key_ring_id = ring, purpose = \"MAC\" })",
      "resource-as-value ring"),
    Diagnosed(
      "local s = aws.secretsmanager.Secret(\"s\", {})\ngcp.kms.CryptoKey(\"k\", { key_ring_id = s.id, purpose = \"MAC\" })",
      "reference-to-another-cloud s.id"),
    // There is no type of such a key, but no other cloud's id will do.
    Diagnosed(
      "local r = gcp.kms.KeyRing(\"r\", { location = \"global\" })\n"
        + "aws.secretsmanager.Secret(\"s\", { kms_key_id = r.id, description = r.id })",
      "reference-to-another-cloud r.id"),
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", { replicas = { { region = \"eu-west-1\", kms_key_id = \"projects/p\" } } })",
      "reference-to-another-cloud \"projects/p\""),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { kms_key_id = \"arn:aws:kms:eu-west-1:1:key/a\" })"),
  ])
  func holdsPropertiesToTheSchema(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed(
      "local n = \"a\"\nif config:get \"x\" then aws.secretsmanager.Secret(\"s\", {}) else aws.secretsmanager.Secret(\"s\", {}) end\n_G[n] = 1"
    ),
    Diagnosed("aws.secretsmanager.Secret(\"s\", {})\ngcp.kms.KeyRing(\"s\", { location = \"global\" })"),
    Diagnosed("for _, name in ipairs { \"a\" } do aws.secretsmanager.Secret(name, {}) end"),
    Diagnosed("for _ in pairs {} do\n  aws.secretsmanager.Secret(\"s\", {})\n  break\nend"),
    Diagnosed("local function make() return aws.secretsmanager.Secret(\"s\", {}) end\nmake()"),
    Diagnosed("while true do\n  aws.secretsmanager.Secret(\"s\", {})\nend", "duplicate-name \"s\""),
  ])
  func tellsRepeatedNamesFromAlternatives(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("aws.secretsmanager.Secret(\"s\", {}, { protct = true })", "unknown-option protct"),
    Diagnosed("aws.secretsmanager.Secret(\"s\", {}, { protect = \"yes\" })", "wrong-option \"yes\""),
    Diagnosed(
      "local p = gcp.Provider(\"p\", {})\naws.secretsmanager.Secret(\"s\", {}, { provider = p })", "wrong-option p"),
    Diagnosed(
      "local s = aws.secretsmanager.Secret(\"s\", {})\naws.secretsmanager.Secret(\"t\", {}, { depends_on = { s.id } })",
      "wrong-option s.id"),
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", {}, { additional_secret_outputs = { \"arm\" } })", "wrong-option \"arm\""),
    Diagnosed("aws.secretsmanager.Secrt(\"s\", {})", "unknown-type Secrt"),
    Diagnosed("aws.secretmanager.Secret(\"s\", {})", "unknown-type secretmanager"),
    Diagnosed("local s = aws.secretsmanager.Secret(\"s\", {})\ncofre.export(\"a\", s.arm)", "unknown-field arm"),
    Diagnosed("local v = aws.secretsmanager.Secret(\"s\", {})\ncofre.exprot(\"a\", v.arn)", "unknown-function exprot"),
    Diagnosed("config:requir \"a\"", "unknown-function requir"),
    Diagnosed("local x = require \"cofre.asw\"\n_G.x = x", "unknown-module \"cofre.asw\""),
  ])
  func knowsOptionsTypesAndOutputs(_ script: Diagnosed) { check(script) }

  @Test func takesFilesOfOtherProgramsForWhatTheyAre() {
    let editor = WorkspaceContext(globals: ["vim"])
    #expect(diagnosed("print(vim.fn, io.read(), os.getenv(\"A\"), load(\"a\"))", editor) == [])
    #expect(
      diagnosed("local cofre = require \"cofre\"\ncofre.export(\"a\", os.getenv(\"A\"))", editor)
        == ["unavailable-in-scripts os.getenv"])
  }

  private let secret = "local s = aws.secretsmanager.Secret(\"s\", {})\n"

  @Test(arguments: [
    Diagnosed("if s.arn then print(1) end", "output-as-condition s.arn"),
    Diagnosed("print(s.arn and 1)", "output-as-condition s.arn"),
    Diagnosed("print(not s.arn)", "output-as-condition s.arn"),
    Diagnosed("print(tostring(s.arn))", "output-as-text s.arn"),
    Diagnosed("print(string.format(\"%s\", s.arn))", "output-as-text s.arn"),
    Diagnosed("cofre.export(\"n\", cofre.format(\"%s\", s.arn))"),
    Diagnosed("cofre.export(\"n\", \"a\" .. s.arn)"),
    Diagnosed("print(\"a\" .. s)", "resource-as-text s"),
    Diagnosed("print(s.arn == \"a\")", "output-compared s.arn == \"a\""),
    Diagnosed("print(#s.arn)", "output-length #s.arn"),
    Diagnosed("for _ in pairs(s.replicas) do print(1) end", "output-iterated s.replicas"),
    Diagnosed("local t = config:get_secret \"t\"\nif t then print(t) end", "secret-logged t"),
    Diagnosed("local t = config:get \"t\"\nif not t then t = s.arn end\nif t then print(t) end"),
  ])
  func knowsWhereOutputsCannotBe(_ script: Diagnosed) { check(Diagnosed(secret + script.text, script)) }

  @Test(arguments: [
    Diagnosed("print(undefined)", "undefined-global undefined"),
    Diagnosed("if maybe then print(1) end"),
    Diagnosed("assigned = 1\nprint(assigned)", "lowercase-global assigned"),
    Diagnosed("io.open(\"a\")", "unavailable-in-scripts io"),
    Diagnosed("os.execute(\"a\")", "unavailable-in-scripts os.execute"),
    Diagnosed("load(\"a\")()", "unavailable-in-scripts load"),
    Diagnosed("print(string.foo)", "unknown-field foo"),
    Diagnosed("local unused = 1", "unused-local unused"),
    Diagnosed("local function unused() end", "unused-function unused"),
    Diagnosed("local a = 1\nlocal a = 2\nprint(a)", "unused-local a", "redefined-local a"),
    Diagnosed("local a = 1\ndo local a = 2 print(a) end\nprint(a)"),
    Diagnosed("do error(\"a\") print(1) end", "unreachable-code print(1)"),
    Diagnosed("while true do break print(1) end", "unreachable-code print(1)"),
    Diagnosed("while true do print(1) end print(2)", "unreachable-code print(2)"),
    Diagnosed(
      "local function f(x) if x then return 1 else error(\"a\") end print(1) end f()", "unreachable-code print(1)"),
    Diagnosed("local x =", "unused-local x", "missing-expression ="),
  ])
  func knowsLua(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("print(\"AKIAIOSFODNN7EXAMPLE\")", "hard-coded-secret \"AKIAIOSFODNN7EXAMPLE\""),
    Diagnosed("print(\"postgres://user:pass@host/db\")", "hard-coded-secret \"postgres://user:pass@host/db\""),
    Diagnosed("print(\"https://example.com/a@b:c\")"),
    Diagnosed(
      "local password = \"hunter2\"\naws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = password })",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = config:require_secret \"k\" })"),
    Diagnosed(
      "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = { tenant_id = \"your-tenant-id\", sku = { name = \"standard\" } } })",
      "no-purge-protection properties", "placeholder-value \"your-tenant-id\""),
  ])
  func findsSecretsAndPlaceholders(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("local unused = 1 ---@diagnostic disable-line"),
    Diagnosed("local unused = 1 ---@diagnostic disable-line: unused-local"),
    Diagnosed("local unused = 1 ---@diagnostic disable-line: undefined-global", "unused-local unused"),
    Diagnosed(
      "---@diagnostic disable-next-line: unused-local\nlocal unused = 1\nlocal other = 2", "unused-local other"),
    Diagnosed(
      "---@diagnostic disable: unused-local\nlocal a = 1\nlocal b = 2\n---@diagnostic enable: unused-local\nlocal c = 3",
      "unused-local c"),
  ])
  func isSilentWhereAsked(_ script: Diagnosed) { check(script) }

  @Test func findsTheLiteralsOfATutorial() {
    let script = """
      local cofre = require "cofre"
      local azure = require "cofre.azure"
      local rg = azure.resources.ResourceGroup("resourceGroup", { resource_group_name = "my-resource-group", location = "EastUS" })
      local key_vault = azure.keyvault.Vault("myKeyVault", {
        resource_group_name = rg.name,
        location = rg.location,
        properties = {
          tenant_id = "your-tenant-id",
          sku = { name = "standard" },
          access_policies = {},
        },
      })
      local secret = azure.keyvault.Secret("mySecret", {
        resource_group_name = rg.name,
        vault_name = key_vault.name,
        secret_name = "api-key",
        properties = { value = "your-secret-api-key" },
      })
      local private_endpoint = azure.network.PrivateEndpoint("myPrivateEndpoint", {
        resource_group_name = rg.name,
        location = rg.location,
        private_link_service_connections = {
          { private_link_service_id = key_vault.id, group_ids = { "vault" }, private_link_service_connection_state = { status = "Approved" } },
        },
        subnet = { id = "your-subnet-id" },
      })
      cofre.export("keyVaultUri", key_vault.properties.vault_uri)
      cofre.export("secretUri", secret.properties.secret_uri)
      """
    #expect(
      diagnosed(script) == [
        "no-purge-protection properties", "placeholder-value \"your-tenant-id\"",
        "hard-coded-secret \"your-secret-api-key\"", "unnamed-connection private_link_service_id",
        "placeholder-value \"your-subnet-id\"",
      ])
  }

  @Test func findsTheLiteralsOfATutorialForTwoClouds() {
    let key = "AKI" + "AZ7Q2LMN8RTV4WXYB"
    let script = """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local gcp = require "cofre.gcp"
      local account = aws.Provider("account", { region = "eu-west-1", access_key = "\(key)" })
      local project = gcp.Provider("project", { project = "your-project-id" })
      local holder = aws.secretsmanager.Secret("holder", {
        recovery_window_in_days = 0,
        policy = [[{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:*"}}]],
      }, { provider = account })
      aws.secretsmanager.SecretVersion("value", {
        secret_id = holder.id,
        secret_string = "correct horse battery staple",
      }, { provider = account, depends_on = { holder } })
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      local key = gcp.kms.CryptoKey("key", { key_ring_id = ring })
      if key.id then
        cofre.export("key", tostring(key.id))
      end
      cofre.export("holder", holder.arm)
      """
    #expect(
      diagnosed(script) == [
        "hard-coded-secret \"\(key)\"", "unused-provider \"project\"", "placeholder-value \"your-project-id\"",
        "no-recovery-window 0",
        "wildcard-principal [[{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"secretsmanager:*\"}}]]",
        "hard-coded-secret \"correct horse battery staple\"", "useless-option depends_on = { holder }",
        "no-rotation gcp.kms.CryptoKey", "resource-as-value ring", "output-as-condition key.id",
        "output-as-text key.id",
        "unknown-field arm",
      ])
  }

  @Test func saysNothingOfAScriptThatUsesMuchOfTheLanguage() {
    let script = """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local M = {}
      function M:method(a) return self, a end
      local function helper(opts) return aws.secretsmanager.Secret(opts.name, opts.props, opts) end
      for i = 1, 3 do helper { name = "a" .. i } end
      local names <const> = { "a", "b" }
      for _, name in ipairs(names) do
        local s = aws.secretsmanager.Secret("secret-" .. name, { tags = { [name] = "x", owner = name } })
        cofre.export(name, s.arn:apply(function(arn) return arn:upper() end))
      end
      local ok, err = pcall(function() error { code = 1 } end)
      if not ok then cofre.log.warn(tostring(err)) end
      local t = setmetatable({}, { __index = function(_, k) return k end })
      print(t.foo, #names, ("%d"):format(3), M.method(M, 1))
      local s2 = aws.secretsmanager.Secret("two", {
        name = cofre.format("%s-x", cofre.stack()),
        policy = [[{"Version": "2012-10-17"}]],
        replicas = { { region = "eu-west-1" } },
      })
      local v = s2.replicas[1].region
      cofre.export("v", v)
      goto done
      ::done::
      return M
      """
    #expect(diagnosed(script) == [])
  }

  @Test func silencesCodesOfTheWorkspace() {
    #expect(diagnosed("local unused = 1", WorkspaceContext(silencedCodes: ["unused-local"])) == [])
    #expect(diagnosed("print(vim)", WorkspaceContext(globals: ["vim"])) == [])
  }

  @Test func neverShowsASecret() {
    for script in [
      "print(\"AKIAIOSFODNN7EXAMPLE\")",
      "aws.secretsmanager.SecretVersion(\"v\", { secret_id = \"a\", secret_string = \"hunter2\" })",
    ] {
      for diagnostic in Marked(modules + script).analysis().diagnostics() {
        let text = "\(diagnostic)"
        #expect(!text.contains("AKIA") && !text.contains("hunter2"))
      }
    }
  }

  @Test(arguments: [
    (
      "aws.secretsmanager.Secret(\"s\", { recovery_windw_in_days = 7 })", "unknown-property",
      "recovery_window_in_days = 7"
    ),
    ("gcp.kms.KeyRing(\"r\", {})", "missing-property", "{ location = \"\" }"),
    (
      "gcp.kms.CryptoKey(\"r\", {\n  labels = {},\n})", "missing-property",
      "{\n  key_ring_id = \"\",\n  labels = {},\n}"
    ),
    ("aws.secretsmanager.Secrt(\"s\", {})", "unknown-type", "aws.secretsmanager.Secret("),
    ("prnt(1)", "undefined-global", "print(1)"),
    ("aws.secretsmanager.Secret(\"s\", { kms })", "undefined-global", "{ kms_key_id = \"\" }"),
    (
      "aws.secretsmanager.Secret(\"s\", { descripton, kms_key_id = \"a\" })", "undefined-global",
      "{ description = \"\", kms_key_id = \"a\" }"
    ),
    (
      "local r = gcp.kms.KeyRing(\"r\", { location = \"global\" })\ngcp.kms.CryptoKey(\"k\", { key_ring_id = r })",
      "resource-as-value", "key_ring_id = r.id }"
    ),
  ])
  func fixesWhatItCan(_ text: String, _ code: String, _ fixed: String) throws {
    let marked = Marked(prelude + text)
    let diagnostics = marked.analysis().diagnostics()
    let diagnostic = try #require(diagnostics.first { $0.code == code })
    let fix = try #require(diagnostic.fixes.first)
    let result = marked.applying(fix.edits)
    #expect(result.contains(fixed), "\(result)")
    #expect(!Marked(result).analysis().diagnostics().contains { $0.code == code })
  }

  @Test(arguments: [
    ("aws.secretsmanager.Secret(\"s\", { kms })", "Did you mean 'kms_key_id = …'?"),
    ("aws.secretsmanager.Secret(\"s\", { km })", "Did you mean 'kms_key_id = …'?"),
    ("aws.secretsmanager.Secret(\"s\", {}, { protec })", "Did you mean 'protect = …'?"),
    ("aws.secretsmanager.Secret(\"s\", { kms, kms_key_id = \"a\" })", nil),
    ("azure.keyvault.Vault(\"v\", { properties = { enabl } })", "Did you mean 'enabl"),
    ("print({ kms })", nil),
  ])
  func aNameThatIsAloneAmongPropertiesIsTakenForOne(_ text: String, _ hint: String?) throws {
    let found = Marked(prelude + text).analysis().diagnostics().filter { $0.code == "undefined-global" }
    #expect(found.count == 1)
    if let hint { #expect(found[0].hint?.hasPrefix(hint) == true) } else { #expect(found[0].hint == nil) }
  }
}

extension CatalogLookup {
  /// The names of all types, found as an editor finds them.
  var everyType: [String] {
    (clouds + ["cofre"]).flatMap { cloud in
      members(cloud).flatMap { name -> [String] in
        let path = "\(cloud).\(name)"
        return resourceType(path) != nil ? [path] : members(path).map { "\(path).\($0)" }
      }
    }
  }
}

extension Diagnosed {
  fileprivate init(_ text: String, _ other: Diagnosed) {
    self.text = text
    expected = other.expected
  }
}

struct GivenUpDiagnosticTests {
  @Test func whatIsCancelledIsGivenUpAndFoundByTheNextWhoAsks() async {
    let analysis = Marked("nowhere()\n").analysis()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return analysis.diagnosticsUnlessCancelled()
    }
    task.cancel()
    #expect(await task.value == nil)
    #expect(analysis.diagnosticsUnlessCancelled()?.map(\.code) == ["undefined-global"])
    #expect(analysis.diagnostics().count == 1)
  }
}
