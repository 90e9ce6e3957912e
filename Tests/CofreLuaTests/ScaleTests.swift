import CofreLua
import CofreModel
import Foundation
import Testing

/// Costs grow with the number of resources, not with its square.
@Suite(.serialized) struct ScaleTests {
  /// Seconds for a program of `count` resources, each using the one before, or all independent.
  private func seconds(_ script: String, count: Int) async throws -> (total: Double, start: Double, goals: Int) {
    let program = StackProgram(ScriptHarness("local count = \(count)\n\(script)").options)
    let begin = cpuSeconds()
    var wave = try await program.start()
    let started = cpuSeconds()
    var goals = 0
    while !wave.isEmpty {
      goals += wave.count
      wave = try await program.resolve(wave.map { Resolution(urn: $0.urn, outputs: ["id": .string($0.urn.name)]) })
    }
    let result = try await program.finish()
    #expect(result.blocked.isEmpty)
    return (cpuSeconds() - begin, started - begin, goals)
  }

  /// The processor's time, which other programs on the machine do not change much.
  private func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static let wide = """
    local cofre = require "cofre"
    for i = 1, count do
      local r = cofre.Record("r" .. i, {
        value = { index = i, list = { 1, 2, 3 }, nested = { a = "x", b = true, c = 1.5, d = "y" } }, note = "record " .. i,
      })
      cofre.export("e" .. i, "id/" .. r.id)
    end
    """

  private static let chain = """
    local cofre = require "cofre"
    local previous
    for i = 1, count do
      previous = cofre.Record("r" .. i, { value = previous and previous.id:apply(function(id) return id .. "!" end) })
    end
    """

  @Test(arguments: [wide, chain])
  func tenThousandResourcesCostTenTimesAThousand(_ script: String) async throws {
    _ = try await seconds(script, count: 100)
    let small = try await seconds(script, count: 1000)
    let large = try await seconds(script, count: 10_000)
    #expect(large.goals == 10_000)
    print(
      String(
        format: "1,000 resources %.1f ms (main chunk %.1f ms); 10,000 resources %.1f ms (main chunk %.1f ms)",
        small.total * 1000, small.start * 1000, large.total * 1000, large.start * 1000))
    // Ten times, and room for noise; the square would be a hundred times.
    #expect(large.total < 30 * max(small.total, 0.005))
  }

  @Test func longChainsOfOperatorsNeitherRecurseNorGrowQuadratically() async throws {
    let found = try await exports(
      """
      local cofre = require "cofre"
      local r = cofre.Record("r")
      local sum = r.value
      for _ = 1, 50000 do sum = sum + 1 end
      cofre.export("sum", sum)
      """, ["r": ["id": "1", "value": 0]])
    #expect(found == ["sum": 50_000])
  }
}
