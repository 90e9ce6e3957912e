import CofreAnalysis
import Testing

@Suite struct ProjectRenameTests {
  @Test func renamesAFunctionOfAModuleEverywhere() throws {
    let project = Project(
      """
      local keys = require "keys"
      keys.1️⃣make("a")
      keys["make"]("b")
      -- keys.lua
      local M = {}
      function M.make(name) return name end
      function M.twice(name) return M.make(M.make(name)) end
      return M
      -- third.lua
      local make = require("keys").make
      make("c")
      """)
    let (analysis, offset) = try project.place()
    #expect(try analysis.prepareRename(at: offset)?.name == "make")
    let texts = try project.applying(try analysis.rename(at: offset, to: "create"), from: "main.lua")
    #expect(texts["main.lua"] == "local keys = require \"keys\"\nkeys.create(\"a\")\nkeys[\"create\"](\"b\")\n")
    #expect(
      texts["keys.lua"]
        == "local M = {}\nfunction M.create(name) return name end\nfunction M.twice(name) return M.create(M.create(name)) end\nreturn M\n"
    )
    #expect(texts["third.lua"] == "local make = require(\"keys\").create\nmake(\"c\")\n")
  }

  @Test func renamesGlobalsAndKeysEverywhere() throws {
    let project = Project(
      """
      local config = require("cofre").config()
      1️⃣limit = config:get_integer "2️⃣limit"
      -- other.lua
      print(limit, require("cofre").config():get("limit"))
      """)
    let (analysis, offset) = try project.place()
    let globals = try project.applying(try analysis.rename(at: offset, to: "bound"), from: "main.lua")
    #expect(globals["main.lua"]?.contains("\nbound = config:get_integer \"limit\"") == true)
    #expect(globals["other.lua"] == "print(bound, require(\"cofre\").config():get(\"limit\"))\n")
    let key = try project.place("2️⃣").offset
    let keys = try project.applying(try analysis.rename(at: key, to: "upper-limit"), from: "main.lua")
    #expect(keys["main.lua"]?.contains("limit = config:get_integer \"upper-limit\"") == true)
    #expect(keys["other.lua"] == "print(limit, require(\"cofre\").config():get(\"upper-limit\"))\n")
  }

  /// The text, the new name, and words of the reason.
  @Test(arguments: [
    (
      "local k = require \"k\"\nk.1️⃣a()\n-- k.lua\nlocal M = {}\nfunction M.a() end\nM.b = 1\nreturn M\n", "b",
      "'k.lua', line 3"
    ),
    ("local k = require \"k\"\nk.1️⃣a()\n-- k.lua\nreturn { a = 1 }\n", "not a name", "no name"),
    ("local t = require \"t\"\nt.1️⃣a()\n-- types/t.lua\nlocal t = {}\nfunction t.a() end\nreturn t\n", "b", "library"),
    ("local aws = require \"cofre.aws\"\naws.kms.1️⃣Key(\"k\", {})\n", "Lock", "Cofre"),
    ("local aws = require \"cofre.aws\"\naws.kms.Key(\"1️⃣k\", {})\n", "l", "aliases"),
    ("local k = require \"k\"\nk.Make(\"1️⃣k\")\n-- k.lua\nreturn { Make = 1 }\n", "l", "Nothing"),
    ("require \"1️⃣k\"\n-- k.lua\nreturn {}\n", "l", "rename the file"),
    ("1️⃣g = 1\n-- o.lua\nlocal h = 2\nprint(g, h)\n", "h", "'o.lua', line 1"),
    ("1️⃣g = 1\n-- o.lua\nh = 2\n", "h", "'o.lua', line 1"),
    ("1️⃣g = 1\n", "print", "without declaring"),
    ("local c = require(\"cofre\").config()\nc:get \"1️⃣a\"\n", "b c", "no name of a key"),
    ("local c = require(\"cofre\").config(\"aws\")\nc:get \"1️⃣a\"\n", "b", "key of a cloud"),
    ("local k = require \"k\"\nk.1️⃣a()\n", "b", "Nothing"),
    ("pri1️⃣nt(1)\n", "b", "Nothing"),
    ("string.1️⃣format(1)\n", "b", "Nothing"),
    ("x.fie1️⃣ld = 1\n", "b", "Nothing"),
  ])
  func refusesAndSaysWhy(_ text: String, _ name: String, _ reason: String) throws {
    let (analysis, offset) = try Project(text).place()
    let refusal = try #require(throws: RenameRefusal.self) { try analysis.rename(at: offset, to: name) }
    #expect(refusal.message.contains(reason), "\(refusal.message)")
  }
}
