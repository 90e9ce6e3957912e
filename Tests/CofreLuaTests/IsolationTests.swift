import CofreLua
import CofreModel
import Foundation
import Testing

/// What scripts cannot reach, and what they can.
@Suite struct IsolationTests {
  @Test func onlyTheRestrictedLibraryIsThere() async throws {
    let found = try await exports(
      """
      local names = {}
      for name in pairs(_G) do names[#names + 1] = name end
      for _, library in ipairs { "os", "string", "table" } do
        for name in pairs(_G[library]) do names[#names + 1] = library .. "." .. name end
      end
      table.sort(names)
      require("cofre").export("names", table.concat(names, " "))
      """)
    #expect(
      found["names"]
        == .string(
          "_G _VERSION assert coroutine error getmetatable ipairs math next os os.clock os.date os.difftime os.time pairs "
            + "pcall print rawequal rawget rawlen rawset require select setmetatable string string.byte string.char "
            + "string.find string.format string.gmatch string.gsub string.len string.lower string.match string.pack "
            + "string.packsize string.rep string.reverse string.sub string.unpack string.upper table table.concat "
            + "table.insert table.move table.pack table.remove table.sort table.unpack tonumber tostring type utf8 xpcall"
        ))
  }

  @Test func bytecodeIsNotRun() async {
    #expect(
      await failure("require 'm'", files: ["m.lua": "\u{1b}Lua"])
        == "stack.lua:1: script-error: Attempt to load a binary chunk (mode is 't').")
    #expect(await failure("\u{1b}Lua") == "stack.lua:1: script-error: Attempt to load a binary chunk (mode is 't').")
  }

  @Test func finalizersAndMetatablesOfObjectsAreOutOfReach() async {
    #expect(
      await failure("setmetatable({}, { __gc = print })")
        == "stack.lua:1: script-error: '__gc' is not available to scripts; use '__close'.")
    #expect(
      await failure("local o = require('cofre').output(1)\nassert(getmetatable(o) == false)\nsetmetatable(o, {})")
        .hasPrefix("stack.lua:3: script-error: Bad argument #1 to 'setmetatable' (table expected, got output)"))
  }

  @Test func modulesOfTheProjectAreFoundAndRunOnce() async throws {
    let found = try await exports(
      "local a, b = require 'a.b', require 'a.b'\nrequire('cofre').export('x', { a == b, a.name, require('c').name, require 'nothing' })",
      files: [
        "a/b.lua": "return { name = ... }", "c/init.lua": "return { name = 'c/init' }", "nothing.lua": "",
        "cofre.lua": "error('not this one')",
      ])
    #expect(found["x"] == [true, "a.b", "c/init", true])
  }

  @Test(arguments: [
    ("../secret", "'../secret' is no name of a module."), ("a..b", "'a..b' is no name of a module."),
    ("/etc/passwd", "'/etc/passwd' is no name of a module."), ("", "'' is no name of a module."),
    ("a\\0b", "'a\\x00b' is no name of a module."),
  ])
  func onlyNamesAndDotsNameModules(_ name: String, _ detail: String) async {
    let found = await failure("require '\(name)'")
    #expect(
      found
        == "stack.lua:1: unknown-module: \(detail) Write names and dots, such as \"lib.network\" for lib/network.lua.")
  }

  @Test func modulesThatAreNotThereOrInALoopAreErrors() async {
    #expect(
      await failure("require 'x.y'")
        == "stack.lua:1: unknown-module: There is no module 'x.y': the project has neither x/y.lua nor x/y/init.lua.")
    #expect(
      await failure("require 'a'", files: ["a.lua": "require 'b'", "b.lua": "\nrequire 'a'"]) == """
        b.lua:2: module-cycle: Module 'a' is required while it is still being loaded.
          at b.lua:2
          called from a.lua:1
          called from stack.lua:1 Move what both need into a third module.
        """)
    let found = try? await exports(
      "for i = 1, 2 do\n  local ok, text = pcall(require, 'a')\n  require('cofre').export('x' .. i, text)\nend",
      files: ["a.lua": "error('broken')"])
    #expect(found == ["x1": "a.lua:1: broken", "x2": "a.lua:1: broken"])
  }

  @Test func syntaxErrorsPointAtTheirLine() async {
    #expect(await failure("\nlocal x = = 1") == "stack.lua:2: syntax-error: Unexpected symbol near '='.")
    #expect(
      await failure("require 'm'", files: ["m.lua": "\n\nif"]) == "m.lua:3: syntax-error: Unexpected symbol near <eof>."
    )
  }

  @Test func runtimeErrorsHaveATraceOfTheUsersFramesOnly() async {
    #expect(
      await failure(
        "local lib = require 'lib.things'\nlocal function outer()\n  lib.run(nil)\nend\nouter()",
        files: ["lib/things.lua": "local M = {}\nfunction M.run(x)\n  return x.name\nend\nreturn M"]) == """
          lib/things.lua:3: script-error: Attempt to index a nil value (local 'x').
            at lib/things.lua:3 in function 'run'
            called from stack.lua:3 in function 'outer'
            called from stack.lua:5
          """)
    #expect(await failure("error('plain', 0)") == "stack.lua:1: script-error: plain")
    #expect(
      await failure("\nerror({})")
        == "stack.lua:2: script-error: The script raised an error that is a table, not a text.")
    let long = String(repeating: "directory/", count: 12) + "file"
    #expect(
      await failure("require '\(long.replacing("/", with: "."))'", files: ["\(long).lua": "error 'deep'"])
        == "\(long).lua:1: script-error: deep\n  at \(long).lua:1\n  called from stack.lua:1")
  }

  @Test func projectFilesNeverLeadOutsideOfTheRoot() throws {
    let manager = FileManager.default
    let base = manager.temporaryDirectory.appendingPathComponent("cofre-files-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: base) }
    let root = base.appendingPathComponent("project")
    try manager.createDirectory(at: root.appendingPathComponent("inner"), withIntermediateDirectories: true)
    try "inside".write(to: root.appendingPathComponent("inner/a.lua"), atomically: true, encoding: .utf8)
    try "outside".write(to: base.appendingPathComponent("b.lua"), atomically: true, encoding: .utf8)
    try manager.createSymbolicLink(
      at: root.appendingPathComponent("link.lua"), withDestinationURL: base.appendingPathComponent("b.lua"))
    try manager.createSymbolicLink(at: root.appendingPathComponent("up"), withDestinationURL: base)
    try manager.createSymbolicLink(
      at: root.appendingPathComponent("fine.lua"), withDestinationURL: root.appendingPathComponent("inner/a.lua"))
    let files = try ProjectFileReader(root: root.path)
    #expect(try files.read("inner/a.lua") == Array("inside".utf8))
    #expect(try files.read("fine.lua") == Array("inside".utf8))
    #expect(try files.read("none.lua") == nil)
    for path in ["../b.lua", "link.lua", "up/b.lua", "inner/../../b.lua", "inner"] {
      #expect(throws: DiagnosticError.self, "\(path)") { try files.read(path) }
    }
    #expect(throws: DiagnosticError.self) { try ProjectFileReader(root: base.appendingPathComponent("none").path) }
  }

  @Test func aMissingMainScriptIsAnError() async {
    let program = StackProgram(
      StackProgramOptions(
        project: "p", stack: "s", mainScript: "main.lua", readFile: { _ in nil }, resourceType: { _ in nil },
        resourceTypeNames: []))
    let error = await #expect(throws: DiagnosticError.self) { try await program.start() }
    #expect(error?.diagnostics.map(\.code) == ["missing-script"])
  }

  @Test(arguments: [
    ("error('it is late')", "it is late"),
    ("error('it is late', 2)", "it is late"),
    ("error('attempt to be clever', 0)", "attempt to be clever"),
    ("error('at:3: x near y', 0)", "at:3: x near y"),
    ("assert(false, 'it is late')", "it is late"),
    ("assert(nil, 'it is late: 5')", "it is late: 5"),
    ("local ok, e = pcall(error, 'first', 0) error(e, 0)", "first"),
    ("coroutine.wrap(function() error('inside', 0) end)()", "inside"),
    ("error(setmetatable({}, { __tostring = function() return 'a text of its own' end }))", "a text of its own"),
    ("error('')", "The script raised an error without a text."),
    ("assert(false)", "Assertion failed!"),
    ("local x = nil + 1", "Attempt to perform arithmetic on a nil value."),
    ("local x = ('x'):rep()", "Bad argument #1 to 'rep' (number expected, got no value)."),
    ("error({})", "The script raised an error that is a table, not a text."),
    (
      "error(setmetatable({}, { __tostring = function() error('no text') end }))",
      "The script raised an error that is a table, not a text."
    ),
    (
      "error(setmetatable({}, { __tostring = function() return {} end }))",
      "The script raised an error that is a table, not a text."
    ),
  ])
  func textsOfTheScriptsOwnErrorsStayAsTheyAre(_ script: String, _ text: String) async {
    #expect(await failure(script) == "stack.lua:1: script-error: \(text)")
  }

  @Test func anErrorWhoseTextIsAnEndlessLoopIsStopped() async {
    let found = await failure(
      "error(setmetatable({}, { __tostring = function() while true do end end }))",
      limits: ScriptLimits(time: .milliseconds(60)))
    #expect(found == "stack.lua:1: \(LimitTests.timeExpired)")
  }

  @Test(arguments: [
    ("\\27[2J", "\\x1b[2J"), ("\\0\\1\\8\\13\\127", "\\x00\\x01\\x08\\x0d\\x7f"), ("\\u{9b}2J", "\\u{9b}2J"),
    ("a\\tb\\nc", "a\tb\nc"),
    ("\\r\\n", "\\x0d\n"), ("caf\u{e9} \u{1F512}", "caf\u{e9} \u{1F512}"), ("\\\\x1b", "\\x1b"),
  ])
  func controlCharactersAreShown(_ literal: String, _ shown: String) async throws {
    let harness = ScriptHarness("print('\(literal)') require('cofre').log.info('\(literal)')")
    _ = try await harness.run()
    #expect(harness.printed == [shown, shown])
    #expect(await failure("error('\(literal)', 0)") == "stack.lua:1: script-error: \(shown)")
    #expect(
      await failure("require('cofre').output(1):apply(function() error('\(literal)', 0) end)")
        == "stack.lua:1: script-error: \(shown)")
  }

  @Test(arguments: [
    "require('cofre')['\\27[2J']()", "require('\\27[2J')", "require('cofre').Record('r', { ['\\27[2J'] = 1 })",
    "local cofre = require('cofre') cofre.export('x', { ['\\27[2J'] = print })", "local x = nil .. _G['\\27[2J']",
    "local t = {} t['\\27[2J'].x = 1", "x = '\\27[2J\n", "\u{1b}[2J",
    "local cofre = require('cofre') cofre.output('\\27[2J'):apply(function(v) error({ v }) end)",
    "require('cofre').output({}):apply(function(v) return { ['\\27[2J'] = { [print] = 1 } } end)",
  ])
  func controlCharactersInErrorsAboutTheScriptAreShown(_ script: String) async {
    let found = await failure(script)
    #expect(found != "no error")
    #expect(!found.contains("\u{1b}"), "\(found.debugDescription)")
  }
}
