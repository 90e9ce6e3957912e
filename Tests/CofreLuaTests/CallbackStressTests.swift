import CofreLua
import CofreModel
import Foundation
import Testing

/// Errors cross between Swift and Lua as often as one likes.
///
/// With `COFRE_LONG_TESTS` in the environment each test makes a million errors; run that one under the address sanitizer.
@Suite struct CallbackStressTests {
  static let count = ProcessInfo.processInfo.environment["COFRE_LONG_TESTS"] == nil ? 5_000 : 1_000_000

  private func check(_ script: String, line: Int = #line) async throws {
    let harness = ScriptHarness(
      """
      local cofre = require "cofre"
      local count = 0
      for i = 1, \(Self.count) do
        local ok, text = pcall(\(script))
        if not ok and type(text) == "string" then count = count + 1 end
      end
      cofre.export("count", count)
      """, limits: ScriptLimits(time: .seconds(600)))
    let found = try await harness.run().result.exports
    #expect(found["count"] == .integer(Int64(Self.count)), "line \(line)")
  }

  @Test func failingCallbacksLeaveNothingBehind() async throws {
    try await check("cofre.Record, '', { value = { i, 'x' } }")
  }

  @Test func failingMetamethodsLeaveNothingBehind() async throws {
    try await check("function() return cofre.output(1) < 2 end")
  }

  @Test func failingConversionsLeaveNothingBehind() async throws {
    try await check("cofre.secret, { a = { 1, { b = print } } }")
  }

  @Test func failuresInCoroutinesLeaveNothingBehind() async throws {
    try await check("coroutine.wrap(function() cofre.config():require('key' .. i) end)")
  }

  /// Whichever allocation fails first, the script ends with an error or a result, never otherwise.
  @Test func everyAllocationMayFail() async throws {
    var failures = 0
    var limit = 20_000
    while limit < 400_000 {
      let found = await failure(
        """
        local cofre, aws = require "cofre", require "cofre.aws"
        local r = cofre.Record("r", { value = { 1, { a = "b" } } }, { custom_timeouts = { create = "5m" } })
        local f = cofre.format("%s-%s", r.id, r.stamp):upper() .. "x"
        cofre.export("x", { f, cofre.secret(f):apply(function(v) return { v, v .. v } end) })
        coroutine.wrap(function() pcall(error, ("x"):rep(1000):gsub("x", "yy")) end)()
        """, limits: ScriptLimits(memoryBytes: limit))
      if found == "no error" { break }
      failures += 1
      #expect(found.contains("script-memory-limit"), "limit \(limit): \(found)")
      limit += 509
    }
    #expect(failures > 20)
    #expect(limit < 400_000)
  }
}
