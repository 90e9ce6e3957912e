import CofreAnalysis
import LuaSyntax
import Testing

@Suite struct StackRuleTests {
  private let prelude = modules + "local _ = { cofre, aws, azure, gcp, config }\n"

  private func check(_ script: Diagnosed) { #expect(diagnosed(prelude + script.text) == script.expected) }

  private static let secret = "aws.secretsmanager.Secret"

  @Test(arguments: [
    Diagnosed(
      "local a, b\na = \(secret)(\"a\", { description = b.arn })\nb = \(secret)(\"b\", { description = a.arn })",
      "dependency-cycle b"),
    Diagnosed(
      "local a\na = \(secret)(\"a\", {}, { depends_on = { a } })", "dependency-cycle a"),
    Diagnosed(
      "local a, b, c\na = \(secret)(\"a\", {}, { depends_on = { c } })\nb = \(secret)(\"b\", {}, { depends_on = { a } })\n"
        + "c = \(secret)(\"c\", {}, { depends_on = { b } })", "dependency-cycle c"),
    Diagnosed(
      "local a = \(secret)(\"a\", {})\nlocal b = \(secret)(\"b\", { description = a.arn })\n"
        + "\(secret)(\"c\", {}, { depends_on = { a, b } })"),
    Diagnosed(
      "local a, b\na = \(secret)(\"a\", { description = cofre.output(1):apply(function() return b end) })\n"
        + "b = \(secret)(\"b\", { description = a.arn })"),
  ])
  func seesCircles(_ script: Diagnosed) { check(script) }

  /// A loop over some names that declares a secret.
  private static func loop(_ names: String, _ name: String = "n") -> String {
    "for _, n in ipairs { \(names) } do \(secret)(\(name)) end\n"
  }

  @Test(arguments: [
    Diagnosed(loop("\"a\", \"b\"") + loop("\"c\", \"b\"", "(n)"), "duplicate-name (n)"),
    Diagnosed(
      loop("\"a\"", "\"x-\" .. n") + loop("\"b\", \"a\"", "\"x-\" .. n .. \"\""), "duplicate-name \"x-\" .. n .. \"\""),
    Diagnosed("\(secret)(\"a\")\n" + loop("\"b\", \"a\""), "duplicate-name n"),
    Diagnosed(loop("\"a\", \"b\"") + loop("\"c\", \"d\"")),
    Diagnosed(loop("\"a\"") + loop("\"a\"", "n .. \"-2\"")),
    Diagnosed(loop("\"a\"") + "for _, n in ipairs { \"a\" } do if config:get(n) then \(secret)(n) end end"),
    Diagnosed(loop("\"a\"") + "for _, n in ipairs { \"a\" } do if n then break end \(secret)(n) end"),
    Diagnosed(loop("\"a\"") + "for _, n in ipairs { \"a\" } do \(secret)(n, {}, { parent = config.x }) end"),
    Diagnosed(loop("\"a\"") + "for n in pairs { \"a\" } do \(secret)(n) end"),
    Diagnosed(loop("\"a\"") + "for _, n in ipairs { \"a\" } do gcp.kms.KeyRing(n, { location = \"global\" }) end"),
  ])
  func seesLoopsThatDeclareTheSame(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed(
      "local function make() return \(secret)(\"s\", {}) end\nmake()\nmake()", "duplicate-name \"s\""),
    Diagnosed("local function make(n) return \(secret)(\"s\" .. n, {}) end\nmake(1)\nmake(2)"),
    Diagnosed("local function make(p) return \(secret)(\"s\", {}, { parent = p }) end\nmake(1)\nmake(2)"),
    Diagnosed(
      "local function make(x) if x then return \(secret)(\"s\", {}) end end\nmake(true)\nmake(false)"),
    Diagnosed(
      "local function make() return \(secret)(\"s\", {}) end\nif config:get \"a\" then make() else make() end"),
  ])
  func seesFunctionsThatDeclareTwice(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("cofre.export(\"a\", 1)\ncofre.export(\"a\", 2)", "duplicate-export \"a\""),
    Diagnosed("cofre.export(\"a\", 1)\ncofre.export(\"b\", 2)"),
    Diagnosed("if config:get \"a\" then cofre.export(\"a\", 1) else cofre.export(\"a\", 2) end"),
    Diagnosed(
      "local p = aws.Provider(\"p\", { region = \"eu-west-1\" })\n\(secret)(\"s\", {})", "unused-provider \"p\""),
    Diagnosed("aws.Provider(\"p\", { region = \"eu-west-1\" })\n\(secret)(\"s\", {})", "unused-provider \"p\""),
    Diagnosed("local p = gcp.Provider(\"p\", {})\n\(secret)(\"s\", {})"),
    Diagnosed("local p = aws.Provider(\"p\", {})\n\(secret)(\"s\", {}, { provider = p })"),
  ])
  func seesWhatIsExportedTwiceOrNotUsed(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("\(secret)(\"s\", {}, { depends_on = {} })", "useless-option depends_on = {}"),
    Diagnosed(
      "\(secret)(\"s\", {}, { replace_on_changes = { \"name\", \"tags\" } })", "useless-option \"name\""),
    Diagnosed(
      "local s = \(secret)(\"s\", {})\naws.secretsmanager.SecretVersion(\"v\", { secret_id = s.id, "
        + "secret_string = config:require_secret \"k\" }, { depends_on = { s } })", "useless-option depends_on = { s }"),
    Diagnosed("\(secret)(\"s\", {}, { ignore_changes = { \"tags\", \"replicas[0].region\" } })"),
    Diagnosed("\(secret)(\"s\", {}, { ignore_changes = { \"tgas\" } })", "wrong-option \"tgas\""),
  ])
  func seesOptionsWithoutEffect(_ script: Diagnosed) { check(script) }

  private static let providers =
    "local west = aws.Provider(\"west\", { region = \"us-west-2\" })\n"
    + "local east = aws.Provider(\"east\", { region = \"us-east-1\" })\n"

  @Test(arguments: [
    Diagnosed(
      providers + "local s = \(secret)(\"s\", {}, { provider = west })\naws.secretsmanager.SecretVersion(\"v\", { "
        + "secret_id = s.id, secret_string = config:require_secret \"k\" }, { provider = east })",
      "region-mismatch s.id"),
    Diagnosed(
      providers + "local s = \(secret)(\"s\", {}, { provider = west })\naws.secretsmanager.SecretVersion(\"v\", { "
        + "secret_id = s.id, secret_string = config:require_secret \"k\" }, { provider = west })",
      "unused-provider \"east\""),
    Diagnosed(
      "gcp.kms.CryptoKey(\"k\", { key_ring_id = \"arn:aws:kms:eu-west-1:1:key/a\", purpose = \"MAC\" })",
      "out-of-range \"arn:aws:kms:eu-west-1:1:key/a\"", "reference-to-another-cloud \"arn:aws:kms:eu-west-1:1:key/a\""),
  ])
  func seesRegionsAndCloudsThatDoNotFit(_ script: Diagnosed) { check(script) }
}
