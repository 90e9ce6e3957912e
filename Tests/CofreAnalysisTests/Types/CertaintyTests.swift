import CofreAnalysis
import Testing

/// Where the code shows only a part of what a value may be, nothing is reported of it.
@Suite struct CertaintyTests {
  private static let hints: Set<String> = ["unused-local", "unused-parameter", "unused-function", "empty-block"]

  private func found(_ script: String) -> [String] {
    diagnosed(script).filter { found in !Self.hints.contains { found.hasPrefix($0) } }
  }

  @Test(arguments: [
    "local function f(done)\n  done = done or function() end\n  done(1, 2)\nend\nreturn f",
    "local given = ...\nlocal log = given.log or function() end\nlog(\"a\", \"b\")",
    "local given = ...\nlocal function logger(name) return name ~= \"\" and given.log or function() end end\nlogger(\"a\")(1)",
    "local given = ...\nlocal measure = function() end\nif given then measure = given end\nmeasure(1)",
    "local given = ...\nlocal shut\nlocal function stop(a) return shut(a, 1) end\nshut = function() end\nshut = given\nreturn stop",
    "local M = {}\nM.hook = function() end\nM.hook = (...).hook\nM.hook(1)\nreturn M",
    "local hooks = ...\nlocal notify = hooks[1] or hooks.default or function() end\nnotify(1)",
  ])
  func anotherFunctionMayTakeMore(_ script: String) { #expect(found(script) == []) }

  @Test(arguments: [
    ("local function f(a) return a end\nprint(f(1, 2))", ["redundant-parameter 2"]),
    ("local f\nf = function(a) return a end\nprint(f(1, 2))", ["redundant-parameter 2"]),
    ("local a = ...\nlocal f = a and function() end\nif f then f(1) end", ["redundant-parameter 1"]),
    ("local f = (...) == 1 and function() end or function(a) return a end\nf(1, 2)", ["redundant-parameter 2"]),
  ])
  func whatIsKnownIsHeldAgainstTheCall(_ script: String, _ expected: [String]) { #expect(found(script) == expected) }

  @Test func aGlobalIsWhatAnyOfItsAssignmentsMakesIt() {
    let given = "function clean() end\nif (...) then\n  function clean(a, b) return a, b end\nend\nclean(1)"
    #expect(diagnosed(given).filter { !$0.hasPrefix("lowercase-global") && !$0.hasPrefix("empty") } == [])
  }

  private static let options = "---@class Options\nlocal Options = "

  @Test(arguments: [
    ("{ A = 1 }\nprint(Options.A, Options.B)", ["undefined-field B"]),
    ("setmetatable({ A = 1 }, { __call = print })\nprint(Options.A, Options.B)", ["undefined-field B"]),
    ("setmetatable({ A = 1 }, { __index = function(_, k) return k end })\nprint(Options.A, Options.B)", []),
    ("setmetatable({ A = 1 }, ...)\nprint(Options.A, Options.B)", []),
    ("{}\nsetmetatable(Options, { __index = function(_, k) return k end })\nprint(Options.B)", []),
    ("{}\nsetmetatable(Options, { __index = Options })\nprint(Options.B)", ["undefined-field B"]),
  ])
  func aMetatableMayKnowFurtherFields(_ script: String, _ expected: [String]) {
    #expect(found(Self.options + script) == expected)
  }

  @Test(arguments: [
    "local keys = ...\nfor k, v in pairs { [keys.a] = \"b\" } do print(k:upper(), v, rawget(k, v)) end",
    "local more = ...\nlocal tags = { n = 1 }\nfor k, v in pairs(more) do tags[k] = v end\nfor _, v in pairs(tags) do print(rawlen(v)) end",
    "local M = {}\nM.__index = M\nfunction M:all() for _, t in pairs(self) do for _, k in ipairs(t) do print(k) end end end\nreturn M",
  ])
  func loopsMeetMoreThanTheConstructorHas(_ script: String) { #expect(found(script) == []) }

  @Test(arguments: [
    "---@param r cofre.Resource\n---@param v? cofre.StringOutput\nlocal function f(r, v) return r, v end\nreturn f",
    "---@type cofre.Output<string>\nlocal o = ...\nreturn o",
    "---@type azure.keyvault.VaultArgs\nlocal a = ...\nreturn a",
    "---@type aws.ResourceOptions|cofre.ResourceOptions\nlocal o = ...\nreturn o",
    "---@type table<string, aws.secretsmanager.Secret>\nlocal o = {}\nreturn o",
    "---@type cofre.aws\nlocal o = ...\nreturn o",
  ])
  func annotationsMayNameTheTypesOfCofre(_ script: String) { #expect(found(script) == []) }

  @Test func aMisspeltTypeOfCofreHasTheNearestName() {
    let script = "---@type cofre.Resorce\nlocal o = ...\nreturn o"
    let hints = Marked(script).analysis().diagnostics().map { $0.hint ?? "" }
    #expect(hints == ["Did you mean 'cofre.Resource' or 'cofre.Record'?"])
  }
}
