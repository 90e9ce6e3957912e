import CofreAnalysis
import LuaSyntax
import Testing

/// Values that are used as what they are not, and options and places that do not fit.
@Suite struct MisuseTests {
  private let prelude = modules + "local _ = { cofre, aws, azure, gcp, config }\n"

  private func check(_ script: Diagnosed) { #expect(diagnosed(prelude + script.text) == script.expected) }

  private static let secret = "aws.secretsmanager.Secret"
  private static let made = "local a = aws.secretsmanager.Secret(\"a\", {})\n"

  @Test(arguments: [
    Diagnosed(made + "print(a.id + 1)", "output-as-number a.id"),
    Diagnosed(made + "print(-a.id)", "output-as-number a.id"),
    Diagnosed(made + "for i = 1, a.id do print(i) end", "output-as-number a.id"),
    Diagnosed(made + "print { [a.id] = 1 }", "output-as-key a.id"),
    Diagnosed(made + "print(table.concat { \"x\", a.id })", "output-as-text a.id"),
    Diagnosed(made + "local t = {}\nt[a.id] = 1\nprint(t)", "output-as-key a.id"),
    Diagnosed(made + "print(string.upper(a.id))", "output-as-text a.id"),
    Diagnosed(made + "print((\"x %s\"):format(a.id))", "output-as-text a.id"),
    Diagnosed(made + "print((\"%s\"):format(a))", "resource-as-text a"),
    Diagnosed(made + "local f = {}\nfunction f:format(x) return self, x end\nprint(f:format(a.id))"),
    Diagnosed(made + "cofre.export(\"n\", a.id:upper())"),
    Diagnosed(made + "cofre.export(\"days\", a.recovery_window_in_days + 1)"),
    Diagnosed(made + "cofre.export(\"n\", cofre.output(1) + 1)"),
    Diagnosed(made + "print { a.id, id = a.id }"),
    Diagnosed(made + "for i = 1, 3 do print(i, a.id) end", "output-as-text a.id"),
    Diagnosed(made + "print(\"made \" .. a.arn)", "output-as-text \"made \" .. a.arn"),
    Diagnosed(made + "cofre.log.info(a.arn)", "output-as-text a.arn"),
    Diagnosed(made + "print(a)", "resource-as-text a"),
    Diagnosed(made + "a.arn:apply(function(arn) print(arn) end)"),
    Diagnosed("print(table.concat { \"x\", config:require \"k\" })"),
  ])
  func outputs(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed(made + "a.arn()", "output-called a.arn"),
    Diagnosed(made + "local arn = a.arn\narn()", "output-called arn"),
    Diagnosed(made + "print { a.arn:upper()() }", "output-called a.arn:upper()"),
    Diagnosed(made + "for x in a.tags do print(x) end", "output-called a.tags"),
    Diagnosed(made + "local f = config:get_secret \"f\"\nif f then f() end"),
    Diagnosed(made + "a()", "call-non-callable a"), Diagnosed("cofre.log(\"x\")", "call-non-callable cofre.log"),
    Diagnosed("cofre(\"x\")", "call-non-callable cofre"), Diagnosed("cofre.log.info(\"x\")"),
    Diagnosed("aws.secretsmanager(\"x\")", "call-non-callable aws.secretsmanager"),
    Diagnosed(made + "a.arn = 5", "output-changed a.arn"), Diagnosed(made + "a.foo = 5", "output-changed a.foo"),
    Diagnosed(made + "a.tags.x = 5", "output-changed a.tags.x"),
    Diagnosed(made + "a.tags[\"x\"], _G.y = 5, 6", "output-changed a.tags[\"x\"]"),
    Diagnosed(made + "local t = { a = a }\nt.a = nil\nt[a.urn] = 1"),
    Diagnosed(made + "print(next(a.tags))", "output-as-table a.tags"),
    Diagnosed(made + "table.insert(a.tags, 1)", "output-as-table a.tags"),
    Diagnosed(made + "print(rawlen(a))", "output-as-table a"),
    Diagnosed(made + "for k in pairs(a) do print(k) end", "output-as-table a"),
    Diagnosed(made + "for k in pairs(a.tags) do print(k) end", "output-iterated a.tags"),
    Diagnosed(made + "local t = {}\ntable.insert(t, a.arn)\ntable.insert(t, a)\nprint(next(t))"),
    Diagnosed(made + "print(#a)", "output-length #a"),
  ])
  func whatIsNoTableAndNoFunction(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("print(config.get(\"x\"))", "dot-and-colon get"),
    Diagnosed("print { config.require_secret \"x\" }", "dot-and-colon require_secret"),
    Diagnosed("print(config.get(config, \"x\"))"), Diagnosed("print(config.get)"),
    Diagnosed(made + "a.arn.apply(print)", "dot-and-colon apply"), Diagnosed(made + "a.arn.apply(a.arn, print)"),
    Diagnosed("aws.secretsmanager:Secret(\"s\", {})", "dot-and-colon Secret"),
    Diagnosed("cofre:export(\"s\", 1)", "dot-and-colon export"), Diagnosed("print(cofre:stack())"),
  ])
  func dotsAndColons(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed(made + "a.arn:apply()", "wrong-argument a.arn:apply()"),
    Diagnosed(made + "a.arn:apply(\"x\")", "wrong-argument \"x\""),
    Diagnosed(made + "local function f() end\na.arn:apply(f)\na.arn:apply(_G.f)"),
    Diagnosed(made + "print { cofre.all(a.arn, a.id) }", "wrong-argument a.arn, a.id"),
    Diagnosed("print(config:get(5))", "wrong-argument 5"),
    Diagnosed("print(config:get())", "wrong-argument config:get()"),
    Diagnosed("print { cofre.unsecret(\"x\"), cofre.secret(print) }", "wrong-argument \"x\"", "wrong-argument print"),
    Diagnosed(made + "cofre.export(\"a\", a)", "wrong-export a"),
  ])
  func arguments(_ script: Diagnosed) { check(script) }

  @Test func theOtherSignIsWritten() throws {
    for (script, expected) in [
      ("config.get \"x\"", "config:get \"x\""), ("cofre : export(\"a\", 1)", "cofre . export(\"a\", 1)"),
    ] {
      let text = prelude + script
      let fix = try #require(Marked(text).analysis().diagnostics().first?.fixes.first)
      #expect(Marked(text).applying(fix.edits) == prelude + expected)
    }
  }

  @Test(arguments: [
    Diagnosed("print(cofre.secret(config:get \"k\"))", "output-as-text cofre.secret(config:get \"k\")"),
    Diagnosed("local k = cofre.secret(config:get \"k\")\nprint(k)", "output-as-text k"),
    Diagnosed("print(config:require_secret \"k\")", "secret-logged config:require_secret \"k\""),
    Diagnosed("local k = config:require_secret \"k\"\nprint(string.format(\"%s\", k))", "output-as-text k"),
    Diagnosed("local k = config:require_secret \"k\"\ncofre.export(\"a\", tostring(k))", "output-as-text k"),
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", { replicas = { { region = \"westus2\" } } })", "out-of-range \"westus2\""),
  ])
  func aMistakeIsToldOnce(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("\(secret)(\"s\", {}, { custom_timeouts = { creat = \"1m\" } })", "wrong-option creat"),
    Diagnosed("\(secret)(\"s\", {}, { custom_timeouts = { create = \"1m\", delete = \"1h\" } })"),
    Diagnosed("\(secret)(\"s\", {}, { protect = false })", "useless-option protect = false"),
    Diagnosed(made + "\(secret)(\"s\", {}, { parent = a, protect = false })"),
    Diagnosed("\(secret)(\"s\", {}, { ignore_changes = \"name\" })", "wrong-option \"name\""),
    Diagnosed("\(secret)(\"s\", {}, { ignore_changes = { \"name\", 5 } })", "wrong-option 5"),
    Diagnosed("\(secret)(\"s\", {}, { ignore_changes = { a = \"name\" } })", "wrong-option a"),
    Diagnosed("\(secret)(\"s\", {}, { aliases = true })", "wrong-option true"),
    Diagnosed("local n = \"name\"\n\(secret)(\"s\", {}, { ignore_changes = { n, [2] = \"tags\" } })"),
    Diagnosed(made + "\(secret)(\"s\", {}, { protect = a.arn })", "wrong-option a.arn"),
    Diagnosed("\(secret)(\"s\", {}, { custom_timeouts = \"5m\" })", "wrong-option \"5m\""),
    Diagnosed("\(secret)(\"s\", { tags = { \"a\", b = \"c\" } })", "wrong-properties \"a\""),
    Diagnosed("\(secret)(\"s\", { tags = { te, b = \"c\" } })", "undefined-global te"),
    Diagnosed("\(secret)(\"s\", { description = function() end })", "wrong-type function() end"),
    Diagnosed("local function f() end\n\(secret)(\"s\", { tags = { a = f } })", "wrong-type f"),
    Diagnosed("local function f() return \"a\" end\n\(secret)(\"s\", { tags = { a = f(), b = tostring(1) } })"),
    Diagnosed("\(secret)(\"s\", { description = aws })", "wrong-type aws"),
    Diagnosed(made + "\(secret)(\"s\", a)", "wrong-properties a"),
    Diagnosed(made + "\(secret)(\"s\", a.tags)", "wrong-properties a.tags"),
    Diagnosed("local function f() return {} end\n\(secret)(\"s\", f)", "wrong-properties f"),
    Diagnosed("local function f() return {} end\n\(secret)(\"s\", f())"),
    Diagnosed("\(secret)(\"s\", { \"x\", description = \"d\" })", "wrong-properties \"x\""),
    Diagnosed("\(secret)(\"s\", { descr, description = \"d\" })", "undefined-global descr"),
  ])
  func optionsAndProperties(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed(
      "azure.resources.ResourceGroup(\"g\", { location = \"us-west-2\" })", "region-of-another-cloud \"us-west-2\""),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"us-west-2\" })", "region-of-another-cloud \"us-west-2\""),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"eur4\" })"),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"us-west2\" })"),
    Diagnosed(
      "aws.secretsmanager.Secret(\"s\", { replicas = { { region = \"us-wst-2\" } } })", "unknown-region \"us-wst-2\""),
    Diagnosed("aws.secretsmanager.Secret(\"s\", { replicas = { { region = \"eu-southwest-9\" } } })"),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"mars\" })", "unknown-region \"mars\""),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"europe-west\" })", "unknown-region \"europe-west\""),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"europe-west99\" })"),
    Diagnosed("gcp.kms.KeyRing(\"r\", { location = \"in\" })"),
    Diagnosed("azure.resources.ResourceGroup(\"g\", { location = \"mars\" })", "unknown-region \"mars\""),
    Diagnosed("azure.resources.ResourceGroup(\"g\", { location = \"austriaeast\" })"),
    Diagnosed("azure.resources.ResourceGroup(\"g\", { location = config:require \"l\" })"),
    Diagnosed("azure.resources.ResourceGroup(\"g\", { location = \"West Europe\" })"),
    Diagnosed(
      "local p = aws.Provider(\"p\", { region = \"eu-west-1\" })\n"
        + "\(secret)(\"s\", { kms_key_id = \"arn:aws:kms:us-east-1:123456789012:key/a\" }, { provider = p })",
      "region-mismatch \"arn:aws:kms:us-east-1:123456789012:key/a\""),
    Diagnosed(
      "local p = aws.Provider(\"p\", { region = \"eu-west-1\" })\n"
        + "\(secret)(\"s\", { kms_key_id = \"arn:aws:kms:eu-west-1:123456789012:key/a\" }, { provider = p })"),
  ])
  func regions(_ script: Diagnosed) { check(script) }

  @Test func regionsAreNamedWhereNoneIsNear() throws {
    let script =
      prelude + "local p = aws.Provider(\"p\", { region = \"mars\" })\n\(Self.secret)(\"s\", {}, { provider = p })"
    let found = Marked(script).analysis().diagnostics()
    #expect(found.map(\.code) == ["out-of-range"])
    #expect(found.first?.hint?.hasPrefix("There are eu-west-1, us-east-1 and ") == true)
    let ring = Marked(prelude + "gcp.kms.KeyRing(\"r\", { location = \"mars\" })").analysis().diagnostics()
    #expect(ring.first?.hint?.hasPrefix("There are global, europe-west1, us-central1 and ") == true)
  }

  @Test(arguments: [
    Diagnosed("cofre.export(\"\", 1)", "wrong-export \"\""), Diagnosed("cofre.export(5, 1)", "wrong-export 5"),
    Diagnosed("cofre.export()", "wrong-export cofre.export"),
    Diagnosed("cofre.export(\"a\")", "wrong-export cofre.export(\"a\")"),
    Diagnosed("cofre.export(\"a\", nil)", "wrong-export nil"),
    Diagnosed("cofre.export(\"a\", print)", "wrong-export print"),
    Diagnosed("cofre.export(\"a\", 1, 2)", "wrong-export 2"),
    Diagnosed("local k = aws.secretsmanager.Secret(\"k\", {})\ncofre.export(k, k.arn)", "wrong-export k"),
    Diagnosed("local n = ...\ncofre.export(n, 1)\ncofre.export(\"a\" .. n, n)\ncofre.export(\"f\", false)"),
    Diagnosed("cofre.export(...)\nfor k, v in pairs { a = 1 } do cofre.export(k, v) end"),
  ])
  func exports(_ script: Diagnosed) { check(script) }

  private static func key(_ properties: String) -> String {
    "gcp.kms.CryptoKey(\"k\", { key_ring_id = config:require \"r\", rotation_period = \"7776000s\", \(properties) })"
  }

  @Test(arguments: [
    Diagnosed("\(secret)(\"s\", { recovery_window_in_days = 3 })", "out-of-range 3"),
    Diagnosed(key("destroy_scheduled_duration = \"0s\""), "out-of-range \"0s\""),
    Diagnosed(key("destroy_scheduled_duration = \"20000000s\""), "out-of-range \"20000000s\""),
    Diagnosed(key("destroy_scheduled_duration = \"86400s\"")),
    Diagnosed(
      "gcp.kms.CryptoKey(\"k\", { key_ring_id = config:require \"r\", import_only = true, "
        + "destroy_scheduled_duration = \"0s\" })"),
  ])
  func boundsOfProviders(_ script: Diagnosed) { check(script) }

  private static func endpoint(_ subnet: String, _ connection: String) -> String {
    "azure.network.PrivateEndpoint(\"e\", { resource_group_name = \"g\", subnet = { id = \(subnet) }, "
      + "private_link_service_connections = { { private_link_service_id = config:require \"v\", \(connection) } } })"
  }

  private static func vault(_ tenant: String, _ more: String) -> String {
    "azure.keyvault.Vault(\"v\", { resource_group_name = \"g\", properties = { tenant_id = \(tenant), "
      + "sku = { name = \"standard\" }, \(more) } })"
  }

  @Test(arguments: [
    Diagnosed(endpoint("\"/subscriptions/a/subnets/s\"", ""), "unnamed-connection private_link_service_id"),
    Diagnosed(endpoint("\"/subscriptions/a/subnets/s\"", "name = \"models\"")),
    Diagnosed(endpoint("config:require \"s\"", "")),
    Diagnosed(vault("\"6a1e4c52-90f3-4d0b-8f4e-2f6f5f2b7c11\"", ""), "no-purge-protection properties"),
    Diagnosed(vault("\"6a1e4c52-90f3-4d0b-8f4e-2f6f5f2b7c11\"", "enable_purge_protection = true")),
    Diagnosed(vault("config:require \"t\"", "")),
  ])
  func whatATutorialLeavesOut(_ script: Diagnosed) { check(script) }

  private static let key = "wJalrXUtnFEMI/K7MD" + "ENG/bPxRfiCYzzKEYzz"
  private static let random = "kJ8#mN2$pQ9v" + "X4zL7wR1tY6uB3"
  private static let access = "AKI" + "AQ3EGZ7PLMNB4XYTR"

  @Test(arguments: [
    Diagnosed("local api_token = \"\(key)\"\nprint(api_token)", "hard-coded-secret \"\(key)\""),
    Diagnosed("local db_password = \"correcthorse\"\nprint(db_password)", "hard-coded-secret \"correcthorse\""),
    Diagnosed("\(secret)(\"s\", { description = \"\(random)\" })", "hard-coded-secret \"\(random)\""),
    Diagnosed("cofre.export(\"password\", \"hunter2hunter2\")", "hard-coded-secret \"hunter2hunter2\""),
    Diagnosed("cofre.export(\"k\", cofre.secret(\"hunter2\"))", "hard-coded-secret \"hunter2\""),
    Diagnosed("-- the key was \(access), once", "hard-coded-secret \(access)"),
    Diagnosed("cofre.export(\"password\", config:require_secret \"p\")"),
    Diagnosed("cofre.export(\"password_secret\", \"models/db-password\")"),
    Diagnosed("local db_password = \"db_password\"\nprint(db_password)"),
    Diagnosed("local db_password = \"your-password\"\nprint(db_password)"),
    Diagnosed("local password = \"/run/secrets/database\"\nprint(password)"),
    Diagnosed("local password = \"%s-of-%s\"\nprint(password)"),
    Diagnosed("local api_token = \"projects/p/secrets/API_TOKEN\"\nprint(api_token)"),
    Diagnosed("local digest = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"\nprint(digest)"),
    Diagnosed("print((\"a\"):match(\"^[%w_]+$#?(.-)@AbC123xYz$\"))"),
    Diagnosed("-- see https://example.com/AKIA and AKIAXXXXXXXXXXXXXXXX"),
    Diagnosed("cofre.export(\"k\", cofre.secret(\"\"))"),
  ])
  func secretsByNameAndForm(_ script: Diagnosed) { check(script) }
}
