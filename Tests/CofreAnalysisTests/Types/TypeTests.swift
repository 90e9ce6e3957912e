import CofreAnalysis
import Testing

/// What a name holds where it stands, told by what is shown for it.
func shownType(_ text: String, _ workspace: WorkspaceContext = WorkspaceContext()) throws -> String {
  let marked = Marked(text)
  let hover = marked.analysis(workspace).hover(at: try marked.offset())
  let lines = (hover?.markdown ?? "").split(separator: "\n")
  guard let line = lines.first(where: { !$0.hasPrefix("```") }) else { return "nothing" }
  if line.contains("function ") { return String(line.drop { $0 != "(" }) }
  return line.split(separator: ":", maxSplits: 1).dropFirst().first.map { String($0.dropFirst()) } ?? "nothing"
}

@Suite struct TypeTests {
  @Test(arguments: [
    ("local 1️⃣x = 1", "1"), ("local 1️⃣x = 1.5", "1.5"), ("local 1️⃣x = \"a\"", "\"a\""), ("local 1️⃣x = true", "true"),
    ("local 1️⃣x = nil", "nil"), ("local 1️⃣x", "nil"), ("local 1️⃣x = not y", "boolean"), ("local 1️⃣x = #y", "integer"),
    ("local 1️⃣x = 1 + 2", "integer"), ("local 1️⃣x = 1 / 2", "number"), ("local 1️⃣x = \"a\" .. \"b\"", "string"),
    ("local 1️⃣x = 1 < 2", "boolean"), ("local 1️⃣x = y or 1", "1"), ("local 1️⃣x = nil or \"a\"", "\"a\""),
    ("local 1️⃣x = true and 1", "1"), ("local 1️⃣x = (1)", "1"), ("local a, 1️⃣b = 1, \"x\"", "\"x\""),
    ("local 1️⃣x = -1", "-1"), ("local 1️⃣x = 7 // 2", "integer"), ("local 1️⃣x = 1 & 2", "integer"),
    ("local 1️⃣x = tostring(1)", "string"), ("local 1️⃣x = tonumber(\"1\")", "number?"),
    ("local 1️⃣x = string.rep(\"a\", 2)", "string"), ("local x = (\"a\"):upper()\nprint(1️⃣x)", "string"),
    ("local 1️⃣x = assert(tonumber(\"1\"))", "number"), ("local 1️⃣x = 0x10", "0x10"),
  ])
  func literalsAndOperators(_ text: String, _ type: String) throws {
    let shown = try shownType(text)
    #expect(shown == type, "\(text)")
  }

  @Test(arguments: [
    ("local 1️⃣t = { a = 1, b = \"x\" }", "{ a: integer, b: string }"), ("local 1️⃣t = { 1, 2 }", "integer[]"),
    ("local t = { a = { b = \"x\" } }\nprint(t.a.1️⃣b)", "string"), ("local t = { \"a\" }\nlocal 1️⃣x = t[1]", "string"),
    ("local t = {}\nt.a = 1\nprint(t.1️⃣a)", "integer"),
    ("local t = {}\nt.a = {}\nt.a.b = true\nprint(t.a.1️⃣b)", "boolean"),
    ("local t = {}\nfunction t.f() return 1 end\nlocal 1️⃣x = t.f()", "integer"),
    ("local t = { f = function() return \"a\" end }\nlocal 1️⃣x = t.f()", "string"),
    ("local t = { [\"a b\"] = 1 }\nlocal 1️⃣x = t[\"a b\"]", "integer"),
    ("local t = { a = 1, b = true }\nlocal k = \"a\"\nlocal 1️⃣x = t[k]", "integer"),
    ("local t = { a = 1, b = \"x\" }\n---@type \"a\"|\"b\"\nlocal k\nlocal 1️⃣x = t[k]", "integer|string"),
    (
      "---@alias Key \"a\"|\"b\"\nlocal t = { a = 1, b = 2 }\n---@param k Key\nlocal function f(k)\n  local 1️⃣x = t[k]\nend",
      "integer"
    ),
    ("local t = { a = 1 }\n---@type \"a\"|\"b\"\nlocal k\nlocal 1️⃣x = t[k]", "nothing"),
    ("---@type { a: integer, b: string }\nlocal t\n---@type \"a\"|\"b\"\nlocal k\nlocal 1️⃣x = t[k]", "integer|string"),
    ("---@type table<\"a\"|\"b\", integer>\nlocal t\nlocal 1️⃣x = t[\"a\"]", "integer"),
    ("---@type { [\"a\"]: integer, [1]: string }\nlocal t\nlocal 1️⃣x = t[\"a\"]", "integer"),
    ("---@type { [\"a\"]: integer, [1]: string }\nlocal t\nlocal 1️⃣x = t[1]", "string"),
    ("local t = { [1] = \"a\", [2] = \"b\" }\nlocal 1️⃣x = t[1]", "string"),
    ("local t = {}\nt[\"a\"] = 1\nlocal 1️⃣x = t[\"a\"]", "integer"),
    ("local t = {}\nt[\"a\"] = 1\nlocal 1️⃣x = t.a", "integer"),
    (
      "local C = {}\nC.__index = C\nfunction C.new() return setmetatable({}, C) end\nfunction C:f() return 1 end\nlocal 1️⃣x = C.new():f()",
      "integer"
    ),
  ])
  func tables(_ text: String, _ type: String) throws {
    let shown = try shownType(text)
    #expect(shown == type, "\(text)")
  }

  @Test(arguments: [
    ("local function f() return 1, \"a\" end\nlocal a, 1️⃣b = f()", "string"),
    ("local function f(x) if x then return 1 end return \"a\" end\nlocal 1️⃣y = f(1)", "integer|string"),
    ("local function f(x) if x then return 1 end end\nlocal 1️⃣y = f(1)", "integer?"),
    ("local function f() return f() end\nlocal 1️⃣y = f()\nprint(y)", "nothing"),
    ("local function f() end\nlocal 1️⃣y = f()", "nil"),
    ("local function f() return g() end\nlocal function g() return f() end\nlocal 1️⃣x = f()", "nothing"),
    ("local 1️⃣f = function(a, b) return true end", "(a, b): true"),
    ("local function 1️⃣f(t) if t.n then return f(t.n) end return 1 end", "(t): integer"),
    ("for 1️⃣i = 1, 10 do end", "integer"), ("for 1️⃣i = 1, 10, 0.5 do end", "number"),
    ("for _, 1️⃣v in ipairs({ \"a\" }) do end", "string"), ("for 1️⃣k in pairs({ a = 1 }) do end", "string"),
    ("for 1️⃣w in string.gmatch(\"a\", \"b\") do end", "string"),
  ])
  func functionsAndLoops(_ text: String, _ type: String) throws {
    let shown = try shownType(text)
    #expect(shown == type, "\(text)")
  }

  @Test(arguments: [
    ("---@type string\nlocal 1️⃣x = f()", "string"), ("---@type string?\nlocal 1️⃣x", "string?"),
    ("---@type string, integer\nlocal a, 1️⃣b = f()", "integer"), ("---@type \"a\"|\"b\"\nlocal 1️⃣x", "\"a\"|\"b\""),
    ("---@type table<string, integer>\nlocal t\nlocal 1️⃣x = t.a", "integer"),
    ("---@type string[]\nlocal t\nlocal 1️⃣x = t[1]", "string"),
    ("---@type { a: integer, b?: string }\nlocal t\nlocal 1️⃣x = t.b", "string?"),
    ("---@type [string, integer]\nlocal t\nlocal 1️⃣x = t[2]", "integer"),
    ("---@type fun(a: string): integer, string\nlocal f\nlocal x, 1️⃣y = f(\"a\")", "string"),
    ("---@param a string\nlocal function f(1️⃣a) end", "string"),
    ("---@param a? string\nlocal function f(1️⃣a) end", "string?"),
    ("---@param ... integer\nlocal function f(...)\n  local 1️⃣x = ...\nend", "integer"),
    ("---@return integer n # how many\n---@return string\nlocal function f() end\nlocal a, 1️⃣b = f()", "string"),
    ("---@class A\n---@field a string\nlocal A = {}\nlocal 1️⃣x = A.a", "string"),
    ("---@class A\nlocal A = {}\nfunction A:f() return self.1️⃣g end\nfunction A:g() return 1 end", "(): integer"),
    ("---@class A\n---@field a string\n---@class B: A\n---@type B\nlocal b\nlocal 1️⃣x = b.a", "string"),
    ("---@class Box<T>\n---@field value T\n---@type Box<string>\nlocal b\nlocal 1️⃣x = b.value", "string"),
    ("---@class A\n---@field [string] integer\n---@type A\nlocal a\nlocal 1️⃣x = a.anything", "integer"),
    ("---@alias Id string|integer\n---@type Id\nlocal 1️⃣x", "Id"),
    ("---@alias List<T> T[]\n---@type List<string>\nlocal l\nlocal 1️⃣x = l[1]", "string"),
    (
      "---@enum Color\nlocal Color = { red = 1, blue = 2 }\n---@type Color\nlocal c\nif c == Color.red then print(1️⃣c) end",
      "Color"
    ),
    ("---@generic T\n---@param a T\n---@return T\nlocal function id(a) end\nlocal 1️⃣x = id(\"s\")", "string"),
    ("---@generic T\n---@param a T[]\n---@return T\nlocal function first(a) end\nlocal 1️⃣x = first({ 1 })", "integer"),
    (
      "---@generic T\n---@param n `T`\n---@return T\nlocal function make(n) end\n---@class A\nlocal 1️⃣x = make(\"A\")",
      "A"
    ),
    (
      "---@generic K, V\n---@param t table<K, V>\n---@return V\nlocal function any(t) end\n---@type table<string, boolean>\nlocal t\nlocal 1️⃣x = any(t)",
      "boolean"
    ),
    (
      "---@overload fun(a: integer): integer\n---@param a string\n---@return string\nlocal function f(a) end\nlocal 1️⃣x = f(1)",
      "integer"
    ),
    (
      "---@overload fun(a: integer): integer\n---@param a string\n---@return string\nlocal function f(a) end\nlocal 1️⃣x = f(\"a\")",
      "string"
    ),
    ("---@class A\n---@operator add(A): A\n---@type A\nlocal a\nlocal 1️⃣x = a + a", "A"),
    ("---@class A\n---@overload fun(n: integer): A\nlocal A = {}\nlocal 1️⃣x = A(1)", "A"),
    ("local 1️⃣x = f() --[[@as string]]", "string"), ("local x = f()\n---@cast x integer\nprint(1️⃣x)", "integer"),
    ("---@type string?\nlocal x\n---@cast x -?\nprint(1️⃣x)", "string"),
    ("---@type string\nlocal x\n---@cast x +integer\nprint(1️⃣x)", "string|integer"),
    ("---@class A\n---@field f fun(self: A): string\n---@type A\nlocal a\nlocal 1️⃣x = a:f()", "string"),
    (
      "---@class A\nlocal A = {}\n---@return self\nfunction A:set() end\n---@type A\nlocal a\nlocal 1️⃣x = a:set():set()",
      "A"
    ),
    ("---@param f fun(v: string)\nlocal function each(f) end\neach(function(1️⃣v) end)", "string"),
    ("---@type fun(): (fun(): integer?, string)\nlocal it\nfor 1️⃣a in it() do end", "integer"),
  ])
  func annotations(_ text: String, _ type: String) throws {
    let shown = try shownType(text)
    #expect(shown == type, "\(text)")
  }

  @Test(arguments: [
    "---@alias A A\n---@type A\nlocal x\nprint(1️⃣x.y)", "---@alias A B\n---@alias B A\n---@type A\nlocal x\nprint(1️⃣x)",
    "---@alias A A[]\n---@type A\nlocal x\nprint(x[1][1].1️⃣y)", "---@class A: A\n---@type A\nlocal x\nprint(x.1️⃣y)",
    "---@class A: B\n---@class B: A\n---@type A\nlocal x\nprint(x.1️⃣y)",
    "---@class T<X>: T<T<X>>\n---@type T<string>\nlocal x\nprint(x.1️⃣y)",
    "local t = {}\nt.t = t\nprint(t.t.t.t.t.t.t.1️⃣t)", "local a = b\nb = a\nprint(1️⃣a)",
    "local t = { f = function() return t end }\nt = t.f()\nprint(1️⃣t)",
    "local x = 1\nwhile true do x = x + 1 print(1️⃣x) end", "local function f(...) return f(f(...)) end\nlocal 1️⃣y = f(f)",
    "local C = {}\nsetmetatable(C, { __index = C })\nprint(C.1️⃣x)",
    "local a = {}\nlocal b = setmetatable({}, { __index = a })\nsetmetatable(a, { __index = b })\nprint(a.1️⃣x)",
  ])
  func circlesEnd(_ text: String) throws {
    let marked = Marked(text)
    let analysis = marked.analysis()
    _ = analysis.hover(at: try marked.offset())
    _ = analysis.completions(at: try marked.offset())
    _ = analysis.diagnostics()
  }

  @Test func modulesOfTheProjectHaveTypes() throws {
    let workspace = WorkspaceContext(modules: [
      "names":
        "local M = {}\n---@return string\nfunction M.full(a) return a end\nfunction M.count() return 1 end\nreturn M\n"
    ])
    #expect(try shownType("local n = require \"names\"\nlocal 1️⃣x = n.full()", workspace) == "string")
    #expect(try shownType("local n = require \"names\"\nlocal 1️⃣x = n.count()", workspace) == "integer")
  }

  @Test func aLibraryWinsOverTheModuleOfItsName() throws {
    let library = WorkspaceContext(library: [
      "cofre":
        "---@meta\n---@class cofre\nlocal cofre = {}\n---@return integer\nfunction cofre.stack() end\nreturn cofre\n"
    ])
    #expect(try shownType("local c = require \"cofre\"\nlocal 1️⃣x = c.stack()", library) == "integer")
    let generated = WorkspaceContext(library: [
      "cofre": "-- Cofre's types, for other Lua servers.\n---@class cofre\nlocal cofre = {}\nreturn cofre\n"
    ])
    #expect(try shownType("local c = require \"cofre\"\nlocal 1️⃣x = c.secret(\"a\")", generated) == "sensitive output")
  }

  @Test func typesOfTheCatalogCanBeNamed() throws {
    let text = "---@param key aws.secretsmanager.Secret\nlocal function f(key) return key.1️⃣arn end\nreturn f"
    let marked = Marked(text)
    #expect(marked.analysis().diagnostics().isEmpty)
    #expect(marked.analysis().completions(at: try marked.offset()).contains { $0.label == "arn" })
  }
}
