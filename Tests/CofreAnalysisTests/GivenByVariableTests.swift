import CofreAnalysis
import LuaSyntax
import Testing

/// What a declaration is given through variables is checked as if it stood in place.
@Suite struct GivenByVariableTests {
  private let prelude = modules + "local _ = { cofre, aws, azure, gcp, config }\n"

  private func check(_ script: Diagnosed) { #expect(diagnosed(prelude + script.text) == script.expected) }

  private static let secret = "aws.secretsmanager.Secret"
  private static let version = "aws.secretsmanager.SecretVersion"

  @Test(arguments: [
    Diagnosed(
      "local args = { secret_id = \"a\", secret_string = \"hunter2\", nope = 1 }\n\(version)(\"v\", args)",
      "hard-coded-secret \"hunter2\"", "unknown-property nope"),
    Diagnosed(
      "local args = {}\n\(version)(\"v\", args)", "exactly-one-property \(version)", "missing-property \(version)"),
    Diagnosed(
      "local args = {}\nargs.secret_id = \"a\"\nargs[\"secret_string\"] = config:require_secret \"k\"\n"
        + "\(version)(\"v\", args)"),
    Diagnosed(
      "local args = {}\nargs.descripton = \"a\"\n\(secret)(\"s\", args)", "unknown-property args.descripton"),
    Diagnosed("local args = {}\nargs.tags = {}\nargs.tags.a = 5\n\(secret)(\"s\", args)", "wrong-type 5"),
    Diagnosed(
      "local args = { recovery_window_in_days = 7 }\nargs.recovery_window_in_days = 400\n\(secret)(\"s\", args)",
      "out-of-range 400"),
    Diagnosed(
      "local args = { secret_id = \"a\", secret_string = config:require_secret \"k\" }\n"
        + "if config:get \"b\" then args.secret_string = nil args.secret_binary = config:require_secret \"b\" end\n"
        + "\(version)(\"v\", args)"),
    Diagnosed("local args = {}\nconfig.fill(args)\n\(version)(\"v\", args)"),
    Diagnosed("local args = {}\nlocal all = { args }\n\(version)(\"v\", args)\nprint(all)"),
    Diagnosed("local args = {}\nfor _, k in ipairs { \"secret_id\" } do args[k] = 1 end\n\(version)(\"v\", args)"),
    Diagnosed("local args = { nope = 1 }\nargs = {}\n\(secret)(\"s\", args)"),
    Diagnosed("local function make(args) return \(secret)(\"s\", args) end\nmake {}"),
    Diagnosed(
      "local args = { nope = 1 }\n\(secret)(\"a\", args)\n\(secret)(\"b\", args)", "unknown-property nope"),
    Diagnosed("local opts = { protct = true }\n\(secret)(\"s\", {}, opts)", "unknown-option protct"),
    Diagnosed("local opts = { protect = 1 }\n\(secret)(\"s\", {}, opts)", "wrong-option 1"),
    Diagnosed("local tags = { a = true }\n\(secret)(\"s\", { tags = tags })", "wrong-type true"),
  ])
  func tables(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("local d = 400\n\(secret)(\"s\", { recovery_window_in_days = d })", "out-of-range d"),
    Diagnosed("local d = \"seven\"\n\(secret)(\"s\", { recovery_window_in_days = d })", "wrong-type d"),
    Diagnosed("local d = 400\nlocal e = (d)\n\(secret)(\"s\", { recovery_window_in_days = e })", "out-of-range e"),
    Diagnosed("local d = 400\nd = 7\n\(secret)(\"s\", { recovery_window_in_days = d })"),
    Diagnosed("local n = \"a\"\n\(secret)(n, {})\n\(secret)(n, {})", "duplicate-name n"),
    Diagnosed("local n = \"a\"\n\(secret)(n .. \"b\", {})\n\(secret)(\"ab\", {})", "duplicate-name \"ab\""),
    Diagnosed("for i = 1, 2 do local n = \"a\" .. i \(secret)(n, {}) end"),
    Diagnosed(
      "local function make() return \(secret)(\"s\", {}) end\nfor _ = 1, 3 do make() end", "duplicate-name \"s\""),
    Diagnosed("local function make(n) return \(secret)(n, {}) end\nfor i = 1, 3 do make(\"s\" .. i) end"),
    Diagnosed(
      "local function make() return \(secret)(\"s\", {}) end\nfor i = 1, 3 do if i == 2 then make() end end"),
    Diagnosed("local function make() return \(secret)(\"s\", {}) end\nfor _ = 1, 3 do make() break end"),
  ])
  func values(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed(
      "\(version)(\"v\", { secret_id = \"a\", secret_string = (\"hunter2\") })", "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "\(version)(\"v\", { secret_id = \"a\", secret_string = \"hunter\" .. \"2\" })",
      "hard-coded-secret \"hunter\" .. \"2\""),
    Diagnosed(
      "local p = \"hunter2\"\n\(version)(\"v\", { secret_id = \"a\", secret_string = \"x\" .. p })",
      "hard-coded-secret \"x\" .. p"),
    Diagnosed(
      "\(version)(\"v\", { secret_id = \"a\", secret_string = string.format(\"%s-x\", \"hunter2\") })",
      "hard-coded-secret string.format(\"%s-x\", \"hunter2\")"),
    Diagnosed(
      "local cfg = { pw = \"hunter2\" }\n\(version)(\"v\", { secret_id = \"a\", secret_string = cfg.pw })",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "\(version)(\"v\", { secret_id = \"a\", secret_string = cofre.secret(\"hunter2\") })",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "\(version)(\"v\", { secret_id = \"a\", secret_string = config:get_secret \"k\" or \"hunter2\" })",
      "hard-coded-secret \"hunter2\""),
    Diagnosed(
      "local p = config:require_secret \"k\"\n\(version)(\"v\", { secret_id = \"a\", secret_string = \"x\" .. p })"),
    Diagnosed(
      "local p = config:require \"k\"\n"
        + "\(version)(\"v\", { secret_id = \"a\", secret_string = string.format(\"%s-x\", p) })"),
    Diagnosed(
      "local cfg = { pw = \"\" }\ncfg.pw = config:require \"k\"\n"
        + "\(version)(\"v\", { secret_id = \"a\", secret_string = cfg.pw })"),
    Diagnosed("\(version)(\"v\", { secret_id = \"a\", secret_string = \"\" .. \"\" })", "out-of-range \"\" .. \"\""),
  ])
  func secrets(_ script: Diagnosed) { check(script) }

  private static let held =
    "local p = { aws = aws.Provider(\"p\", { region = \"eu-west-1\" }), s = \(secret)(\"s\", {}) }\n"

  @Test(arguments: [
    Diagnosed(held + "gcp.kms.KeyRing(\"r\", { location = \"global\" }, { provider = p.aws })", "wrong-option p.aws"),
    Diagnosed(held + "\(secret)(\"t\", {}, { provider = p.aws })"),
    Diagnosed(held + "\(secret)(\"t\", { description = p.s }, { provider = p.aws })", "resource-as-value p.s"),
    Diagnosed(held + "\(secret)(\"t\", {}, { provider = p.aws })\nprint(p.s.arn)", "output-as-text p.s.arn"),
    Diagnosed(held + "\(secret)(\"t\", {}, { provider = p.aws })\nprint(p.s.nme)", "unknown-field nme"),
    Diagnosed(held + "p.s = nil\n\(secret)(\"t\", { description = p.s }, { provider = p.aws })"),
    Diagnosed(
      held + "local function f() p.s = \"a\" end\nf()\n\(secret)(\"t\", { description = p.s }, { provider = p.aws })"),
    Diagnosed(held + "_G.f(p)\n\(secret)(\"t\", { description = p.s }, { provider = p.aws })"),
    Diagnosed(held + "local q = p\nq.s = \"a\"\n\(secret)(\"t\", { description = p.s }, { provider = p.aws })"),
    Diagnosed(held + "p[_G.k] = \"a\"\n\(secret)(\"t\", { description = p.s }, { provider = p.aws })"),
  ])
  func knowsTheFieldsOfTablesThatLast(_ script: Diagnosed) { check(script) }
}
