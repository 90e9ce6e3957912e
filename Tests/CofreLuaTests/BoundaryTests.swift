import Foundation
import Testing

/// No longjmp crosses a Swift frame: Swift calls no function of Lua that may raise.
@Suite struct BoundaryTests {
  private static let raising = [
    "lua_arith", "lua_callk", "lua_closeslot", "lua_compare", "lua_concat", "lua_createtable", "lua_error",
    "lua_getfield",
    "lua_getglobal", "lua_gettable", "lua_geti", "lua_len", "lua_newthread", "lua_newuserdatauv", "lua_pushcclosure",
    "lua_pushlstring", "lua_pushstring", "lua_rawset", "lua_rawseti", "lua_rawsetp", "lua_resetthread", "lua_setfield",
    "lua_setglobal", "lua_settable", "lua_seti", "lua_setmetatable", "lua_toclose", "lua_yieldk", "luaL_argerror",
    "luaL_checkinteger", "luaL_checklstring", "luaL_checknumber", "luaL_checkstack", "luaL_checktype", "luaL_error",
    "luaL_len", "luaL_ref", "luaL_requiref", "luaL_setfuncs", "luaL_tolstring", "luaL_traceback", "luaL_where",
  ]

  @Test func swiftCallsNothingThatRaises() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/CofreLua")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 20)
    for file in files {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for name in Self.raising { #expect(!text.contains("\(name)("), "\(file) calls \(name)") }
    }
  }
}
