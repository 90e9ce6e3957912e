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
    ("---@param s string?\nlocal function f(s) return string.upper(s) end\nprint(f(\"a\"))", ["param-type-mismatch s"]),
    ("---@param s? string\nlocal function f(s) return (\"x\"):find(s) end\nprint(f())", ["param-type-mismatch s"]),
    ("---@return string?\nlocal function f() end\nlocal s = f()\nprint(string.upper(s))", ["param-type-mismatch s"]),
    ("---@return string?\nlocal function f() end\nprint(string.upper(f()))", ["param-type-mismatch f()"]),
    (
      "---@class T\n---@field n string?\n---@param t T\nlocal function f(t) return string.len(t.n) end\nprint(f({}))",
      ["param-type-mismatch t.n"]
    ),
    ("local s = ...\nprint(string.upper(string.match(s, \"a+\")))", ["param-type-mismatch string.match(s, \"a+\")"]),
  ])
  func whatMayBeNilIsAskedForFirst(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  @Test(arguments: [
    "---@param s string?\nlocal function f(s) if s then return string.upper(s) end end\nprint(f(\"a\"))",
    "---@param s string?\nlocal function f(s) return string.upper(s or \"\") end\nprint(f(\"a\"))",
    "---@param n integer?\nlocal function f(n) return (\"a\"):sub(1, n) end\nprint(f(1))",
    "---@param s string?\nlocal function f(s) print(s, tostring(s), type(s), tonumber(s)) end\nf(\"a\")",
    "print(string.char(tonumber(\"41\", 16)))", "local n = tonumber(\"41\")\nprint(string.char(n))",
    "local a, b = (\"1-2\"):match(\"(%d+)-(%d+)\")\nif a then print(string.rep(a, 2), string.rep(b, 2)) end",
    "local s\nif f then s = \"a\" end\nprint(string.upper(s))",
    "local s = nil\nfor i = 1, 2 do s = tostring(i) end\nprint(string.upper(s))",
    "---@type string?\nlocal s\nlocal function set() s = \"a\" end\nset()\nprint(string.upper(s))",
  ])
  func whatMayBeNilWhereNobodyMindsIsNotReported(_ script: String) {
    #expect(found(script).filter { $0.hasPrefix("param") || $0.hasPrefix("need") } == [])
  }

  @Test(arguments: [
    ("print(string.format(\"%s-%s\", \"a\"))", ["wrong-format \"%s-%s\""]),
    ("print(string.format(\"%s\", 1, 2))", ["wrong-format 2"]),
    ("print((\"%d\"):format({}))", ["wrong-format {}"]),
    ("print((\"%d\"):format(1.5))", ["wrong-format 1.5"]),
    ("print((\"%5.2f\"):format(\"x\"))", ["wrong-format \"x\""]),
    ("print(string.format(\"100%\"))", ["wrong-format \"100%\""]),
    ("print(string.format(\"%y\", 1))", ["wrong-format \"%y\""]),
    ("print(string.format(\"%s\"))", ["wrong-format \"%s\""]),
    (
      "---@param b boolean\nlocal function f(b) return string.format(\"%x\", b) end\nprint(f(true))", ["wrong-format b"]
    ),
  ])
  func formatsGetWhatTheyAskFor(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  @Test(arguments: [
    "print(string.format(\"%d%% of %-10s, %5.1f %q %i %%\", 3, {}, \"2.5\", nil, 4.0))",
    "print(string.format(\"%s %s\", ...), string.format(\"%s %s\", f()), string.format(\"%%\"))",
    "local f = ...\nprint(string.format(f, 1, 2), f:format(1))",
    "print((\"%s %s\"):format((\"a\"):gsub(\"a\", \"b\")))",
    "string.format = function(...) return ... end\nprint(string.format(\"%s\"))",
    "local n = ...\nprint(string.format(\"%d\", n), string.format(\"%d\", n / 2), string.format(\"%03d\", \"7\"))",
  ])
  func formatsThatFitAreNotReported(_ script: String) {
    #expect(found(script).filter { $0.hasPrefix("wrong-format") } == [])
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
