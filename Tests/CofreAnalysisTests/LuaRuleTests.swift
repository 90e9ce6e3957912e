import CofreAnalysis
import LuaSyntax
import Testing

/// Rules about Lua itself; no module is needed.
@Suite struct LuaRuleTests {
  private func check(_ script: Diagnosed) { #expect(diagnosed(script.text) == script.expected) }

  @Test(arguments: [
    Diagnosed("local a, b = 1, 2\nprint(not a == b)", "ambiguous-precedence not a == b"),
    Diagnosed("local a, b = 1, 2\nprint(not a ~= b)", "ambiguous-precedence not a ~= b"),
    Diagnosed("local a, b = 1, 2\nprint(not (a == b), not a == not b, not a == true)"),
    Diagnosed("local a, b = ..., 2\nprint(a or 0 + b)", "ambiguous-precedence a or 0 + b"),
    Diagnosed("local a, b = ..., 2\nprint(b + a or 0)", "ambiguous-precedence b + a or 0"),
    Diagnosed("local a, b = ..., 2\nprint((a or 0) + b, a or (0 + b), a or 2 * 3, a or b + 1, a or \"x\" .. b)"),
  ])
  func seesWhatBindsTighterThanItLooks(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("local x <close> = 5", "close-non-object 5"),
    Diagnosed("local x <close> = nil\nlocal y <close> = false\nlocal z <close> = setmetatable({}, {})"),
    Diagnosed("if {} then print(1) end", "constant-condition {}"),
    Diagnosed("if (nil) then print(1) end", "constant-condition nil"),
    Diagnosed("while true do print(1) break end"),
    Diagnosed("for i = 5, 1 do print(i) end", "count-down-loop 5, 1"),
    Diagnosed("for i = 5, 1, 2 do print(i) end", "count-down-loop 5, 1"),
    Diagnosed("for i = #\"abc\", 1 do print(i) end", "count-down-loop #\"abc\", 1"),
    Diagnosed("for i = 1, 5 do print(i) end for i = 5, 1, -1 do print(i) end for i = -5, -1 do print(i) end"),
    Diagnosed("local n = ... for i = n, 1, -1 do print(i) end for i = 1, #\"a\" do print(i) end"),
    Diagnosed("for i = 1, 2 do i = i + 1 print(i) end", "iteration-variable-reassigned i"),
    Diagnosed("for k in pairs {} do k = k:upper() print(k) end", "iteration-variable-reassigned k"),
    Diagnosed("for _, v in pairs {} do v = v or 1 print(v) end"),
  ])
  func seesWhatDoesNotDoWhatItSays(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("print { a = 1, b = 2, a = 3 }", "duplicate-index a"),
    Diagnosed("print { a = 1, [\"a\"] = 2 }", "duplicate-index a"),
    Diagnosed("print { a = 1, [1] = 2, { a = 3 }, { a = 4 } }"),
    Diagnosed(
      "print { a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,b=2,n=2 }", "duplicate-index b",
      "duplicate-index n"),
    Diagnosed("local a = require \"x\"\nlocal b = require \"x\"\nprint(a, b)", "duplicate-require require \"x\""),
    Diagnosed("do local a = require \"x\" print(a) end\nlocal b = require \"x\"\nprint(b)"),
    Diagnosed("local a = 1, 2\nprint(a)", "redundant-value 2"),
    Diagnosed("local a\na = 1, f()\nprint(a, f)", "undefined-global f", "redundant-value f()", "undefined-global f"),
    Diagnosed("local a, b, c = 1, 2\nprint(a, b, c)", "unbalanced-assignments local a, b, c = 1, 2"),
    Diagnosed("local a, b, c = nil\nprint(a, b, c)"), Diagnosed("local a, b, c = 1, nil\nprint(a, b, c)"),
    Diagnosed("local a, b = print()\nlocal c, d\nlocal e, g = ...\nprint(a, b, c, d, e, g)"),
  ])
  func countsKeysAndValues(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("name = 1\nprint(name)", "lowercase-global name"),
    Diagnosed("function name() end\nname()", "lowercase-global name"),
    Diagnosed("Name = 1\n_G.name = 2\nprint(Name)"),
    Diagnosed("local f = print\n(print)(1)\nprint(f)", "newline-call ("),
    Diagnosed("local f = print;\n(f or print)(1)\nprint(\n  1)"),
    Diagnosed("local function f() return end f()"),
    Diagnosed("local function f(x) print(x) return end f()", "redundant-return return"),
    Diagnosed("local function f(x) if x then return end print(x) end f()"),
    Diagnosed("do end", "empty-block do end"),
    Diagnosed("local x = ... if x then else print(1) end", "empty-block if x then"),
    Diagnosed("local x = ... if x then\n  -- nothing to do\nelse print(1) end"),
    Diagnosed("local function f() end f()"),
  ])
  func seesWhatIsLeftOver(_ script: Diagnosed) { check(script) }

  @Test(arguments: [
    Diagnosed("::a::\nprint(1)\n::b::\ngoto a", "unused-label ::b::"),
    Diagnosed("local function f(a, b, c) return b end f()", "unused-parameter c"),
    Diagnosed("local function f(_a, ...) return ... end f()"),
    Diagnosed("local function f(...) return function(...) return ... end end f()", "unused-vararg ..."),
    Diagnosed("for k, v in pairs {} do print(v) end"),
    Diagnosed("for k, v in pairs {} do print(k) end", "unused-loop-variable v"),
    Diagnosed("for i = 1, 3 do print(1) end"),
    Diagnosed("local function f(a) return function(b) return a end end f()", "unused-parameter b"),
  ])
  func seesWhatNothingUses(_ script: Diagnosed) { check(script) }

  @Test func saysNothingTwiceOfAScriptBeingTyped() {
    for text in ["if x then", "for i = 1,", "while true do", "local a, b =", "f(", "::a", "goto ", "function f(a, ..."]
    {
      let found = diagnosed(text).map { $0.split(separator: " ").first.map(String.init) ?? "" }
      #expect(!found.contains("empty-block") && !found.contains("unbalanced-assignments"), "\(text): \(found)")
    }
  }
}
