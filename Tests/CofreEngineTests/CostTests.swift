import CofreEngine
import CofreModel
import CofreProvider
import Testing

/// Eight times as many resources cost about eight times as much, far from sixty-four times.
///
/// With `COFRE_FUZZ` it is done for 10,000 resources.
@Suite(.serialized) struct CostTests {
  @Test func independentResources() async {
    await check("independent") { program, index in
      program.thing("t\(index)", ["zone": "1", "password": .secret("CANARY")])
    }
  }

  @Test func chainedResources() async {
    await check("chained") { program, index in
      program.thing("t\(index)", index == 0 ? [:] : ["anchor": .output("t\(index - 1)", "arn")])
    }
  }

  @Test func resourcesAroundOne() async {
    await check("around one") { program, index in
      program.thing("t\(index)", index == 0 ? [:] : ["anchor": .output("t0", "arn")])
    }
  }

  @Test func chainedReplacementsThatDeleteFirst() async {
    func program(_ count: Int, _ size: Int64) -> Program {
      Program { program in
        for index in 0..<count {
          let link: [String: Input] = index == 0 ? [:] : ["link": .output("t\(index - 1)", "arn")]
          program.thing("t\(index)", link.merging(["size": .value(.integer(size))]) { first, _ in first }) {
            $0.deleteBeforeReplace = true
            $0.replaceOnChanges = [PropertyPath("size")]
          }
        }
      }
    }
    await check("replaced one by one") { count in
      var life = Life()
      life.checksEachRecord = false
      life.options.parallelism = 16
      _ = await life.up(program(count, 1))
      return await measure { #expect(await life.up(program(count, 2)).outcome.counts == [.replace: count]) }
    }
  }

  private func check(_ name: String, _ declare: @Sendable (inout Program, Int) -> Void) async {
    await check(name) { count in
      let program = Program { program in for index in 0..<count { declare(&program, index) } }
      var life = Life()
      life.checksEachRecord = false
      life.options.parallelism = 16
      var times: [Duration] = []
      times.append(await measure { #expect(await life.up(program).outcome.counts == [.create: count]) })
      times.append(await measure { #expect(await life.up(program).outcome.counts == [.same: count]) })
      times.append(await measure { #expect(await life.preview(program).outcome.counts == [.same: count]) })
      times.append(await measure { #expect(await life.refresh(recording: true).outcome.counts == [.same: count]) })
      times.append(await measure { #expect(await life.up(EmptySource()).outcome.counts == [.delete: count]) })
      print("  \(name), \(count): up, same, preview, refresh, destroy: \(times.map(\.milliseconds)) ms")
      return times.reduce(.zero, +)
    }
  }

  private func check(_ name: String, _ run: (Int) async -> Duration) async {
    let count = isFuzzing ? 1_250 : 250
    var (small, large) = (Duration.zero, Duration.zero)
    // Again, where the machine may have been busy with something else during the large one.
    for _ in 0..<3 {
      (small, large) = (await run(count), await run(count * 8))
      print("  \(name): \(count) in \(small.milliseconds) ms, \(count * 8) in \(large.milliseconds) ms")
      if large < small * 25 { return }
    }
    Issue.record("\(name): \(count) take \(small), \(count * 8) take \(large)")
  }

  private func measure(_ body: () async -> Void) async -> Duration {
    let clock = ContinuousClock()
    return await clock.measure(body)
  }
}

extension Duration {
  fileprivate var milliseconds: Int { Int(self / .milliseconds(1)) }
}
