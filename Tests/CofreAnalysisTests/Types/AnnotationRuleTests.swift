@testable import CofreAnalysis
import LuaSyntax
import Testing

/// What is wrong with annotations themselves, and with what they are about.
@Suite struct AnnotationRuleTests {
  private func found(_ text: String) -> [String] {
    let quiet: Set<String> = ["lowercase-global", "unused-local", "empty-block", "unused-function", "unused-parameter"]
    return diagnosed(text, WorkspaceContext(silencedCodes: quiet))
  }

  private static let team = "---@class Team\n---@field name string\n---@field owner string\n\n"

  @Test(arguments: [
    ("---@parm a string\nprint(1)", ["unknown-doc-tag parm"]),
    ("---@retrun string\nprint(1)", ["unknown-doc-tag retrun"]),
    ("---@depricated\nprint(1)", ["unknown-doc-tag depricated"]),
    ("---@tparam string a\n---@treturn string\nprint(1)", []),
    ("---@author somebody\n---@whatever\nprint(1)", []),
    ("---@param a\nlocal function f(a) print(a) end", ["doc-syntax-error @param a"]),
    ("---@type\nlocal a = 1", ["doc-syntax-error @type"]), ("---@\nprint(1)", ["doc-syntax-error @"]),
    ("---@type table<string, integer\nlocal a = {}", ["doc-syntax-error @type table<string, integer"]),
    ("---@field name string\nlocal t = {}", ["doc-field-no-class field"]),
    ("---@class A\n---@operator ad(A): A\nlocal A = {}", ["unknown-operator ad"]),
    ("---@class A\n---@operator concat(A): string\n---@operator call: A\nlocal A = {}", []),
    (
      "---@param a string\n---@param b string\n---@param a integer\nlocal function f(a, b) print(a, b) end",
      ["duplicate-doc-param a"]
    ),
    ("---@diagnostic disable-nxt-line: unused-local\nprint(1)", ["unknown-diagnostic-code disable-nxt-line"]),
    ("---@type Tema\nlocal a = ...\n---@class Team", ["undefined-doc-name Tema"]),
    ("---@return ...\nlocal function f() return f() end\nprint(f())", []),
    ("---@type fun(): (string, string?)\nlocal a = ...\nprint(a)", []),
    ("---@type { [1]: string, [2]?: string }[]\nlocal a = ...\nprint(a)", []),
  ])
  func annotationsAreReadStrictly(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  /// What completion offers is what the parser reads and what is spelt right.
  @Test(arguments: AnnotationTag.all.map(\.name))
  func tagsThatAreOfferedAreRead(_ tag: String) {
    let annotation = SourceFile("---@\(tag)\n").documentationComments().first?.annotations.first
    #expect(annotation?.tag.text == tag && annotation?.content != .unknown)
  }

  /// A file without annotations has types when others declare any, be they no classes.
  @Test(arguments: ["---@enum Kind\nlocal Kind = { a = 1 }", "---@alias Kind \"a\"|\"b\""])
  func typesOfOtherFilesCount(_ declaration: String) throws {
    let project = Project(
      """
      local lib = require "lib"
      lib.take({})
      -- lib.lua
      local M = {}
      ---@param kind integer|string
      function M.take(kind) end
      return M
      -- kinds.lua
      \(declaration)
      """)
    #expect(try project.analysis().diagnostics().map(\.code) == ["param-type-mismatch"])
  }

  @Test(arguments: [
    ("local team = ...\n---@cast tema string\nprint(team)", ["unknown-cast-variable tema"]),
    ("local team = ...\n---@cast team string\nprint(team)", []),
    ("do\n  local a = ...\nend\n---@cast a string\nprint(1)", ["unknown-cast-variable a"]),
    ("local function f(a)\n  ---@cast a string\n  print(a)\nend\nf(1)", []),
    ("local t = ...\n---@cast t.name string\nprint(t)", []), ("g = 1\n---@cast g integer\nprint(g)", []),
    ("---@type string|integer\nlocal a = ...\n---@cast a boolean\nprint(a)", ["cast-type-mismatch boolean"]),
    ("---@type string|integer\nlocal a = ...\n---@cast a integer\nprint(a)", []),
    ("---@type string\nlocal a = ...\n---@cast a +integer\nprint(a)", []),
    ("---@type table\nlocal a = ...\n---@cast a Team\nprint(a)\n---@class Team", []),
    ("for line in (\"a\"):gmatch(\"a\") do\n  ---@cast line string\n  print(line)\nend", []),
    ("local function f(a)\n  print(a)\n  ---@cast a string\nend\nf(1)", []),
  ])
  func castsAreOfVariablesInSight(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  @Test(arguments: [
    ("---@type Team\nlocal t = { name = \"a\" }\nprint(t)", ["missing-fields {"]),
    ("---@type Team\nlocal t = {}\nt.name = \"a\"\nprint(t.name)", ["missing-fields {"]),
    ("---@type Team\nlocal t = {}\nt.name, t.owner = \"a\", \"b\"", []),
    ("---@type Team\nlocal t = {}\nfor _, k in ipairs { \"name\" } do t[k] = k end", []),
    ("---@type Team\nlocal t = {}\nprint(t)", []), ("---@type Team[]\nlocal t = {}\nprint(t)", []),
    ("---@class Own: Team\nlocal Own = {}\nprint(Own)", []), ("---@type Team?\nlocal t\nprint(t)", []),
    ("---@return Team\nlocal function f() return { name = \"a\" } end\nprint(f())", ["missing-fields {"]),
  ])
  func tablesHaveTheFieldsOfTheirClass(_ script: String, _ expected: [String]) {
    #expect(found(Self.team + script) == expected)
  }

  @Test(arguments: [
    ("---@param t Team\nlocal function f(t) t.onwer = \"a\" end\nf(...)", ["inject-field onwer"]),
    ("---@param t Team\nlocal function f(t) t.count = 1 end\nf(...)", []),
    ("---@param t Team\nlocal function f(t) t.owner = \"a\" end\nf(...)", []),
    (
      "---@class (exact) Fixed\n---@field name string\n\n---@param t Fixed\nlocal function f(t) t.count = 1 end\nf(...)",
      ["inject-field count"]
    ),
    ("---@class (exact) Fixed\nlocal Fixed = {}\nFixed.count = 1\nfunction Fixed:set() self.more = 1 end", []),
  ])
  func fieldsAreThoseOfTheClass(_ script: String, _ expected: [String]) {
    #expect(found(Self.team + script) == expected)
  }

  private static let level = "---@enum Level\nlocal Level = { low = 1, high = 2 }\n"

  @Test(arguments: [
    ("print(Level.mid)", ["undefined-field mid"]), ("print(Level.low)", []), ("if Level.mid then print(1) end", []),
    ("Level.mid = 3\nprint(Level.mid)", []), ("print(Level[1])", []),
    ("---@param l Level\nlocal function f(l) print(l) end\nf(3)\nf(2)\nf(Level.low)", ["param-type-mismatch 3"]),
  ])
  func enumerationsHaveTheirMembers(_ script: String, _ expected: [String]) {
    #expect(found(Self.level + script) == expected)
  }

  @Test func membersOfEnumerationsElsewhereAreKnown() throws {
    let project = try Project(
      "local m = require(\"m\")\nprint(m.Level.mid, m.Level.low)\n-- m.lua\n---@class M\nlocal M = {}\n---@enum Level\nM.Level = { low = 1 }\nreturn M"
    ).analysis()
    #expect(project.diagnostics().map(\.code) == ["undefined-field"])
  }

  @Test(arguments: [
    (
      "---@return string\n---@return integer\nlocal function f() return \"a\" end\nprint(f())",
      ["missing-return-value return \"a\""]
    ),
    ("---@return string\nlocal function f() return end\nprint(f())", ["missing-return-value return"]),
    ("---@return string\n---@return integer?\nlocal function f() return \"a\" end\nprint(f())", []),
    ("---@return string?\n---@return string\nlocal function f() return nil end\nprint(f())", []),
    ("---@return string\n---@return integer\nlocal function f(...) return ... end\nprint(f())", []),
    ("---@return string\n---@return any\nlocal function f() return \"a\" end\nprint(f())", []),
    ("---@return string ...\nlocal function f() return \"a\" end\nprint(f())", []),
    (
      "---@return string\n---@return integer\n---@overload fun(): string\nlocal function f() return \"a\" end\nprint(f())",
      []
    ),
  ])
  func returnsGiveAllResults(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  @Test func aTypeMayChangeWhereAnotherFunctionSetsIt() {
    let script = """
      local x
      local function set() x = "a" end
      set()
      ---@param s string
      local function f(s) return s end
      print(f(x))
      """
    #expect(found(script) == [])
  }
}
