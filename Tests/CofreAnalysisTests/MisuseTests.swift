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
    Diagnosed("\(secret)(\"s\", {}, { custom_timeouts = { creat = \"1m\" } })", "wrong-option creat"),
    Diagnosed("\(secret)(\"s\", {}, { custom_timeouts = { create = \"1m\", delete = \"1h\" } })"),
    Diagnosed("\(secret)(\"s\", {}, { protect = false })", "useless-option protect = false"),
    Diagnosed(made + "\(secret)(\"s\", {}, { parent = a, protect = false })"),
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
