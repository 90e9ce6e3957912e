import CofreAnalysis
import Testing

/// Fields of classes, and type parameters, as names: found and renamed from their annotations and from their uses.
@Suite struct FieldNameTests {
  static let shared = Project(
    """
    ---@class Team
    ---@field 1️⃣name string
    ---@field owner string
    local Team = {}
    function Team:2️⃣show() return self.3️⃣name end
    ---@param t Team
    local function f(t)
      t["name"] = t.owner
      return t.4️⃣name, ({}).name, name
    end
    -- b.lua
    ---@type Team[]
    local teams = {}
    for _, team in ipairs(teams) do print(team.5️⃣name, team:6️⃣show()) end
    ---@class Group: Team
    ---@class Other
    ---@field name string
    ---@param group Group
    ---@param other Other
    function g(group, other) print(group.7️⃣name, other.8️⃣name) end
    ---@type Team
    local made = { name = "a", owner = "b" }
    -- types/lib.lua
    ---@class Lib
    ---@field path string
    """)

  private static let names = [
    "b.lua:11:16", "b.lua:3:44", "b.lua:9:38", "main.lua:2:11", "main.lua:5:34", "main.lua:8:6", "main.lua:9:12",
  ].sorted()

  @Test(arguments: [
    ("1️⃣", names), ("3️⃣", names), ("4️⃣", names), ("5️⃣", names), ("7️⃣", names),
    ("2️⃣", ["b.lua:3:55", "main.lua:5:15"]), ("6️⃣", ["b.lua:3:55", "main.lua:5:15"]),
    ("8️⃣", ["b.lua:6:11", "b.lua:9:50"]),
  ])
  func areFoundFromAllOfTheirPlaces(_ marker: String, _ expected: [String]) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    let path = try Self.shared.path(of: marker)
    #expect(try Self.shared.places(analysis.references(at: offset), from: path) == expected)
    let highlights = analysis.highlights(at: offset).map { LocationItem(range: $0.range) }
    #expect(try Self.shared.places(highlights, from: path) == expected.filter { $0.hasPrefix(path) })
  }

  @Test(arguments: [("1️⃣", "main.lua:2:11"), ("5️⃣", "main.lua:2:11"), ("7️⃣", "main.lua:2:11"), ("8️⃣", "b.lua:6:11")])
  func leadToTheirDeclaration(_ marker: String, _ expected: String) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    #expect(try Self.shared.places(analysis.definition(at: offset), from: Self.shared.path(of: marker)) == [expected])
  }

  @Test func implementationsAreFoundFromTheAnnotation() throws {
    let project = Project(
      """
      ---@class Team
      ---@field 1️⃣show fun(self: Team)
      ---@field 2️⃣owner string
      local Team = {}
      function Team:show() return self end
      return Team
      """)
    for (marker, expected) in [("1️⃣", "main.lua:5:15"), ("2️⃣", "main.lua:3:11")] {
      let (analysis, offset) = try project.place(marker)
      let found = try project.places(analysis.implementations(at: offset), from: "main.lua")
      #expect(found == [expected])
    }
  }

  @Test func declarationsAreLeftOutWhenAsked() throws {
    let (analysis, offset) = try Self.shared.place("4️⃣")
    let found = try Self.shared.places(analysis.references(at: offset, includingDeclaration: false), from: "main.lua")
    #expect(found == Self.names.filter { $0 != "main.lua:2:11" })
  }

  @Test(arguments: ["1️⃣", "5️⃣"])
  func areRenamedInAllFiles(_ marker: String) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    #expect(try analysis.prepareRename(at: offset)?.name == "name")
    let texts = try Self.shared.applying(
      try analysis.rename(at: offset, to: "title"), from: Self.shared.path(of: marker))
    #expect(texts["main.lua"]?.contains("---@field title string\n---@field owner") == true)
    #expect(texts["main.lua"]?.contains("t[\"title\"] = t.owner\n  return t.title, ({}).name, name") == true)
    #expect(texts["b.lua"]?.contains("print(team.title, team:show())") == true)
    #expect(texts["b.lua"]?.contains("print(group.title, other.name)") == true)
    #expect(texts["b.lua"]?.contains("{ title = \"a\", owner") == true)
  }

  @Test(arguments: [("owner", "there already"), ("a b", "no name"), ("end", "no name")])
  func namesThatWouldNotDoAreRefused(_ name: String, _ reason: String) throws {
    let (analysis, offset) = try Self.shared.place("1️⃣")
    let refusal = #expect(throws: RenameRefusal.self) { try analysis.rename(at: offset, to: name) }
    #expect(refusal?.message.contains(reason) == true)
  }

  @Test func thoseOfLibrariesKeepTheirNames() throws {
    let project = Project(
      "---@type Lib\nlocal lib\nprint(lib.1️⃣path)\n-- types/lib.lua\n---@class Lib\n---@field path string\n")
    let (analysis, offset) = try project.place()
    let refusal = #expect(throws: RenameRefusal.self) { try analysis.prepareRename(at: offset) }
    #expect(refusal?.message.contains("belongs to a library") == true)
    #expect(analysis.references(at: offset).count == 2)
  }

  /// Modules of two clouds with a constructor of the same name each; what one file tells of them holds for the others.
  static let namesakes = Project(
    """
    local aws, gcp = require "aws", require "gcp"
    aws.secrets.1️⃣Secret("a")
    gcp.secrets.2️⃣Secret("b")
    cloud = aws
    cloud.secrets.3️⃣Secret("Secret")
    -- b.lua
    local aws, gcp = require "aws", require "gcp"
    -- No Secret here.
    gcp.secrets.4️⃣Secret("c")
    aws.secrets.5️⃣Secret("d")
    -- c.lua
    local gcp = require "gcp"
    gcp.secrets.6️⃣Secret("e")
    -- types/aws.lua
    ---@meta aws
    ---@class aws.secrets
    ---@field Secret fun(name: string)
    ---@class aws
    ---@field secrets aws.secrets
    ---@type aws
    local aws
    return aws
    -- types/gcp.lua
    ---@meta gcp
    ---@class gcp.secrets
    ---@field Secret fun(name: string)
    ---@class gcp
    ---@field secrets gcp.secrets
    ---@type gcp
    local gcp
    return gcp
    """)

  @Test(arguments: [
    ("1️⃣", ["b.lua:4:13", "main.lua:2:13", "main.lua:5:15", "types/aws.lua:3:11"]),
    ("5️⃣", ["b.lua:4:13", "main.lua:2:13", "main.lua:5:15", "types/aws.lua:3:11"]),
    ("2️⃣", ["b.lua:3:13", "c.lua:2:13", "main.lua:3:13", "types/gcp.lua:3:11"]),
    ("6️⃣", ["b.lua:3:13", "c.lua:2:13", "main.lua:3:13", "types/gcp.lua:3:11"]),
  ])
  func thoseOfTheSameNameAreToldApart(_ marker: String, _ expected: [String]) throws {
    let (analysis, offset) = try Self.namesakes.place(marker)
    let found = try Self.namesakes.places(analysis.references(at: offset), from: Self.namesakes.path(of: marker))
    #expect(found == expected)
  }

  static let generic = Project(
    """
    ---@generic 1️⃣T, U: T
    ---@param x 2️⃣T[]
    ---@param kind `3️⃣T`
    ---@return U
    local function f(x, kind)
      ---@type table<string, 4️⃣T>
      local t = {}
      ---@generic T
      ---@param y 5️⃣T
      local function g(y) end
    end
    ---@param x T
    local function h(x) end
    """)

  @Test(arguments: [
    ("1️⃣", ["1:13", "1:19", "2:13", "3:17", "6:26"]), ("3️⃣", ["1:13", "1:19", "2:13", "3:17", "6:26"]),
    ("4️⃣", ["1:13", "1:19", "2:13", "3:17", "6:26"]), ("5️⃣", ["8:15", "9:15"]),
  ])
  func typeParametersAreNamesInTheirBlock(_ marker: String, _ expected: [String]) throws {
    let (analysis, offset) = try Self.generic.place(marker)
    let places = expected.map { "main.lua:\($0)" }
    #expect(try Self.generic.places(analysis.references(at: offset), from: "main.lua") == places)
    let highlights = analysis.highlights(at: offset).map { LocationItem(range: $0.range) }
    #expect(try Self.generic.places(highlights, from: "main.lua") == places)
    #expect(try Self.generic.places(analysis.definition(at: offset), from: "main.lua") == [places[0]])
  }

  @Test func typeParametersAreRenamed() throws {
    let (analysis, offset) = try Self.generic.place("2️⃣")
    #expect(try analysis.prepareRename(at: offset)?.name == "T")
    let texts = try Self.generic.applying(try analysis.rename(at: offset, to: "Item"), from: "main.lua")
    #expect(
      texts["main.lua"]?.hasPrefix("---@generic Item, U: Item\n---@param x Item[]\n---@param kind `Item`\n") == true)
    #expect(texts["main.lua"]?.contains("table<string, Item>") == true)
    #expect(texts["main.lua"]?.contains("---@param y T") == true)
    #expect(throws: RenameRefusal.self) { try analysis.rename(at: offset, to: "U") }
    #expect(throws: RenameRefusal.self) { try analysis.rename(at: offset, to: "string") }
  }
}
