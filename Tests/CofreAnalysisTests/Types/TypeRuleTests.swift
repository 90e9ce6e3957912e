import CofreAnalysis
import Testing

/// What the rules about types report in a project whose types come from a library, and what they do not.
@Suite struct TypeRuleTests {
  private static let hints: Set<String> = ["unused-local", "unused-parameter", "unused-function", "empty-block"]

  private func codes(_ text: String) -> [String] {
    let script = "local cloud = require(\"cloud\")\n" + text
    return DocumentAnalysis(ScriptText(script), in: typed).diagnostics().filter { !Self.hints.contains($0.code) }
      .map { "\($0.code) \(script.slice($0.range))" }
  }

  @Test(arguments: [
    ("cloud.vault.Secret(\"s\", { name = \"n\", kind = \"blob\" })", ["assign-type-mismatch \"blob\""]),
    ("cloud.vault.Secret(\"s\", { name = \"n\", days = \"seven\" })", ["assign-type-mismatch \"seven\""]),
    (
      "cloud.vault.Secret(\"s\", { name = \"n\", copies = { { region = \"north\" } } })",
      ["assign-type-mismatch \"north\""]
    ),
    ("cloud.vault.Secret(\"s\", { days = 7 })", ["missing-fields {"]),
    ("cloud.vault.Secret(\"s\")", ["missing-parameter )"]),
    ("cloud.vault.Secret(5, { name = \"n\" })", ["param-type-mismatch 5"]),
    ("cloud.vault.Secret(\"s\", { name = \"n\" }, {}, 1)", ["redundant-parameter 1"]),
    ("local s = cloud.vault.Secret(\"s\", { name = \"n\" })\nprint(s.arm)", ["undefined-field arm"]),
    ("print(cloud.find(\"a\"):upper())", ["need-check-nil cloud.find(\"a\")"]),
    ("local f = cloud.find(\"a\")\nprint(f.x)", ["need-check-nil f"]), ("cloud.old()", ["deprecated old"]),
    ("cloud.count()", ["discard-returns cloud.count"]), ("print(cloud.config(true))", ["param-type-mismatch true"]),
    ("---@type cloud.Regoin\nlocal r = \"east\"\nprint(r)", ["undefined-doc-name cloud.Regoin"]),
    ("---@type cloud.Region\nlocal r = \"north\"\nprint(r)", ["assign-type-mismatch \"north\""]),
    ("---@param a integer\nlocal function f(b) print(b) end\nf(1)", ["undefined-doc-param a"]),
    ("print(cloud.sevice)", ["undefined-field sevice"]),
    (
      "---@class D\nlocal D = {}\nD.__index = D\nfunction D:bark() end\n---@type D\nlocal d = f()\nd:brak()",
      ["undefined-global f", "undefined-field brak"]
    ),
  ])
  func reports(_ text: String, _ expected: [String]) { #expect(codes(text) == expected, "\(text)") }

  @Test(arguments: [
    "cloud.vault.Secret(\"s\", { name = \"n\", kind = \"plain\", tags = { a = \"b\" }, copies = { { region = \"east\" } } })",
    "cloud.vault.Secret(\"s\", { name = \"n\" }, { protect = cloud.stack() == \"prod\", depends_on = {} })",
    "local s = cloud.vault.Secret(\"s\", { name = \"n\" })\nprint(s.arn, s.args.days, s.version)",
    "---@class S\nlocal S = {}\nS.__index = S\nfunction S.new() return setmetatable({ n = 0 }, S) end\nfunction S:size() return self.n end\nS.new():size()",
    "---@class S\nlocal S = {}\nS.__index = function(_, k) return k end\n---@type S\nlocal s = S\nprint(s.any)",
    "---@class A\nlocal A = {}\n---@class B: A\nlocal B = setmetatable({}, { __index = A })\nprint(B)",
    "local s = cloud.vault.Secret(\"s\", { name = \"n\" })\ns.own = 5\nprint(s.own)",
    "local f = cloud.find(\"a\")\nif f then print(f:upper()) end",
    "local f = cloud.find(\"a\") or \"b\"\nprint(f:upper())",
    "local f = assert(cloud.find(\"a\"))\nprint(f:upper())",
    "print(cloud.config(\"a\"), cloud.config(\"a\", \"b\"), cloud.config(1))",
    "local function any(x) return x.y.z end\nprint(any({}))", "local t = {}\nt.a = 1\nprint(t.b, t.a.c)",
    "local function f(a, b) return a, b end\nprint(f(), f(1), f(1, 2))", "print(cloud.config(table.unpack({ \"a\" })))",
    "local s = cloud.vault.Secret(\"s\", { name = \"n\" })\nif s.extra then print(1) end\ns.own = 5",
    "---@type cloud.Region\nlocal r = \"east\"\nr = cloud.stack() == \"dev\" and \"east\" or \"west\"\nprint(r)",
    "---@type integer\nlocal n = 7 / 2\nprint(n)", "---@type string\nlocal s = cloud.stack()\nprint(s)",
    "---@param a integer\n---@return string?\nlocal function f(a) if a == 1 then return \"x\" end end\nprint(f(1))",
    "---@return string\nlocal function f() error(\"no\") end\nprint(f())",
    "---@return string\nlocal function f() while true do end end\nprint(f())",
    "---@class Own: cloud.vault.Secret\n---@param o Own\nlocal function g(o) print(o.arn) end\nreturn g",
    "---@generic T\n---@param a T\n---@return T\nlocal function id(a) return a end\nprint(id(1), id(\"a\"))",
    "---@class Point\n---@field x number\n---@operator add(Point): Point\n---@param p Point\n---@return Point\nlocal function twice(p) return p + p end\nprint(twice({ x = 1 }))",
    "---@class Stack\nlocal Stack = {}\nStack.__index = Stack\nfunction Stack.new() return setmetatable({ n = 0 }, Stack) end\nfunction Stack:push() self.n = self.n + 1 end\nStack.new():push()",
    "---@enum Level\nlocal Level = { low = 1, high = 2 }\n---@param l Level\nlocal function set(l) print(l) end\nset(Level.low)\nset(2)",
    "local list = {}\nfor _, v in ipairs(list) do print(v.name) end\nlist[#list + 1] = { name = \"a\" }",
    "---@type string?\nlocal s\nlocal n = s and #s or 0\nprint(n)",
    "---@type table<string, cloud.vault.Secret>\nlocal t = {}\nprint(t.a.arn)",
    "---@type fun(a: integer)?\nlocal f = nil\nif f then f(1) end",
    "local anybody = ...\n---@type string?\nlocal s\ns = anybody()\nprint(s:upper())",
    "local anybody = ...\n---@class Box\n---@field lid? cloud.vault.Secret\nlocal Box = {}\nfunction Box:open() self.lid = anybody() print(self.lid.arn) end\nreturn Box",
    "local anybody = ...\n---@type table<string, cloud.vault.Secret?>\nlocal t = {}\nlocal k = anybody()\nif t[k] then print(t[k].arn) end\nlocal a = t[k .. \"b\"] and t[k .. \"b\"].arn\nprint(a)",
    "---@class Own: cloud.vault.Secret\n---@field more fun(self)\n---@param s cloud.vault.Secret?\nlocal function f(s)\n  if cloud.stack() == \"a\" then\n    ---@cast s Own\n    s:more()\n  end\nend\nf()",
    "---@generic O: cloud.vault.Secret\n---@param o? O\n---@return O\nlocal function filled(o) return o or {} end\n---@param s? cloud.vault.Secret\nlocal function f(s) s = filled(s) print(s.arn) end\nf()",
    "---@class Old\n---@field a string\n---@class New: Old\nlocal New = {}\n---@param old Old\nfunction New.of(old)\n  ---@type New\n  local self = setmetatable(old, { __index = New })\n  return self\nend\nreturn New",
    "local a = setmetatable({}, { __index = function(_, k) return k end })\nprint(table.concat(a, \",\"))",
    "---@class Conf\nlocal defaults = { rocks = { path = nil } }\n---@type Conf\nlocal o = defaults\no.rocks.path = \"a\"\nprint(o)",
    "---@type type|type[]\nlocal t\nprint(t)",
    "---@vararg string\nlocal function f(...) print(...) end\nf(\"a\", \"b\")",
  ])
  func staysSilent(_ text: String) { #expect(codes(text) == [], "\(text)") }
}

extension String {
  fileprivate func slice(_ range: Range<Int>) -> String { String(decoding: Array(utf8)[range], as: UTF8.self) }
}
