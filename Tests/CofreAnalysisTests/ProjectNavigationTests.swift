import CofreAnalysis
import Testing

@Suite struct ProjectNavigationTests {
  static let shared = Project(
    """
    local aws = require "aws"
    local keys = require("lib.keys")
    local cofre = require "cofre"
    local config = cofre.config()
    keys.1️⃣database("main", config:require_secret "2️⃣token")
    local kms = aws.kms
    kms.3️⃣Key("ring", {})
    keys.names.4️⃣main = keys["default"]
    5️⃣helper(keys.default)
    require("lib.keys").database("again")
    local cloud = require "cofre.aws"
    cloud.kms.6️⃣Key("own", {})
    -- lib/keys.lua
    local M = { default = 1, names = { main = "m" } }
    local aws, cofre = require "aws", require "cofre"
    function M.database(name)
      return aws.kms.Key(name, {})
    end
    function M:again() return self.database("x") end
    function helper(value) return value end
    cofre.config():get("token")
    return M
    -- other.lua
    local k = require "lib.keys"
    k.database("other")
    local s = "keys.database"
    helper(1)
    -- types/aws.lua
    ---@class aws
    local aws = {}
    aws.kms = {}
    function aws.kms.Key(name, arguments) end
    return aws
    """)

  @Test(arguments: [
    (
      "1️⃣",
      [
        "lib/keys.lua:3:12", "lib/keys.lua:6:32", "main.lua:10:21", "main.lua:5:6", "other.lua:2:3",
      ]
    ),
    ("2️⃣", ["lib/keys.lua:8:21", "main.lua:5:46"]),
    ("3️⃣", ["lib/keys.lua:4:18", "main.lua:7:5", "types/aws.lua:4:18"]),
    ("4️⃣", ["lib/keys.lua:1:36", "main.lua:8:12"]),
    ("5️⃣", ["lib/keys.lua:7:10", "main.lua:9:1", "other.lua:4:1"]),
    ("6️⃣", ["main.lua:12:11"]),
  ])
  func findsUsesInAllFiles(_ marker: String, _ expected: [String]) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    #expect(try Self.shared.places(analysis.references(at: offset), from: "main.lua") == expected)
  }

  /// The same places, wherever one asks.
  @Test(arguments: ["lib/keys.lua", "other.lua", "main.lua", "types/aws.lua"])
  func anyUseFindsTheOthers(_ path: String) throws {
    let analysis = try Self.shared.analysis(of: path)
    for marker in ["1️⃣", "3️⃣", "5️⃣"] {
      let (main, offset) = try Self.shared.place(marker)
      let items = main.references(at: offset)
      let expected = try Self.shared.places(items, from: "main.lua")
      for item in items where (item.path ?? "main.lua") == path {
        let found = analysis.references(at: item.range.lowerBound)
        #expect(try Self.shared.places(found, from: path) == expected)
      }
    }
  }

  @Test func leavesDeclarationsOutWhenAsked() throws {
    let (analysis, offset) = try Self.shared.place("1️⃣")
    let found = analysis.references(at: offset, includingDeclaration: false)
    #expect(found.count == 4)
    #expect(!found.contains { $0.path == "lib/keys.lua" && $0.range.lowerBound < 150 })
  }

  @Test(arguments: [
    ("1️⃣", ["lib/keys.lua:3:12"]), ("3️⃣", ["types/aws.lua:4:18"]), ("4️⃣", ["lib/keys.lua:1:36"]),
    ("5️⃣", ["lib/keys.lua:7:10"]), ("6️⃣", []), ("2️⃣", []),
  ])
  func findsDeclarationsInOtherFiles(_ marker: String, _ expected: [String]) throws {
    let (analysis, offset) = try Self.shared.place(marker)
    #expect(try Self.shared.places(analysis.definition(at: offset), from: "main.lua") == expected)
  }

  @Test func findsAllWhoRequireAModule() throws {
    let project = Project("require \"1️⃣a.b\"\n-- x.lua\nlocal b = require(\"a.b\")\n-- a/b.lua\nreturn {}\n")
    let (analysis, offset) = try project.place()
    #expect(try project.places(analysis.references(at: offset), from: "main.lua") == ["main.lua:1:10", "x.lua:1:20"])
  }

  @Test func whatIsHiddenOrReassignedIsNoModule() throws {
    let project = Project(
      """
      local keys = require "keys"
      print(keys.1️⃣a)
      do local keys = {} print(keys.a) end
      local function f(keys) return keys.a end
      local other = require "keys"
      other = {}
      print(other.a)
      -- keys.lua
      return { a = 1 }
      """)
    let (analysis, offset) = try project.place()
    #expect(
      try project.places(analysis.references(at: offset), from: "main.lua") == ["keys.lua:1:10", "main.lua:2:12"])
  }

  @Test func longChainsCostNoMoreThanTheirLength() {
    let text = "x" + String(repeating: ".a", count: 20_000) + " = 1\n"
    let analysis = DocumentAnalysis(ScriptText(text), in: WorkspaceContext())
    #expect(analysis.references(at: 0).count == 1)
    #expect(!analysis.references(at: 2).isEmpty)
  }
}
