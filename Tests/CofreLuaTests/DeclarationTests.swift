import CofreLua
import CofreModel
import Testing

@Suite struct DeclarationTests {
  static let start = "local cofre, aws, gcp = require 'cofre', require 'cofre.aws', require 'cofre.gcp'\n"

  private func check(_ script: String, _ expected: String, line: Int = #line) async {
    let found = await failure(Self.start + script)
    #expect(found == expected, "line \(line)")
  }

  @Test func unknownNamesAreAnsweredWithTheNearestOnes() async {
    await check(
      "aws.secretmanager.Secret('s')",
      "stack.lua:2: unknown-type: aws has no service 'secretmanager'. Did you mean 'secretsmanager'?")
    await check(
      "aws.secretsmanager.Secrets('s')",
      "stack.lua:2: unknown-type: aws.secretsmanager has no type 'Secrets'. Did you mean 'Secret'?")
    await check("gcp.kms.X('s')", "stack.lua:2: unknown-type: gcp.kms has no type 'X'. There are CryptoKey, KeyRing.")
    await check(
      "cofre.exprot('x', 1)",
      "stack.lua:2: unknown-function: The module 'cofre' has no 'exprot'. Did you mean 'export'?")
    await check(
      "cofre.record('x')", "stack.lua:2: unknown-function: The module 'cofre' has no 'record'. Did you mean 'Record'?")
    await check(
      "require 'cofre.awss'",
      "stack.lua:2: unknown-module: There is no module 'cofre.awss' in the standard library. Did you mean 'cofre.aws'?")
    await check(
      "cofre.Record('r').valeu()",
      "stack.lua:2: unknown-field: 'r' (cofre.Record) has no field 'valeu'. Did you mean 'value'?")
    await check(
      "aws.secretsmanager.Secret('s', { descripton = 'x' })",
      "stack.lua:2: unknown-property: aws.secretsmanager.Secret has no property 'descripton'. Did you mean 'description'?"
    )
    await check(
      "cofre.Record('r', {}, { dependson = {} })",
      "stack.lua:2: unknown-option: 'r' (cofre.Record) has no option 'dependson'. Did you mean 'depends_on'?")
  }

  @Test func propertiesAreValidatedAtTheCall() async {
    await check(
      "gcp.kms.KeyRing('k')",
      "stack.lua:2: missing-property: gcp.kms.KeyRing needs 'location'. Where. Add location = … to the properties.")
    await check(
      "aws.secretsmanager.Secret('s', {\n  recovery_window_in_days = 31, name = {} })",
      """
      stack.lua:2: wrong-type: 'name' of aws.secretsmanager.Secret must be a string, not an empty table.
      stack.lua:2: out-of-range: 'recovery_window_in_days' of aws.secretsmanager.Secret must be 0 to 30 days.
      """)
    await check(
      "local r = cofre.Record('r')\naws.secretsmanager.Secret('s', { tags = { r.id } })",
      "stack.lua:3: wrong-type: 'tags' of aws.secretsmanager.Secret must be a table of names and values, not a list.")
    await check(
      "aws.secretsmanager.SecretVersion('v', { secret_id = 's', secret_string = '' })",
      "stack.lua:2: out-of-range: 'secret_string' of aws.secretsmanager.SecretVersion must have 1 to 64 characters, and has 0."
    )
  }

  @Test func argumentsAreChecked() async {
    await check(
      "cofre.Record()",
      "stack.lua:2: wrong-name: The name of a resource (cofre.Record) must be a string with text in it, not nil. Write cofre.Record(\"name\", { … })."
    )
    await check(
      "cofre.Record('')",
      "stack.lua:2: wrong-name: The name of a resource (cofre.Record) must be a string with text in it, not an empty string. Write cofre.Record(\"name\", { … })."
    )
    await check(
      "cofre.Record({ value = 1 })",
      "stack.lua:2: wrong-name: The name of a resource (cofre.Record) must be a string with text in it, not a table. Write cofre.Record(\"name\", { … })."
    )
    await check(
      "cofre.Record('r', 'x')",
      "stack.lua:2: wrong-properties: The properties of 'r' (cofre.Record) must be a table, not a string.")
    await check(
      "cofre.Record('r', { 1 })",
      "stack.lua:2: wrong-properties: The properties of 'r' (cofre.Record) must be a table of names and values, not a list."
    )
    await check(
      "cofre.Record('r', {}, true)",
      "stack.lua:2: wrong-option: The options of 'r' (cofre.Record) must be a table, not a boolean.")
    await check(
      "cofre.Record('r', {}, {}, 1)",
      "stack.lua:2: too-many-arguments: 'r' (cofre.Record) is declared with more than a name, properties and options.")
  }

  @Test func duplicateNamesAreFoundWithBothPlaces() async {
    await check(
      "cofre.Record('a')\ncofre.Record('b')\n\ncofre.Record('a')",
      "stack.lua:5: duplicate-name: 'a' (cofre.Record) is declared twice, first at stack.lua:2. Give each resource of a type its own name; in a loop, make the loop's variable part of it."
    )
    await check(
      "for _ = 1, 2 do\n  cofre.Record('a')\nend",
      "stack.lua:3: duplicate-name: 'a' (cofre.Record) is declared twice, first at stack.lua:3. Give each resource of a type its own name; in a loop, make the loop's variable part of it."
    )
    await check(
      "cofre.export('a', 1)\ncofre.export('a', 2)",
      "stack.lua:3: duplicate-export: 'a' is exported twice, first at stack.lua:2. Give each export its own name.")
    await check(
      "cofre.export('a')",
      "stack.lua:2: wrong-argument: The value of the export 'a' is nil. Look for a misspelt variable, or leave the export out."
    )
  }

  @Test func valuesThatAreNoDataNameTheirPlace() async {
    func check(_ value: String, _ expected: String, line: Int = #line) async {
      let found = await failure(Self.start + "cofre.Record('r', { value = \(value) })")
      #expect(found == "stack.lua:2: unusable-value: '\(expected)", "line \(line)")
    }
    let r = "of 'r' (cofre.Record)"
    await check("print", "value' \(r) is a function, which is no value.")
    await check("{ a = { 1, coroutine.create(print) } }", "value.a[1]' \(r) is a coroutine, which is no value.")
    await check("0/0", "value' \(r) is not a number (NaN).")
    await check("{ 1/0 }", "value[0]' \(r) is an infinite number.")
    await check("'\\xff'", "value' \(r) is a string that is not valid UTF-8. Encode the bytes, for example as Base64.")
    await check("{ ['\\xff'] = 1 }", "value' \(r) has a key that is not valid UTF-8.")
    await check(
      "{ 1, 2, x = 3 }",
      "value' \(r) mixes a list with other keys ('x'). Make it a list or a table of names and values, not both.")
    await check(
      "{ 1, [1000] = 3 }",
      "value' \(r) is a list with holes. Lists count from 1, with no nil between.")
    await check("{ 1, nil, 3 }", "value' \(r) is a list with a hole: element 2 is nil.")
    await check("{ [true] = 1 }", "value' \(r) has a key that is a boolean, not a string.")
    await check(
      "{ [3] = 1 }",
      "value' \(r) is a list with holes, or mixes a list with other keys. Lists count from 1, with no nil between.")
    await check(
      "{ a = cofre.Record('q') }", "value.a' \(r) is a resource, not a value. Write one of its fields, such as .id.")
    await check(
      "(function() local t = {}; t.t = { t }; return t end)()", "value.t[0]' \(r) is a table that contains itself.")
    await check(
      "(function() local t = {}; for _ = 1, 200 do t = { t } end; return t end)()",
      "value\(String(repeating: "[0]", count: 99))' \(r) is nested more than 100 tables deep.")
    await check(
      "(function() local t = {}; for _ = 1, 60 do t = { t, t } end; return t end)()",
      "value' \(r) holds more than 250000 values. Declare less in one place.")
  }

  @Test func optionsReachTheGoal() async throws {
    let run = try await ScriptHarness(
      Self.start + """
        local p = aws.Provider("p")
        local parent = aws.secretsmanager.Secret("parent", {}, { provider = p, protect = true })
        local a, b = cofre.Record("a"), cofre.Record("b")
        aws.secretsmanager.Secret("child", { name = "n" }, {
          parent = parent, depends_on = { a, b }, ignore_changes = { "tags.x", "name" }, replace_on_changes = { "name" },
          delete_before_replace = false, retain_on_delete = true, deleted_with = a,
          aliases = { "old", "urn:cofre:dev::demo::aws.secretsmanager.Secret::older" },
          additional_secret_outputs = { "arn" }, custom_timeouts = { create = "1h30m", delete = "90s" },
        })
        cofre.Record("other", {}, { parent = parent, protect = false, depends_on = a })
        """
    ).run()
    let options = try #require(run.goal("child")).options
    let parent = urn("aws.secretsmanager.Secret", "parent")
    let records = ["a", "b"].map { urn("cofre.Record", $0) }
    #expect(options.provider == urn("aws.Provider", "p"))
    #expect(options.parent == parent)
    #expect(options.protect)
    #expect(options.dependsOn == records)
    #expect(options.ignoreChanges.map(\.description) == ["tags.x", "name"])
    #expect(options.replaceOnChanges.map(\.description) == ["name"])
    #expect(options.deleteBeforeReplace == false)
    #expect(options.retainOnDelete)
    #expect(options.deletedWith == records[0])
    #expect(
      options.aliases.map(\.description) == [
        "urn:cofre:dev::demo::aws.secretsmanager.Secret$aws.secretsmanager.Secret::old",
        "urn:cofre:dev::demo::aws.secretsmanager.Secret::older",
      ])
    #expect(options.additionalSecretOutputs == ["arn"])
    #expect(options.timeouts == ResourceOptions.Timeouts(create: .seconds(5400), delete: .seconds(90)))
    let other = try #require(run.goal("other"))
    #expect(other.options.provider == nil)
    #expect(other.options.protect == false)
    #expect(other.urn.qualifiedType == "aws.secretsmanager.Secret$cofre.Record")
    #expect(run.waves.map { $0.map(\.urn.name) } == [["p", "a", "b"], ["parent"], ["child", "other"]])
  }

  @Test func optionsAreChecked() async {
    func check(_ options: String, _ expected: String, line: Int = #line) async {
      let found = await failure(
        Self.start
          + "local r, p = cofre.Record('r'), gcp.Provider('p')\naws.secretsmanager.Secret('s', {}, { \(options) })")
      #expect(found == "stack.lua:3: wrong-option: \(expected)", "line \(line)")
    }
    let s = "of 's' (aws.secretsmanager.Secret)"
    await check("provider = p", "'provider' \(s) cannot be 'p' (gcp.Provider). Give one made by aws.Provider.")
    await check("provider = r", "'provider' \(s) cannot be 'r' (cofre.Record). Give one made by aws.Provider.")
    await check(
      "provider = r.id",
      "'provider' \(s) must be a resource, not an output. Give the resource itself, not one of its fields.")
    await check("protect = 1", "'protect' \(s) must be true or false, not a number.")
    await check("protect = r.id", "'protect' \(s) must be true or false, not an output.")
    await check("depends_on = { 'r' }", "'depends_on' \(s) must be a resource, not a string.")
    await check(
      "depends_on = { r = r }", "'depends_on' \(s) must be a list of resources, with no other keys and no holes.")
    await check(
      "ignore_changes = { 'nmae' }",
      "'ignore_changes' \(s) names 'nmae', which the type does not have. Did you mean 'name'?")
    await check("ignore_changes = { '' }", "'ignore_changes' \(s) has '', which is no path of a property.")
    await check(
      "additional_secret_outputs = { 'anr' }",
      "'additional_secret_outputs' \(s) names 'anr', which the type does not have. Did you mean 'arn'?")
    await check(
      "custom_timeouts = { create = 5 }",
      "'custom_timeouts.create' \(s) must be a time such as \"5m\", \"90s\" or \"1h30m\".")
    await check(
      "custom_timeouts = { creat = '5m' }", "'custom_timeouts' \(s) has no operation 'creat'. Did you mean 'create'?")
    await check("aliases = { 'urn:x' }", "'aliases' \(s) has 'urn:x', which is no URN.")
  }

  @Test func whatNeedsAFailedResourceIsBlockedAndNamed() async throws {
    let run = try await ScriptHarness(
      Self.start + """
        local a = cofre.Record("a")
        local b = cofre.Record("b", { value = a.id })
        local c = cofre.Record("c", { value = b.id .. "x" })
        cofre.Record("d", {}, { depends_on = c })
        cofre.Record("e")
        cofre.export("c", c.id)
        cofre.export("e", 1)
        """
    ).run(failing: ["a"])
    #expect(run.goals.map(\.urn.name) == ["a", "e"])
    #expect(
      run.result.blocked.map { "\($0.urn.name) < \($0.waitingOn.map(\.name))" } == [
        #"b < ["a"]"#, #"c < ["b"]"#, #"d < ["c"]"#,
      ])
    #expect(run.result.exports == ["c": .unknown, "e": 1])
  }

  @Test func deprecatedPropertiesAreWarnedOf() async throws {
    let run = try await ScriptHarness(Self.start + "aws.secretsmanager.Secret('s', { old_name = 'x' })").run()
    #expect(
      run.result.warnings.map { "\($0.location.map(\.description) ?? ""): \($0.detail) \($0.hint ?? "")" } == [
        "stack.lua:2: 'old_name' of aws.secretsmanager.Secret is deprecated. Use name."
      ])
  }

  @Test func stackNamesAndMessagesReachTheScript() async throws {
    let harness = ScriptHarness(
      Self.start + """
        print(cofre.stack(), cofre.project(), cofre.is_preview(), nil, 1.5)
        cofre.log.warn("careful")
        """, isPreview: true)
    _ = try await harness.run()
    #expect(
      harness.said == [
        ScriptMessage(.printed, "dev\tdemo\ttrue\tnil\t1.5", location: SourceLocation(file: "stack.lua", line: 2)),
        ScriptMessage(.warning, "careful", location: SourceLocation(file: "stack.lua", line: 3)),
      ])
  }

  @Test func configurationComesInTheKindAskedFor() async throws {
    let found = try await exports(
      Self.start + """
        local c, o = cofre.config(), cofre.config("other")
        cofre.export("x", {
          c:get "text", c:get_integer "integer", c:get_number "number", c:get_boolean "flag", c:get_table "table",
          c:get "integer", o:get "key", c:get "other:key", c:get "none" == nil, c:require_integer "digits",
          c:get "secret", c:get_secret "text", c:get_integer "secret_number",
        })
        """,
      config: [
        "demo:text": "t", "demo:integer": 5, "demo:number": 1.5, "demo:flag": "true", "demo:table": ["a": [1]],
        "other:key": "k", "demo:digits": "42", "demo:secret": .sensitive(Sensitive("s")),
        "demo:secret_number": .sensitive(Sensitive("7")),
      ])
    #expect(
      found["x"] == [
        "t", 5, 1.5, true, ["a": [1]], "5", "k", "k", true, 42, .sensitive(Sensitive("s")), .sensitive(Sensitive("t")),
        .sensitive(Sensitive(7 as Value)),
      ])
  }

  @Test func configurationOfTheWrongKindIsAnError() async {
    let found = await failure(
      Self.start + "cofre.config():get_integer('text')", config: ["demo:text": "canary"])
    #expect(found == "stack.lua:2: wrong-config: The configuration value 'demo:text' is not a whole number.")
    await check(
      "cofre.config().get('x')",
      "stack.lua:2: wrong-argument: The key of a configuration value must be a string, not nil. Write config:get \"key\", with a colon."
    )
    await check(
      "cofre.config('other'):require_secret('key')",
      "stack.lua:2: missing-config: The stack 'dev' has no configuration value 'other:key'. Run: cofre config set --secret other:key"
    )
  }
}
