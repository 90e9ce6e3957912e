import CofreAnalysis
import Testing

/// What Lua's own functions take and answer, as their signatures say, and what a project makes of them.
@Suite struct LibraryTypeTests {
  private func found(_ text: String) -> [String] {
    let quiet: Set<String> = ["lowercase-global", "unused-local", "empty-block", "unused-function"]
    return diagnosed(text, WorkspaceContext(silencedCodes: quiet))
  }

  @Test(arguments: [
    ("print(string.rep(\"x\", {}))", ["param-type-mismatch {}"]),
    ("print((\"x\"):find(nil))", ["param-type-mismatch nil"]),
    ("print(string.rep(\"x\", 1.5))", ["param-type-mismatch 1.5"]),
    ("print(math.floor(\"x\"))", ["param-type-mismatch \"x\""]),
    ("print(table.concat(\"abc\"), pairs(nil))", ["param-type-mismatch \"abc\"", "param-type-mismatch nil"]),
    ("table.insert({}, \"x\", 5)", ["param-type-mismatch \"x\""]),
    ("setmetatable({}, 5)", ["param-type-mismatch 5"]), ("print(math.max(1, {}))", ["param-type-mismatch {}"]),
    ("local t = {}\nprint(string.upper(t))", ["param-type-mismatch t"]),
    ("---@param s string\nlocal function f(s) return s:rep({}) end\nprint(f(\"a\"))", ["param-type-mismatch {}"]),
    ("local n = tostring(5)\nprint(n:rep(true))", ["param-type-mismatch true"]),
  ])
  func argumentsAreOfTheTypesThatTheSignaturesName(_ script: String, _ expected: [String]) {
    #expect(found(script) == expected)
  }

  @Test(arguments: [
    "print(string.rep(5, \"3\"), math.floor(\"12\"), math.floor(\" 0x10 \"), string.rep(\"x\", 1e3), (\"x\"):rep(2.0))",
    "table.insert({}, \"x\")\ntable.insert({}, 1, \"x\")\ntable.insert({}, ...)", "setmetatable({}, nil)",
    "print(select(\"#\", 1), select(-1, 2), utf8.len(\"x\", 1, -1, true), (\"a\"):find(\"a\", nil, true))",
    "local x\nlocal function set() x = {} end\nset()\nprint(table.concat(x))",
    "local x = 5\nlocal function set() x = {} end\nset()\nprint(ipairs(x))",
    "g = 5\nfunction f() g = {} end\nprint(ipairs(g))", "local t = { a = 5 }\nt.b = {}\nprint(ipairs(t.a))",
    "local a, b, c = (\"x\"):byte(1, 3)\nprint(math.max(a, b, c))", "print(os.date(\"*t\").year, os.date():upper())",
    "local n = ...\nprint(string.rep(\"a\", n), (\"a\"):rep(n), ipairs(n.list))",
    "local ok, text = pcall(error)\nprint(ok, text:upper())",
    "---@class M\nlocal M = {}\n---@enum Kind\nM.kinds = { a = 1 }\nfor _, k in pairs(M.kinds) do print(k) end",
  ])
  func whatLuaTakesIsNotReported(_ script: String) { #expect(found(script) == []) }

  @Test(arguments: [
    ("local s, p = ...\nprint(string.match(s, p):upper())", ["need-check-nil string.match(s, p)"]),
    ("print((\"a1\"):match(\"%d+\"):upper())", ["need-check-nil (\"a1\"):match(\"%d+\")"]),
    ("local m = (\"a\"):match(\"(%a)(%d)\")\nprint(m:upper())", ["need-check-nil m"]),
    ("print((\"a\"):match(\"^[^]%]]*$\"):upper())", ["need-check-nil (\"a\"):match(\"^[^]%]]*$\")"]),
    ("print((\"a\"):match(\"^%.*$\"):upper())", ["need-check-nil (\"a\"):match(\"^%.*$\")"]),
    ("print((\"a\"):match(\"%b()\"):upper())", ["need-check-nil (\"a\"):match(\"%b()\")"]),
    ("print((\"a\"):match(\".*\", 9):upper())", ["need-check-nil (\"a\"):match(\".*\", 9)"]),
  ])
  func whatMayNotMatchIsAskedForFirst(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  @Test(arguments: [
    "print((\" a \"):match(\"^%s*(.-)%s*$\"):upper())", "print((\"a\"):match(\".*\"):upper())",
    "print((\"a\"):match(\"%d*$\"):upper(), (\"a\"):match(\"^(%a?)[%d_]-\"):upper())",
    "local m = (\"a\"):match(\"%d\")\nif m then print(m:upper()) end\nprint(m and m:upper())",
    "local a, b = (\"1-2\"):match(\"(%d+)-(%d+)\")\nif a then print(a:upper(), b:upper()) end",
    "print(assert((\"a\"):match(\"a\")):upper())", "local m = (\"a\"):match(\"b\") or \"\"\nprint(m:upper())",
    "for word in (\"a b\"):gmatch(\"%a+\") do print(word:upper()) end",
    "local at = (\"a\"):match(\"()b\")\nprint(at and at + 1)",
  ])
  func whatMatchesOrWasAskedForIsNotReported(_ script: String) { #expect(found(script) == []) }

  @Test(arguments: [
    "-- lib.lua\nfunction print(a) return a end\nfunction string.rep(a, b, c, d) return a, b, c, d end\nfunction string.trim(s) return s end",
    "-- types/lib.lua\n---@meta\nfunction string.trim(s) end\nfunction string.rep(a, b, c, d) end",
  ])
  func whatAnotherFileMakesOfTheLibraryCounts(_ files: String) throws {
    let script = "print(string.rep({}, {}, {}, {}), string.rep())\nprint(string.trim(\" a\"), (\"a\"):trim())\n"
    #expect(try Project(script + files).analysis().diagnostics().map(\.code) == [])
    let plain = try Project(script).analysis().diagnostics().map(\.code)
    #expect(
      Set(plain) == [
        "param-type-mismatch", "redundant-parameter", "missing-parameter", "unknown-field", "unknown-function",
      ])
  }

  @Test func whatTheFileItselfMakesOfTheLibraryCounts() {
    let script = """
      function string.trim(s) return s end
      string.rep = function(a, b, c, d) return a, b, c, d end
      print(string.trim("a"), ("a"):trim(), string.rep({}, {}, {}, {}))
      """
    #expect(found(script) == [])
  }
}
