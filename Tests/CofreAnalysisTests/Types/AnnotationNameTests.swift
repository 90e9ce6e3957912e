import CofreAnalysis
import LuaSyntax
import Testing

/// Names in annotations as names: of types, of parameters, and of what `@see` leads to.
@Suite struct AnnotationNameTests {
  static let shared = Project(
    """
    ---@class 1️⃣Team: Base
    ---@field name string
    local Team = {}
    ---@param 2️⃣team 3️⃣Team? the Team
    ---@return Team[]
    ---@see Team
    local function show(team) return { 4️⃣team } end
    local value --[[@as Team]] = show({})
    ---@see 5️⃣show
    local function other() end
    ---@generic T
    ---@param 6️⃣x T
    local f = function(x) return x end
    -- b.lua
    ---@type table<string, fun(t: Team): Team>
    local teams = {}
    ---@class Other: 7️⃣Team
    ---@alias Teams Team|nil
    ---@see lib.8️⃣make
    local lib = require "lib"
    ---@see lib.make
    lib.make()
    -- lib.lua
    local M = {}
    function M.make() end
    return M
    """)

  private static let teams = [
    "b.lua:1:31", "b.lua:1:38", "b.lua:3:18", "b.lua:4:17", "main.lua:1:11", "main.lua:4:16", "main.lua:5:12",
    "main.lua:6:9", "main.lua:8:21",
  ]

  @Test(arguments: [
    ("1️⃣", teams), ("3️⃣", teams), ("7️⃣", teams), ("2️⃣", ["main.lua:4:11", "main.lua:7:21", "main.lua:7:36"]),
    ("4️⃣", ["main.lua:4:11", "main.lua:7:21", "main.lua:7:36"]),
    ("6️⃣", ["main.lua:12:11", "main.lua:13:20", "main.lua:13:30"]),
    ("5️⃣", ["main.lua:7:16", "main.lua:8:30", "main.lua:9:9"]),
  ])
  func areUsesOfWhatTheyName(_ marker: String, _ expected: [String]) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    let path = try Self.shared.path(of: marker)
    #expect(try Self.shared.places(analysis.references(at: offset), from: path) == expected)
    let own = expected.filter { $0.hasPrefix(path) }
    let highlights = analysis.highlights(at: offset).map { LocationItem(range: $0.range) }
    #expect(try Self.shared.places(highlights, from: path) == own)
  }

  @Test(arguments: [
    ("3️⃣", "main.lua:1:11"), ("7️⃣", "main.lua:1:11"), ("2️⃣", "main.lua:7:21"), ("5️⃣", "main.lua:7:16"),
  ])
  func leadToWhatTheyName(_ marker: String, _ expected: String) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    let found = try Self.shared.places(analysis.definition(at: offset), from: Self.shared.path(of: marker))
    #expect(found == [expected])
  }

  @Test func seeLeadsIntoModules() throws {
    let project = Project(
      """
      local lib = require "lib"
      ---@see lib.1️⃣make
      local function f() lib.make() end
      -- lib.lua
      local M = {}
      function M.make() end
      return M
      """)
    let (analysis, offset) = try project.place()
    #expect(try project.places(analysis.definition(at: offset), from: "main.lua") == ["lib.lua:2:12"])
    let texts = try project.applying(try analysis.rename(at: offset, to: "create"), from: "main.lua")
    #expect(texts["main.lua"]?.contains("---@see lib.create\nlocal function f() lib.create() end") == true)
  }

  @Test func typesAreRenamedInAllFiles() throws {
    let (analysis, offset) = try Self.shared.place("3️⃣")
    #expect(try analysis.prepareRename(at: offset)?.name == "Team")
    let texts = try Self.shared.applying(try analysis.rename(at: offset, to: "org.Group"), from: "main.lua")
    #expect(texts["main.lua"]?.hasPrefix("---@class org.Group: Base\n") == true)
    // The variable has a name of its own, and prose is nobody's.
    #expect(texts["main.lua"]?.contains("local Team = {}\n---@param team org.Group? the Team\n") == true)
    #expect(texts["b.lua"]?.contains("---@class Other: org.Group\n---@alias Teams org.Group|nil") == true)
  }

  @Test(arguments: [
    ("string", "declaration"), ("Teams", "is there already"), ("a b", "no name of a type"), ("", "no name"),
  ])
  func namesThatWouldNotDoAreRefused(_ name: String, _ reason: String) throws {
    let (analysis, offset) = try Self.shared.place("3️⃣")
    let refusal = #expect(throws: RenameRefusal.self) { try analysis.rename(at: offset, to: name) }
    #expect(refusal?.message.contains(reason) == true)
  }

  @Test func typesOfLibrariesKeepTheirNames() throws {
    let project = Project("---@type 1️⃣Thing\nlocal x\n---@type 2️⃣string\nlocal y\n-- types/a.lua\n---@class Thing\n")
    let (analysis, offset) = try project.place()
    #expect(throws: RenameRefusal.self) { try analysis.prepareRename(at: offset) }
    #expect(try analysis.prepareRename(at: project.place("2️⃣").offset) == nil)
  }

  @Test(arguments: ["2️⃣", "4️⃣"])
  func parametersAreRenamedWithWhatDescribesThem(_ marker: String) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    let texts = try Self.shared.applying(try analysis.rename(at: offset, to: "group"), from: "main.lua")
    #expect(texts["main.lua"]?.contains("---@param group Team? the Team") == true)
    #expect(texts["main.lua"]?.contains("show(group) return { group }") == true)
  }

  @Test func castsFollowTheirVariable() throws {
    let marked = Marked("local 1️⃣x = f()\ndo\n  local x = 1\n  ---@cast x integer\nend\n---@cast 2️⃣x string\nprint(x)\n")
    for marker in ["1️⃣", "2️⃣"] {
      let edits = try marked.analysis().rename(at: try marked.offset(marker), to: "y").map(\.edit)
      #expect(
        marked.applying(edits)
          == "local y = f()\ndo\n  local x = 1\n  ---@cast x integer\nend\n---@cast y string\nprint(y)\n")
    }
  }

  @Test func hoverSaysWhatTheyAre() throws {
    let (analysis, offset) = try Self.shared.place("3️⃣")
    let type = try #require(analysis.hover(at: offset))
    #expect(type.markdown.contains("class Team: Base"))
    #expect(analysis.file.text(type.range) == "Team")
    let parameter = try #require(analysis.hover(at: try Self.shared.place("2️⃣").offset))
    #expect(parameter.markdown.contains("parameter team: Team?"))
    let function = try #require(analysis.hover(at: try Self.shared.place("5️⃣").offset))
    #expect(function.markdown.contains("function show(team"))
    let known = Marked("---@param s 1️⃣aws.secretsmanager.Secret\nlocal function f(s) end\n")
    #expect(
      known.analysis().hover(at: try known.offset())?.markdown.contains("class aws.secretsmanager.Secret") == true)
  }

  @Test func theirWordsAreColoured() {
    let text = "---@class Team: Base\n---@field name string\n---@param a Team|nil text\nlocal function f(a) end\n"
    let file = SourceFile(text)
    let tokens = DocumentAnalysis(ScriptText(text), in: WorkspaceContext()).semanticTokens(in: 0..<74)
    #expect(
      tokens.map { "\(file.text($0.range)) \($0.kind)" } == [
        "@class keyword", "Team type", "Base type", "@field keyword", "name property", "string type",
        "@param keyword", "a parameter", "Team type", "nil type",
      ])
  }
}
