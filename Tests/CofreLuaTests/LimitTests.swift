import CofreLua
import CofreModel
import Testing

/// Whatever a script does, it ends within its limits with one clear message.
@Suite struct LimitTests {
  static let timeExpired =
    "script-time-limit: The script used up the CPU time that it may take. Look for a loop that does not end."
  static let outOfMemory =
    "script-memory-limit: The script uses more memory than it may. "
    + "Look for a loop that does not end, or for a table that grows without need."

  @Test(arguments: [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "local function f() return f() end f()",
    "coroutine.wrap(function() while true do end end)()",
    "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
    "local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() while true do end end }) coroutine.yield() end) coroutine.resume(co) coroutine.close(co)",
    "xpcall(function() while true do end end, function() while true do end end)",
    "while true do xpcall(error, function() while true do end end) end",
    "local x <close> = setmetatable({}, { __close = function() while true do end end }) while true do end",
    "setmetatable({}, { __index = function() while true do end end }).x()",
    "table.sort({ 3, 2, 1 }, function() while true do end end)",
    "('x'):rep(10):gsub('.', function() while true do end end)",
    "for _ in function() return 1 end do end",
    "table.move({}, 1, math.maxinteger - 1, 2)",
    "table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 1)",
    "table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)",
    "('a'):rep(300):find(('a-'):rep(30) .. 'b')",
    "while true do pcall(string.find, ('a'):rep(300), ('a-'):rep(30) .. 'b') end",
    "('a'):rep(50000):find('.-.-.-b')",
    "('a'):rep(300):gsub(('a-'):rep(30) .. 'b', '')",
    "for _ in ('a'):rep(300):gmatch(('a-'):rep(30) .. 'b') do end",
    "('a'):rep(100):match(('a?'):rep(100) .. ('a'):rep(100))",
    "local cofre = require 'cofre' cofre.output(1):apply(function() while true do end end)",
  ])
  func anEndlessLoopIsStopped(_ script: String) async {
    let found = await failure(script, limits: ScriptLimits(time: .milliseconds(60)))
    let text = found.hasPrefix("stack.lua:1: ") ? String(found.dropFirst("stack.lua:1: ".count)) : found
    #expect(text == Self.timeExpired)
  }

  @Test func aModuleIsUnderTheSameLimit() async {
    let found = await failure(
      "require 'm'", files: ["m.lua": "\nwhile true do end"], limits: ScriptLimits(time: .milliseconds(60)))
    #expect(found == "m.lua:2: \(Self.timeExpired)")
  }

  @Test(arguments: [
    "local t = {} for i = 1, math.huge do t[i] = { i } end",
    "local s = 'x' while true do s = s .. s end",
    "local s = ('x'):rep(1 << 30)",
    "local t = {} while true do t[#t + 1] = coroutine.create(print) end",
    "local cofre = require 'cofre' local o = cofre.output('x') while true do o = o .. 'x' end",
    "local cofre = require 'cofre' local i = 0 while true do i = i + 1 cofre.Record('r' .. i, { value = ('x'):rep(1000) }) end",
  ])
  func aMemoryBombIsStopped(_ script: String) async {
    let found = await failure(script, limits: ScriptLimits(memoryBytes: 16 << 20))
    #expect(found.replacing("stack.lua:1: ", with: "") == Self.outOfMemory)
  }

  @Test func aScriptMayCatchAMemoryErrorAndGoOn() async throws {
    let found = try await ScriptHarness(
      "local ok, text = pcall(string.rep, 'x', 1 << 30)\nrequire('cofre').export('x', { ok, text })",
      limits: ScriptLimits(memoryBytes: 16 << 20)
    ).run().result.exports
    #expect(found["x"] == [false, "not enough memory"])
  }

  @Test(arguments: [
    ("local function f() return 1 + f() end f()", "Stack overflow"),
    ("local function f() return pcall(f) end print(f()) error('done')", "done"),
    ("local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end print(t.x)", "overflow"),
    ("string.rep('x', 10):gsub('.', function() local function f() return ('x'):gsub('.', f) end f() end)", "overflow"),
    ("local function f() return coroutine.wrap(f)() end f()", "overflow"),
    ("local s = ('('):rep(190) .. 'a' .. (')'):rep(190) print(('a'):match(s))", "too many captures"),
    ("print(('a'):rep(250000):find(('a?'):rep(250000)))", "too complex"),
  ])
  func deepRecursionIsAnError(_ script: String, _ part: String) async {
    let found = await failure(script)
    #expect(found.lowercased().contains(part.lowercased()), "\(found)")
    #expect(found.split(separator: "\n").count < 15)
  }

  @Test func deeplyNestedSourceIsAnError() async {
    let found = await failure("return " + String(repeating: "{", count: 10_000))
    #expect(found == "stack.lua:1: script-error: C stack overflow.")
  }

  @Test func outputsPutIntoEachOtherStayWithinBounds() async {
    let large = "value-too-large: Outputs are put into each other until they hold more than 500000 values."
    let deep = "value-too-large: Outputs are put into each other more than 500 tables deep."
    let start = "local cofre = require 'cofre'\nlocal x = cofre.output('x')\n"
    #expect(
      await failure(start + "for _ = 1, 100 do x = cofre.all { x, x } end") == "stack.lua:3: \(large)")
    #expect(
      await failure(start + "for _ = 1, 100 do x = cofre.secret { x, x } end") == "stack.lua:3: \(large)")
    #expect(
      await failure(start + "for _ = 1, 100000 do x = cofre.all { x } end") == "stack.lua:3: \(deep)")
    #expect(
      await failure(start + "for _ = 1, 17 do x = cofre.all { x, x } end\ncofre.Record('r', { value = { x, x, x } })")
        == "stack.lua:4: \(large)")
    #expect(
      await failure(start + "for _ = 1, 17 do x = cofre.all { x, x } end\ncofre.export('r', { x, x, x })")
        == "stack.lua:4: \(large)")
  }

  @Test func theTimeOfAllCallsCountsTogether() async throws {
    let harness = ScriptHarness(
      """
      local cofre = require "cofre"
      local previous
      for i = 1, 1000 do
        local r = cofre.Record("r" .. i, { value = previous })
        previous = r.id:apply(function() local sum = 0 for i = 1, 1e6 do sum = sum + i end return sum end)
      end
      """, limits: ScriptLimits(time: .milliseconds(150)))
    let found = await #expect(throws: DiagnosticError.self) { try await harness.run() }
    #expect(found?.diagnostics.first?.code == "script-time-limit")
  }

  @Test func aScriptWithinItsLimitsIsNotDisturbed() async throws {
    let found = try await exports(
      "local sum = 0 for i = 1, 1000000 do sum = sum + i end require('cofre').export('sum', sum)")
    #expect(found == ["sum": 500_000_500_000])
  }
}
