import CofreAnalysis
import Testing

@Suite struct CallHierarchyTests {
  static let project = Project(
    """
    -- main.lua
    local keys = require "keys"
    local aws = require "cofre.aws"
    local function 1️⃣all(names)
      for _, name in ipairs(names) do keys.2️⃣make(name) end
      return function() return keys.make("inner") end
    end
    all({ "a" })
    all({ "b" })
    aws.kms.3️⃣Key("k", {})
    keys:again()
    -- keys.lua
    local M = {}
    local aws = require "cofre.aws"
    function M.make(name) return aws.kms.Key(name, {}) end
    function M:again() return self.make("x") end
    M.late = function() return M.make("late") end
    return M
    """)

  private static func text(_ relation: CallRelation) -> String {
    "\(relation.other.path ?? "main.lua") \(relation.other.name) \(relation.ranges.count)"
  }

  @Test(arguments: [
    ("1️⃣", "all", ["main.lua this file 2"]),
    ("2️⃣", "M.make", ["main.lua all 2", "keys.lua M:again 1", "keys.lua M.late 1"]),
    ("3️⃣", "aws.kms.Key", ["main.lua this file 1", "keys.lua M.make 1"]),
  ])
  func knowsTheCallers(_ marker: String, _ name: String, _ callers: [String]) throws {
    let (analysis, offset) = try Self.project.place(marker)
    #expect(analysis.callItems(at: offset).map(\.name) == [name])
    #expect(analysis.incomingCalls(at: offset).map(Self.text) == callers)
  }

  @Test func knowsWhoIsCalled() throws {
    let (analysis, offset) = try Self.project.place("1️⃣")
    #expect(analysis.outgoingCalls(at: offset).map(Self.text) == ["keys.lua M.make 2"])
    #expect(
      analysis.outgoingCalls(at: nil).map(Self.text)
        == ["main.lua all 2", "main.lua aws.kms.Key 1", "keys.lua M:again 1"])
    let type = try Self.project.place("3️⃣").offset
    #expect(analysis.outgoingCalls(at: type) == [])
    let keys = try Self.project.analysis(of: "keys.lua")
    let place = try #require(analysis.callItems(at: try Self.project.place("2️⃣").offset).first)
    #expect(keys.outgoingCalls(at: place.nameRange.lowerBound).map(\.other.kind) == [.resourceType])
  }

  @Test(arguments: ["1️⃣print(1)", "local 1️⃣a = 1", "x.1️⃣y = 2", "print(\"1️⃣a\")"])
  func whatIsNoFunctionOfTheProjectHasNone(_ text: String) throws {
    let (analysis, offset) = try Project(text).place()
    #expect(analysis.callItems(at: offset) == [])
  }
}
