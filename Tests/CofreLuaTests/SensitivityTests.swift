import CofreLua
import CofreModel
import Synchronization
import Testing

/// A canary given as a secret never shows in anything that leaves a script, except as a sensitive value.
@Suite struct SensitivityTests {
  @Test func aConfigurationValueThatNobodyOpenedIsUnknownAndSensitive() async throws {
    let run = try await ScriptHarness(
      """
      local cofre = require "cofre"
      local config = cofre.config()
      local function length(s) return #s end
      cofre.export("asked", config:require_secret "key")
      cofre.export("plainly", config:get "key")
      cofre.export("as_number", config:require_number "key")
      cofre.export("made_of", config:require "key" .. "!")
      cofre.export("applied", config:require_secret("key"):apply(length))
      """, config: ["demo:key": .unknown(isSensitive: true)], isPreview: true
    ).run()
    for (name, value) in run.result.exports { #expect(value == .unknown(isSensitive: true), "\(name)") }
    #expect(run.result.exports.count == 5)
  }

  static let canary = "canary-7f3a-secret"

  /// Everything that comes out of a script that is given the canary in every way there is, as one text.
  private func everything(_ script: String, files: [String: String] = [:]) async -> String {
    let harness = ScriptHarness(
      """
      local cofre, aws = require "cofre", require "cofre.aws"
      local r = cofre.Record("r", {}, { additional_secret_outputs = { "stamp" } })
      local secret, number = cofre.config():require_secret("key"), cofre.config():get_secret("number")
      \(script)
      """, files: files,
      config: ["demo:key": .sensitive(Sensitive(Self.canary)), "demo:number": .sensitive(Sensitive("90210"))])
    var texts: [String] = []
    do {
      let run = try await harness.run(["r": ["id": "1", "stamp": .string(Self.canary)]])
      texts.append("\(run.result)")
      for goal in run.goals { texts.append("\(goal)") }
    } catch {
      texts.append("\(error)")
    }
    texts += harness.said.map { "\($0)" }
    return texts.joined(separator: "\n")
  }

  @Test(arguments: [
    "print(secret)", "error(secret)", "tostring(secret)", "('%s'):format(secret)", "cofre.log.info(secret)",
    "secret:apply(print)", "secret:apply(error)", "secret:apply(cofre.log.error)",
    "secret:apply(function(s) error('failed with ' .. s) end)",
    "secret:apply(function(s) error(s:sub(1, 10)) end)",
    "secret:apply(function(s) error({ s }) end)",
    "secret:apply(function(s) error('attempt to ' .. s, 0) end)",
    "secret:apply(function(s) error(setmetatable({}, { __tostring = function() return s end })) end)",
    "secret:apply(function(s) local t = {} ; return t[s].x end)",
    "secret:apply(function(s) return s.x.y end)",
    "secret:apply(function(s) return s + 1 end)",
    "secret:apply(function(s) return {} .. s end)",
    "secret:apply(function(s) return require(s) end)",
    "secret:apply(function(s) return cofre[s] end)",
    "secret:apply(function(s) return aws[s] end)",
    "secret:apply(function(s) return r[s] end)",
    "secret:apply(function(s) cofre.Record(s) end)",
    "secret:apply(function(s) cofre.export(s, 1) end)",
    "secret:apply(function(s) return cofre.config():require(s) end)",
    "secret:apply(function(s) return ('x'):rep(3, s):format(s) .. string.format(s .. '%y') end)",
    "secret:apply(function(s) return { [s] = print } end)",
    "cofre.export('x', secret:apply(function(s) return { a = { ['x' .. s] = 1 } } end))",
    "secret:apply(function(s) return tonumber(s, 36) .. s end)",
    "secret:apply(function(s) leaked = s end) r.id:apply(function() print(leaked) error(leaked) end)",
    "secret:apply(function(s) leaked = s end) r.id:apply(function() return cofre.config():require(leaked) end)",
    "number:apply(function(s) leaked = tonumber(s) end) r.id:apply(function() print(leaked) error(leaked) end)",
    "cofre.all { secret, r.id }:apply(function(v) print(table.unpack(v)) error(v[1]) end)",
    "r.stamp:apply(function(s) print(s) error(s) end)",
    "cofre.export('x', secret) cofre.export('y', 'a' .. secret .. 'b') cofre.export('z', { secret:upper() })",
    "cofre.Record('s', { value = { secret, cofre.format('%s', r.stamp) } })",
    "aws.secretsmanager.SecretVersion('v', { secret_id = 1, secret_string = secret .. ('x'):rep(100) })",
    "aws.secretsmanager.SecretVersion('v', { secret_id = secret, secret_string = {} })",
    "local x = secret.a.b", "local x = secret + 1", "local x = 1 .. secret .. r.value", "local x = secret:nope()",
    "local x = secret:rep(1 << 30)", "local x = secret:format({})",
  ])
  func theCanaryNeverLeaves(_ script: String) async {
    let text = await everything(script)
    #expect(!text.contains("canary-7f3") && !text.contains("7f3a-secret"), "\(text)")
    #expect(!text.uppercased().contains("CANARY-7F3A-SECRET"))
    #expect(!text.contains("90210"))
  }

  @Test func aTextPrintedWhereASecretIsOpenIsWithheldWhole() async throws {
    let harness = ScriptHarness(
      """
      local cofre = require "cofre"
      cofre.secret("pin"):apply(function(s) print("the pin is " .. s) end)
      cofre.secret("long-enough"):apply(function(s) kept = s end)
      cofre.output(1):apply(function() print("kept: " .. kept) end)
      """)
    _ = try await harness.run()
    #expect(harness.printed == ["[sensitive]", "kept: [sensitive]"])
  }

  @Test func errorsWhereASecretIsOpenKeepTheirPlace() async {
    #expect(
      await failure("require('cofre').secret('pin'):apply(function(s)\n  error('no ' .. s)\nend)")
        == "stack.lua:2: script-error: A function that was given a sensitive value failed; the text of its error is withheld."
    )
    #expect(
      await failure("require('cofre').secret('pin'):apply(function(s)\n  return s.a.b\nend)")
        == "stack.lua:2: script-error: Attempt to index a nil value (field 'a').")
  }

  @Test func aSecretKeptByOneApplyMarksTheResultsOfLaterOnes() async throws {
    let found = try await exports(
      """
      local cofre = require "cofre"
      local plain, secret, kept = cofre.output("plain"), cofre.secret("canary"), "nothing"
      local early = plain:apply(function(v) return v end)
      plain = plain .. "," .. "again"
      cofre.export("early", early)
      secret:apply(function(v) kept = v end)
      local late = plain:apply(function() return kept end)
      cofre.export("late", late)
      cofre.export("forwarded", plain:apply(function() return { cofre.output(kept) } end))
      cofre.export("made_of_it", late .. "!")
      cofre.export("unsecret", cofre.unsecret(late))
      cofre.export("no_apply", plain:upper())
      """)
    #expect(
      found == [
        "early": "plain", "late": .sensitive(Sensitive("canary")),
        "forwarded": [.sensitive(Sensitive("canary"))], "made_of_it": .sensitive(Sensitive("canary!")),
        "unsecret": "canary", "no_apply": "PLAIN,AGAIN",
      ])
  }

  @Test func aSecretKeptInOneWaveMarksTheResultsOfLaterWaves() async throws {
    let found = try await exports(
      """
      local cofre = require "cofre"
      local r, kept = cofre.Record("r", {}), nil
      cofre.secret("canary"):apply(function(v) kept = v end)
      cofre.export("late", r.id:apply(function() return kept end))
      cofre.export("id", r.id)
      """)
    #expect(found == ["late": .sensitive(Sensitive("canary")), "id": "id-of-r"])
  }
}
