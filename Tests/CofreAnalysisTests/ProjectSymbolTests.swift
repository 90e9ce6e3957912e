import CofreAnalysis
import Testing

@Suite struct ProjectSymbolTests {
  static let project = Project(
    """
    -- main.lua
    local aws, keys, own = require "cofre.aws", require "keys", require "types"
    aws.secretsmanager.Secret("db-password", {})
    local Key = aws.kms.Key
    Key("ring", {})
    keys.Maker("no-resource")
    own.kms.Key("typed", {})
    limit = 5
    -- keys.lua
    local M = { size = 1 }
    function M.Maker(name) end
    M.inner = function() end
    local function hidden() end
    return M
    -- types/types.lua
    ---@class types.Key
    local types = { kms = {} }
    function types.kms.Key(name, properties) end
    return types
    """)

  private func found(_ query: String, limit: Int = 100) throws -> [String] {
    let context = try Self.project.analysis(of: "nothing.lua").workspace
    return context.surroundings.symbols(matching: query, limit: limit).map { item in
      "\(item.path) \(item.container.map { "\($0) " } ?? "")\(item.name) \(item.kind)"
    }
  }

  @Test func findsEverythingInOrder() throws {
    #expect(
      try found("") == [
        "keys.lua size field", "keys.lua M Maker method", "keys.lua M inner method", "keys.lua hidden function",
        "main.lua aws.secretsmanager.Secret db-password resource", "main.lua aws.kms.Key ring resource",
        "main.lua types.kms.Key typed resource", "main.lua limit global", "types/types.lua types.Key type",
        "types/types.lua kms field", "types/types.lua types.kms Key method",
      ])
    #expect(try found("", limit: 2).count == 2)
  }

  @Test(arguments: [
    ("dbp", ["main.lua aws.secretsmanager.Secret db-password resource"]),
    ("aws.kms", ["main.lua aws.kms.Key ring resource"]),
    ("aws.kms.Key.ring", ["main.lua aws.kms.Key ring resource"]),
    ("m.mak", ["keys.lua M Maker method"]),
    (
      "key",
      [
        "types/types.lua types.kms Key method", "types/types.lua types.Key type",
        "main.lua aws.kms.Key ring resource", "main.lua types.kms.Key typed resource",
      ]
    ),
  ])
  func findsByNameAndType(_ query: String, _ expected: [String]) throws { #expect(try found(query) == expected) }
}
