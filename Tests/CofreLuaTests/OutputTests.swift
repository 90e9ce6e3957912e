import CofreLua
import CofreModel
import Testing

/// What scripts make of outputs.
///
/// Each script has the record `r`, whose value the row gives.
@Suite struct OutputTests {
  static let start = """
    local cofre = require "cofre"
    local r = cofre.Record("r")

    """

  private func check(
    _ script: String, value: Value = .null, gives expected: Value, line: Int = #line
  ) async throws {
    let found = try await exports(
      Self.start + "cofre.export('x', \(script))", ["r": ["id": "7", "value": value, "stamp": "now"]])
    #expect(found["x"] == expected, "line \(line)")
  }

  @Test func operatorsLift() async throws {
    try await check("'https://' .. r.id .. '/'", gives: "https://7/")
    try await check("r.id .. r.stamp", gives: "7now")
    try await check("r.value .. '!'", value: 1.5, gives: "1.5!")
    try await check("r.value .. '!'", value: 2.0, gives: "2.0!")
    try await check("r.value .. 3", value: 12, gives: "123")
    try await check("r.value + 1", value: 2, gives: 3)
    try await check("10 // r.value", value: 4, gives: 2)
    try await check("r.value / 4", value: 2, gives: 0.5)
    try await check("-r.value", value: 2, gives: -2)
    try await check("2 ^ r.value % 5", value: 3, gives: 3.0)
  }

  @Test func indexingLifts() async throws {
    try await check("r.value.a.b", value: ["a": ["b": "c"]], gives: "c")
    try await check("r.value[2]", value: ["a", "b"], gives: "b")
    try await check("r.value[3]", value: ["a", "b"], gives: .null)
    try await check("r.value.x", value: ["a": 1], gives: .null)
    try await check("r.value['two words']", value: ["two words": true], gives: true)
  }

  @Test func methodsOfTextsLift() async throws {
    try await check("r.stamp:upper()", gives: "NOW")
    try await check("r.stamp:sub(1, 2):rep(2, '-')", gives: "no-no")
    try await check("r.value.a:gsub('b', r.stamp)", value: ["a": "abc"], gives: "anowc")
  }

  @Test func applyRunsWithTheValue() async throws {
    try await check("r.id:apply(function(id) return { id, n = nil } end)", gives: ["7"])
    try await check("r.value:apply(function(v) return v.list[2] end)", value: ["list": [1, 2]], gives: 2)
    try await check("r.value:apply(function(v) return v == nil end)", gives: true)
    try await check("r.id:apply(function() end)", gives: .null)
    try await check("r.id:apply(function(id) return r.stamp .. id end)", gives: "now7")
    try await check("r.id:apply(function(id) return { a = { r.stamp } } end).a[1]", gives: "now")
  }

  @Test func allGathersOutputs() async throws {
    try await check("cofre.all { r.id, r.stamp, 'x' }", gives: ["7", "now", "x"])
    try await check(
      "cofre.all { a = r.id, b = { r.stamp } }:apply(function(v) return v.a .. v.b[1] end)", gives: "7now")
    try await check("cofre.all {}", gives: [])
    try await check("cofre.output(5):apply(function(n) return n + 1 end)", gives: 6)
  }

  @Test func formatTakesOutputsAndPlainValues() async throws {
    try await check("cofre.format('%s-%d-%s', r.id, 5, 'x')", gives: "7-5-x")
    try await check("cofre.format('%05.1f', 2.25)", gives: "002.2")
    try await check("cofre.interpolate('%q', r.stamp)", gives: "\"now\"")
  }

  @Test func sensitivityIsKeptPerLeafThroughEveryOperation() async throws {
    func secret(_ value: Value) -> Value { .sensitive(Sensitive(value)) }
    try await check("cofre.secret('x')", gives: secret("x"))
    try await check("cofre.secret { a = 1, b = { true } }", gives: ["a": secret(1), "b": [secret(true)]])
    try await check("'a' .. cofre.secret(r.id)", gives: secret("a7"))
    try await check("cofre.secret(2) * 3", gives: secret(6))
    try await check("cofre.secret('x'):upper()", gives: secret("X"))
    try await check("cofre.secret(r.id):apply(function(v) return { v, 'n' } end)", gives: [secret("7"), secret("n")])
    try await check("cofre.all { r.id, cofre.secret('x') }", gives: ["7", secret("x")])
    try await check("cofre.all { r.id, cofre.secret('x') }[1]", gives: "7")
    try await check("cofre.format('%s%s', 'a', cofre.secret('b'))", gives: secret("ab"))
    try await check("cofre.unsecret(cofre.secret('x'))", gives: "x")
    try await check("cofre.is_secret(cofre.secret('x'))", gives: true)
    try await check("cofre.is_secret(cofre.secret(r.id) .. 'x')", gives: true)
    try await check("cofre.is_secret(cofre.secret(r.id):apply(tostring))", gives: true)
    try await check("cofre.is_secret(r.id)", gives: false)
    try await check("cofre.is_secret('x')", gives: false)
    try await check("cofre.secret(r.id):apply(function(v) return r.stamp end)", gives: secret("now"))
  }

  @Test func sensitivePropertiesAndAdditionalOnesAreSensitiveOutputs() async throws {
    let found = try await exports(
      """
      local cofre, aws = require "cofre", require "cofre.aws"
      local v = aws.secretsmanager.SecretVersion("v", { secret_id = "s", secret_string = "plain" })
      local r = cofre.Record("r", { note = "n" }, { additional_secret_outputs = { "stamp" } })
      cofre.export("a", v.secret_string)
      cofre.export("b", r.stamp)
      cofre.export("c", cofre.is_secret(v.secret_string))
      cofre.export("d", r.note)
      """)
    #expect(
      found == [
        "a": .sensitive(Sensitive("plain")), "b": .sensitive(Sensitive("stamp-of-r")), "c": true, "d": "n",
      ])
  }

  @Test func unknownValuesPassThroughAndApplyIsNotRun() async throws {
    let harness = ScriptHarness(
      Self.start + """
        cofre.export("concat", r.id .. "x")
        cofre.export("sum", r.value + 1)
        cofre.export("index", r.value.a.b)
        cofre.export("method", r.id:upper())
        cofre.export("secret", cofre.secret(r.id) .. "x")
        cofre.export("apply", r.id:apply(function() error("must not run") end))
        cofre.export("all", cofre.all { r.id, "k" })
        cofre.export("partly", cofre.all { r.id, cofre.secret("k") }:apply(error))
        cofre.export("known", cofre.all { r.id, "k" }[2])
        """, isPreview: true)
    let run = try await harness.run(["r": ["id": .unknown, "value": .unknown]])
    #expect(
      run.result.exports == [
        "concat": .unknown, "sum": .unknown, "index": .unknown, "method": .unknown,
        "secret": .unknown(isSensitive: true), "apply": .unknown, "all": [.unknown, "k"],
        "partly": .unknown(isSensitive: true), "known": "k",
      ])
  }

  @Test func dependenciesAreFollowedThroughValues() async throws {
    let harness = ScriptHarness(
      """
      local cofre = require "cofre"
      local a, b, c = cofre.Record("a"), cofre.Record("b"), cofre.Record("c")
      cofre.Record("d", {
        value = cofre.all { a.id, x = nil, b.id .. "!" }:apply(function(v) return c.id:apply(function(id) return v[1] .. id end) end),
        note = a.stamp:upper(),
      })
      """)
    let run = try await harness.run()
    let goal = try #require(run.goal("d"))
    func record(_ name: String) -> URN { urn("cofre.Record", name) }
    #expect(
      goal.propertyDependencies == ["value": [record("a"), record("b"), record("c")], "note": [record("a")]])
    #expect(goal.inputs == ["value": "id-of-aid-of-c", "note": "STAMP-OF-A"])
  }

  @Test func misuseIsAnErrorThatSaysWhatToWrite() async {
    func check(_ script: String, _ expected: String, line: Int = #line) async {
      let found = await failure(Self.start + script)
      #expect(found == "stack.lua:3: \(expected)", "line \(line)")
    }
    let text =
      "output-as-text: An output is not a text: its value is not known yet. "
      + "Write \"…\" .. output, cofre.format(\"%s\", output), or output:apply(function(value) … end)."
    await check("tostring(r.id)", text)
    await check("print(r.id)", text)
    await check("string.format('%s', r.id)", text)
    await check(
      "return r.id < 'x'",
      "output-compared: An output cannot be compared: its value is not known yet. "
        + "Compare inside of output:apply(function(value) … end).")
    await check(
      "return r.id == r.stamp",
      "output-compared: An output cannot be compared: its value is not known yet. "
        + "Compare inside of output:apply(function(value) … end).")
    await check(
      "return #r.id",
      "output-length: An output has no length yet. Write output:apply(function(value) return #value end).")
    let loop =
      "output-iterated: An output has no elements yet that a loop could go over. "
      + "Write output:apply(function(list) … end) and loop inside of it."
    await check("for _ in ipairs(r.value) do end", loop)
    await check("for _ in pairs(r.value) do end", loop)
    await check(
      "r.value.x = 1",
      "output-changed: An output cannot be changed. Make a new value with output:apply(function(value) … end).")
    await check(
      "r.id = 1",
      "read-only-resource: The fields of a resource cannot be set. "
        + "Give the value with the properties, where the resource is declared.")
    await check(
      "r.id()",
      "output-called: An output is not a function. Call methods of its value with a colon, such as output:upper().")
    await check("return r.id .. {}", "wrong-operand: An output and a table cannot be combined.")
    await check(
      "return 'x' .. r", "resource-as-text: A resource is not a text. Write one of its fields, such as .id or .urn.")
    await check(
      "r.id.apply(print)",
      "wrong-argument: apply is called on a function, not on an output. Write output:apply(function(value) … end), with a colon."
    )
    await check("r.id:apply(5)", "wrong-argument: apply needs a function, not a number.")
    await check("cofre.all(r.id, r.id)", "too-many-arguments: cofre.all takes one table. Write cofre.all { a, b }.")
    await check(
      "cofre.all { r }",
      "unusable-value: '[0]' of the value of an output is a resource, not a value. Write one of its fields, such as .id."
    )
    await check("cofre.unsecret('x')", "wrong-argument: cofre.unsecret needs an output, not a string.")
  }

  @Test func failuresAtEvaluationPointAtTheLineThatMadeTheOutput() async {
    func check(_ script: String, value: Value = .null, _ expected: String, line: Int = #line) async {
      let found = await failure(Self.start + script, ["r": ["id": "7", "value": value]])
      #expect(found == expected, "line \(line)")
    }
    await check(
      "local x = r.value.a", "stack.lua:3: output-index: The value of an output is nil, so that it has no 'a'.")
    await check(
      "local x = r.value .. 'a'", value: ["a": 1],
      "stack.lua:3: wrong-operand: '..' needs texts or numbers, and the value of an output is a table.")
    await check(
      "local x = 1 // r.value", value: 0,
      "stack.lua:3: wrong-operand: Arithmetic with the values of these outputs is not possible. "
        + "It needs numbers, and divides no whole number by zero with // or %.")
    await check(
      "r.id:apply(function(id)\n  return id.x.y\nend)",
      "stack.lua:4: script-error: Attempt to index a nil value (field 'x').")
    await check("r.id:apply(function(id)\n  error('no ' .. id)\nend)", "stack.lua:4: script-error: no 7")
    await check(
      "r.id:apply(function() return print end)",
      "stack.lua:3: unusable-value: The result of the function given to apply is a function, which is no value.")
    await check(
      "r.id:apply(function() cofre.Record('q') end)",
      "stack.lua:3: inside-apply: A resource cannot be declared inside a function given to apply (cofre.Record). Do it outside, and use the output that apply returns."
    )
    await check(
      "r.id:apply(function() cofre.export('q', 1) end)",
      "stack.lua:3: inside-apply: A value cannot be exported inside a function given to apply (q). Do it outside, and use the output that apply returns."
    )
    await check(
      "r.id:apply(coroutine.yield)", "stack.lua:3: script-error: coroutine.yield is called outside of a coroutine.")
  }

  @Test func anOutputThatWaitsForItselfEndsAsUnknown() async throws {
    let found = try await exports(
      Self.start + "local x; x = r.id:apply(function() return x end)\ncofre.export('x', x)")
    #expect(found == ["x": .unknown])
  }

  @Test func aFailedApplyBlocksOnlyWhatNeedsIt() async throws {
    let program = StackProgram(
      ScriptHarness(
        Self.start + """
          cofre.Record("bad", { value = r.id:apply(error) })
          cofre.Record("good", { value = r.id })
          """
      ).options)
    let first = try await program.start()
    #expect(first.map(\.urn.name) == ["r"])
    await #expect(throws: DiagnosticError.self) {
      _ = try await program.resolve([Resolution(urn: first[0].urn, outputs: ["id": "7"])])
    }
    let second = try await program.resolve([])
    #expect(second.map(\.urn.name) == ["good"])
    let result = try await program.finish()
    #expect(result.blocked.map(\.urn.name) == ["bad"])
  }
}
