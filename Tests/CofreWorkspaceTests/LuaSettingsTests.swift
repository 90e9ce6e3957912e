import CofreAnalysis
import CofreWorkspace
import Testing

/// What is said to Lua servers in general is heard.
@Suite struct LuaSettingsTests {
  private static let script = "print(nowhere)\nlocal unused = 1\nlocal x = 1\nlocal x = x\nprint(x)\n"

  private static func findings(_ settings: [String: String], _ script: String = script) async throws -> [String] {
    var files = ["/p/a.lua": script]
    for (name, text) in settings { files["/p/\(name)"] = text }
    let analysis = try await Workspace(MemoryDisk(files)).analysis("/p/a.lua")
    return analysis.diagnostics().map { "\($0.code) \($0.severity.rawValue)" }
  }

  @Test func withoutThemPagesCount() async throws {
    #expect(
      try await Self.findings([:]) == ["undefined-global error", "unused-local hint", "redefined-local warning"])
  }

  @Test(arguments: [
    (#"{"diagnostics": {"severity": {"undefined-global": "Warning"}}}"#, "undefined-global warning"),
    (#"{"diagnostics.severity": {"undefined-global": "Warning!"}}"#, "undefined-global warning"),
    (#"{"Lua.diagnostics.severity": {"undefined-global": "Hint"}}"#, "undefined-global hint"),
    (#"{"Lua": {"diagnostics": {"severity": {"undefined-global": "information"}}}}"#, "undefined-global information"),
    (#"{"diagnostics": {"severity": {"undefined-global": "Fatal", "unused-local": 3}}}"#, "undefined-global error"),
    (#"{"diagnostics": {"severity": ["undefined-global"]}}"#, "undefined-global error"),
    (#"{"diagnostics": {"neededFileStatus": {"undefined-global": "Any"}}}"#, "undefined-global error"),
  ])
  func severitiesAreHeard(_ settings: String, _ expected: String) async throws {
    #expect(try await Self.findings([".luarc.json": settings]).first == expected)
  }

  @Test(arguments: [
    #"{"diagnostics": {"disable": ["undefined-global"]}}"#,
    #"{"diagnostics": {"globals": ["nowhere"]}}"#,
    #"{"diagnostics.neededFileStatus": {"undefined-global": "None!"}}"#,
  ])
  func whatIsNotWantedIsNotTold(_ settings: String) async throws {
    for name in [".luarc.json", ".luarc.jsonc", ".emmyrc.json"] {
      #expect(try await Self.findings([name: settings]) == ["unused-local hint", "redefined-local warning"])
    }
  }

  @Test(arguments: [".luarc.json", ".luarc.jsonc", ".emmyrc.json"])
  func theyMayHaveComments(_ name: String) async throws {
    let settings = "// ours\n{\"diagnostics\": {\"globals\": [\"nowhere\", /* more */], },}\n"
    #expect(try await Self.findings([name: settings]) == ["unused-local hint", "redefined-local warning"])
  }

  @Test func whatCannotBeReadIsTold() async throws {
    let disk = MemoryDisk(["/p/a.lua": "return 1", "/p/.luarc.json": "{\"diagnostics\": {} \"x\": 1}"])
    let workspace = Workspace(disk)
    let problems = await workspace.luaSettingsProblems(around: "/p")
    #expect(problems.map(\.path) == ["/p/.luarc.json"])
    #expect(problems.map(\.diagnostic.code) == ["lua-settings-syntax"])
    #expect(problems.map(\.diagnostic.range) == [19..<20])
    disk.write("/p/.luarc.json", "{}")
    workspace.fileChanged("/p/.luarc.json")
    #expect(await workspace.luaSettingsProblems(around: "/p") == [])
  }

  @Test(arguments: RuleList.settings.filter { $0.wrong.hasPrefix("{") })
  func examplesAreReportedForExactlyThat(_ page: RulePage) async throws {
    func codes(_ text: String) async -> [String] {
      let disk = MemoryDisk(["/p/a.lua": "return 1", "/p/.luarc.json": text], hasProject: true)
      return await Workspace(disk).luaSettingsProblems(around: "/p").map(\.diagnostic.code)
    }
    #expect(await codes(page.wrong) == [page.code])
    #expect(await codes(page.right) == [])
  }

  /// The version that is reported, and the text at its place.
  private static func version(
    _ settings: String, _ name: String = ".luarc.json", project: Bool = true
  ) async throws -> String? {
    let disk = MemoryDisk(["/p/a.lua": "return 1", "/p/\(name)": settings], hasProject: project)
    let problems = await Workspace(disk).luaSettingsProblems(around: "/p")
    #expect(problems.count <= 1)
    guard let problem = problems.first else { return nil }
    #expect(problem.diagnostic.code == "lua-settings-version")
    return String(decoding: problem.bytes[problem.diagnostic.range], as: UTF8.self)
  }

  @Test(arguments: [
    #"{"runtime": {"version": "LuaJIT"}}"#, #"{"runtime.version": "LuaJIT"}"#, #"{"Lua.runtime.version": "LuaJIT"}"#,
    #"{"Lua": {"runtime": {"version": "LuaJIT"}}}"#,
    "// \"runtime\"\n{\"runtime\": {\"path\": [\"?\"], \"version\": \"LuaJIT\",},}",
  ])
  func anotherVersionOfLuaIsTold(_ settings: String) async throws {
    for name in [".luarc.json", ".luarc.jsonc", ".emmyrc.json"] {
      #expect(try await Self.version(settings, name) == "\"LuaJIT\"")
    }
    #expect(try await Self.version(settings, project: false) == nil)
  }

  @Test(arguments: ["Lua 5.4", "Lua5.4", "lua 5.4", "LuaLatest"])
  func theVersionThatRunsIsNotTold(_ version: String) async throws {
    #expect(try await Self.version(#"{"runtime": {"version": "\#(version)"}}"#) == nil)
  }

  @Test(arguments: [
    #"{"runtime": {"version": 5.1}}"#, #"{"runtime": "LuaJIT"}"#, #"{"version": "LuaJIT"}"#, "[]",
    #"{"runtime.version": "Lua 5.1", "diagnostics.disable": ["lua-settings-version"]}"#,
  ])
  func whatIsNoVersionOrNotWantedIsNotTold(_ settings: String) async throws {
    #expect(try await Self.version(settings) == nil)
  }

  @Test func ofTwoFilesTheFirstCounts() async throws {
    let severity = { (word: String) in #"{"diagnostics": {"severity": {"undefined-global": "\#(word)"}}}"# }
    let found = try await Self.findings([".luarc.json": severity("Hint"), ".emmyrc.json": severity("error")])
    #expect(found.first == "undefined-global hint")
  }

  @Test func namesOfOthersMeanTheirOwnCodesToo() async throws {
    let page = try #require(RuleList.all.first { !$0.alsoKnownAs.isEmpty && $0.code == "unknown-diagnostic-code" })
    let severity = #"{"diagnostics": {"severity": {"\#(page.alsoKnownAs[0])": "Error"}}}"#
    #expect(try await Self.findings([".luarc.json": severity], page.wrong).contains("\(page.code) error"))
    let both = #"{"diagnostics": {"severity": {"\#(page.alsoKnownAs[0])": "Error", "\#(page.code)": "Hint"}}}"#
    #expect(try await Self.findings([".luarc.json": both], page.wrong).contains("\(page.code) hint"))
  }

  @Test func whatIsNoLuaStaysAnError() async throws {
    let settings = #"{"diagnostics": {"severity": {"missing-end": "Hint"}, "disable": ["missing-end"]}}"#
    #expect(try await Self.findings([".luarc.json": settings], "do\n") == ["missing-end error"])
  }
}
