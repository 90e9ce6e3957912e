import CofreAnalysis
import CofreModel
import CofreSettings
import LuaSyntax
import Testing

/// Names that nobody has, and those that another file of the project or of a library has.
@Suite struct NameRuleTests {
  /// What is said of `main.lua`, with the first hint or fix where there is one.
  private func found(_ project: String) throws -> [String] {
    let analysis = try Project(project).analysis()
    return analysis.diagnostics().map { "\($0.code) \(analysis.file.text($0.range))" }
  }

  private func fixes(_ script: String) -> [String] {
    DocumentAnalysis(ScriptText(script), in: WorkspaceContext()).diagnostics().flatMap { $0.fixes.map(\.title) }
  }

  @Test(arguments: [
    ("print(vim.api)\n-- types/vim.lua\n---@meta\nvim = {}\nvim.api = {}", []),
    ("print(Shared)\n-- lib/a.lua\nShared = 1", []), ("print(Shared)\n-- lib/a.lua\nfunction Shared() end", []),
    ("print(arg[1])", []), ("print(argh)", ["undefined-global argh"]),
    ("print(Shared)\n-- lib/a.lua\n_G.Shared = 1", []), ("_G.Shared = 1\nprint(Shared)", []),
    ("print(Shared)\n-- lib/a.lua\nprint(Shared)\nlocal t = { Shared = 1 }\nreturn t", ["undefined-global Shared"]),
    ("print(Shared)\n-- lib/a.lua\nlocal Shared = 1\nreturn Shared", ["undefined-global Shared"]),
    ("print(_G.Other)\nprint(Shared)", ["undefined-global Shared"]),
  ])
  func knowsGlobalsOfOtherFiles(_ project: String, _ expected: [String]) throws {
    #expect(try found(project) == expected, "\(project)")
  }

  private static let table = "\n-- m.lua\nlocal M = {}\nfunction M.create() end\nM.count = 1\nreturn M"
  private static let user = "local m = require \"m\"\n"

  @Test(arguments: [
    (user + "m.nope()" + table, ["unknown-field nope"]), (user + "m:nope()" + table, ["unknown-field nope"]),
    (user + "print(m.crate())\nm.create()" + table, ["unknown-field crate"]),
    (user + "m.create()\nprint(m.count)" + table, []), (user + "print(m.nope or 1)" + table, []),
    (user + "m.own = 1\nprint(m.own)" + table, []), (user + "setmetatable(m, {})\nm.nope()" + table, []),
    (user + "m.nope()" + table + "\n-- other.lua\nlocal m = require \"m\"\nm.nope = print", []),
    (user + "m.nope()\n-- m.lua\nreturn { create = 1 }", ["unknown-field nope"]),
    (user + "m.nope()\n-- m.lua\nlocal k = ...\nreturn { [k] = 1 }", []),
    (user + "m.nope()\n-- m.lua\nreturn setmetatable({}, { __index = print })", []),
    (user + "m.nope()\n-- m.lua\nlocal M = {}\nfor k in pairs {} do M[k] = k end\nreturn M", []),
    (user + "m.nope()\n-- m.lua\nlocal M = {}\nprint(M)\nreturn M", []),
    (user + "m.nope()\n-- m.lua\nlocal M = {}\nif ... then return { nope = 1 } end\nreturn M", []),
    (user + "print(m.cache)\n-- m.lua\nlocal M = {}\nfunction M:fill() self.cache = 1 end\nreturn M", []),
    (user + "m.nope()\n-- m.lua\nlocal M = {}\nfunction M:fill(k) self[k] = 1 end\nreturn M", []),
    (user + "m.nope()\n-- types/m.lua\n---@meta\nlocal M = {}\nreturn M", []),
  ])
  func knowsTheFieldsOfModules(_ project: String, _ expected: [String]) throws {
    #expect(try found(project) == expected, "\(project)")
  }

  private static let cofre = "local cofre = require \"cofre\"\n"

  @Test(arguments: [
    ("cofre.nope(\"x\")", ["unknown-function nope"]), ("cofre.blah = 1", []), ("print(cofre.blah or 1)", []),
    ("cofre.sleep(1)", []), ("print(cofre.env \"HOME\", cofre.outputs().a, cofre.secret.get(\"a\"))", []),
    ("cofre.spawn(print)", []), ("print(cofre.nope.more)", ["unknown-function nope"]),
    ("cofre.output(1):aply(print)", ["unknown-function aply"]),
    ("cofre.export(\"a\", { cofre.output(\"x\"):upper(), cofre.output(1):apply(print) })", []),
    ("local o = cofre.output(1)\nlocal _ = o.\ncofre.export(\"b\", 1)", []),
    (
      "local s = require(\"cofre.aws\").secretsmanager.Secret(\"s\", {})\nlocal _ = s.\nprint(cofre)", []
    ),
    ("local s = require(\"cofre.aws\").secretsmanager.Secret(\"s\", {})\ncofre.export(\"b\", s\n  .arn)", []),
  ])
  func knowsTheFunctionsOfCofre(_ script: String, _ expected: [String]) throws {
    #expect(diagnosed(Self.cofre + script) == expected, "\(script)")
  }

  @Test func asksALibraryThatStandsForCofre() throws {
    #expect(try found("local cofre = require \"cofre\"\ncofre.nope()\n-- types/cofre.lua\n---@meta\nreturn {}") == [])
  }

  @Test(arguments: [
    ("print(foo)", []), ("print(nope)", []), ("print(log)", ["Require 'cofre.log'"]),
    ("prnit(1)", ["Change to 'print'"]), ("tabel.insert({}, 1)", ["Change to 'table'"]),
    ("so.time()", ["Change to 'os'"]), ("print(cofre)", ["Require 'cofre'"]),
    ("local region = 1\nprint(region, reigon)", ["Change to 'region'"]),
    ("local x = require \"cofre\"", ["Remove the unused require"]), ("local x = require \"m\"", ["Rename to '_x'"]),
    ("local x, y = require \"cofre\", 1\nprint(y)", ["Rename to '_x'"]),
  ])
  func offersWhatIsNear(_ script: String, _ expected: [String]) { #expect(fixes(script) == expected) }

  @Test(arguments: [
    ("local cofre = require \"cofre\"\nprint(1)\n", "print(1)\n"),
    ("  local aws = require \"cofre.aws\" \nprint(1)\n", "print(1)\n"),
    ("print(1); local log = require \"cofre.log\"", "print(1); "),
    ("print(1)\nlocal log = require \"cofre.log\" -- why\n", "print(1)\n -- why\n"),
  ])
  func takesUnusedRequiresAway(_ script: String, _ expected: String) throws {
    let found = DocumentAnalysis(ScriptText(script), in: WorkspaceContext()).diagnostics()
    let fix = try #require(found.first { $0.code == "unused-local" }?.fixes.first)
    #expect(Marked(script).applying(fix.edits) == expected)
  }

  @Test(arguments: [
    ("foo", ["os"], []), ("nope", ["type", "name"], []), ("log", ["_G"], []), ("tpye", ["type"], ["type"]),
    ("nmae", ["name"], ["name"]), ("exprot", ["export", "import"], ["export"]), ("sec", ["secret"], ["secret"]),
    ("Name", ["name"], ["name"]), ("recovery_windw_in_dys", ["recovery_window_in_days"], ["recovery_window_in_days"]),
    ("", ["a"], []), ("a", ["", "b", "ab"], ["ab"]),
  ])
  func findsTheNearest(_ name: String, _ candidates: [String], _ expected: [String]) {
    #expect(nearestNames(to: name, among: candidates) == expected)
  }

  @Test(arguments: [
    ("require \"lib.utl\"\n-- lib/util.lua\nreturn {}", ["unknown-module \"lib.utl\""]),
    ("require \"lib.util\"\n-- lib/util.lua\nreturn {}", []), ("require \"socket\"\n-- lib/util.lua\nreturn {}", []),
    ("require \"stb\"\n-- types/stub.lua\n---@meta\nreturn {}", []),
    ("require \"a\"\n-- a.lua\nrequire \"main\"", ["module-cycle \"a\""]),
    ("require \"a\"\n-- a.lua\nrequire \"b\"\n-- b.lua\nlocal m = require \"main\"", ["module-cycle \"a\""]),
    ("require \"a\"\n-- a.lua\nlocal function f() return require \"main\" end", []),
    ("require \"a\"\n-- a.lua\nrequire \"b\"\n-- b.lua\nrequire \"a\"", []),
  ])
  func knowsTheModulesOfTheProject(_ project: String, _ expected: [String]) throws {
    #expect(try found(project) == expected, "\(project)")
  }

  @Test func findsAModuleInAnotherFolder() {
    var workspace = WorkspaceContext(modules: ["lib.util": "return {}"])
    let project = SettingsText(Array("name: p\n".utf8))
    workspace.settings = SettingsFiles([SettingsFile(path: "/p/Cofre.yaml", kind: .project, text: project)])
    let script = "local cofre = require \"cofre\"\nprint(cofre, require \"util\", require \"other\")"
    let hints = Marked(script).analysis(workspace).diagnostics().map(\.hint)
    #expect(
      hints == ["Did you mean 'lib.util'?", "It would be the file other.lua or other/init.lua of the project."])
  }

  @Test(arguments: [
    ("require \"lib.gone\"", 1), ("require \"lib.net.gone\"", 0), ("require \"gone\"", 0), ("require \"lib.util\"", 0),
  ])
  func missesAFileInAFolderOfTheProject(_ script: String, _ count: Int) {
    var workspace = WorkspaceContext(modules: ["lib.util": "return {}", "lib.network": "return {}"])
    #expect(Marked(script).analysis(workspace).diagnostics().count == 0)
    let project = SettingsText(Array("name: p\n".utf8))
    workspace.settings = SettingsFiles([SettingsFile(path: "/p/Cofre.yaml", kind: .project, text: project)])
    #expect(
      Marked(script).analysis(workspace).diagnostics().map(\.code) == Array(repeating: "unknown-module", count: count))
  }

  private static let config = "local config = require(\"cofre\").config()\n"

  @Test(arguments: [
    ("print(config:require \"zz\")", ["unset-config \"zz\""]), ("print(config:get \"zz\")", []),
    ("print(config:require \"tenant_id\")", []), ("local k = ...\nprint(config:require(k))", []),
    ("local o = {}\nprint(o:require \"zz\", config)", []),
  ])
  func knowsTheKeysOfTheStacks(_ script: String, _ expected: [String]) {
    #expect(diagnosed(Self.config + script, configured) == expected)
    #expect(diagnosed(Self.config + script) == [], "no stack is known")
    #expect(diagnosed(Self.config + script, WorkspaceContext(configurationKeys: [])) == [], "nothing is set yet")
  }

  @Test(arguments: [
    ("print(string.rep())", ["missing-parameter )"]), ("print((\"x\"):rep())", ["missing-parameter )"]),
    ("print(math.floor(1, 2, 3))", ["redundant-parameter 2, 3"]),
    ("print((\"x\"):len(1))", ["redundant-parameter 1"]), ("print(math.pi())", ["call-non-callable math.pi"]),
    ("table.insert({})", ["missing-parameter )"]), ("table.insert({}, 1, 2)\ntable.insert({}, 1)", []),
    ("print(string.rep(...), math.floor(...), (\"x\"):rep(3), math.max(1, 2, 3), math.pi)", []),
    ("error()", []), ("assert(1, 2, 3)", []), ("print(math.floor(1, ...))", []),
    ("local function floor() end\nfloor(1)", ["redundant-parameter 1"]),
  ])
  func knowsHowTheLibraryIsCalled(_ script: String, _ expected: [String]) { #expect(diagnosed(script) == expected) }

  @Test func offersToRequireModulesOfTheProject() throws {
    let (analysis, offset) = try Project("print(1)\nlocal x = ut1️⃣\n-- lib/util.lua\nreturn {}").place()
    let found = try #require(analysis.completions(at: offset).first { $0.label == "util" })
    #expect(found.additionalEdits.map { $0.text } == ["local util = require \"lib.util\"\n"])
  }
}
