import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct ParallelismTests {
  private func program(_ count: Int) -> Program {
    Program { program in for index in 0..<count { program.thing("t\(index)") } }
  }

  /// Each call waits until three are there at once: were they one after the other, this would never end.
  @Test(.timeLimit(.minutes(1))) func independentStepsRunAtOnce() async {
    var life = Life()
    life.options.parallelism = 3
    let gate = Gate()
    life.factory.before = { _ in
      gate.arrive()
      await gate.waitFor(3)
    }
    let run = await life.up(program(3))
    #expect(run.outcome.counts == [.create: 3])
    #expect(life.cloud.peak == 3)
    gate.reset()
    let end = await life.up(EmptySource())
    #expect(end.outcome.counts == [.delete: 3])
  }

  @Test(arguments: [1, 2, 5]) func noMoreThanSoManyRunAtOnce(limit: Int) async {
    var life = Life()
    life.options.parallelism = limit
    life.factory.before = { _ in for _ in 0..<20 { await Task.yield() } }
    _ = await life.up(program(20))
    #expect(life.cloud.peak <= limit)
    _ = await life.refresh(recording: true)
    #expect(life.cloud.peak <= limit)
    _ = await life.up(EmptySource())
    #expect(life.cloud.peak <= limit)
    #expect(life.cloud.objects == [])
  }

  @Test func manyAtOnceComeToTheSameEndAsOneByOne() async {
    let program = Program { program in
      for index in 0..<40 {
        let link: [String: Input] = index >= 3 ? ["link": .output("t\(index / 3)", "arn")] : [:]
        program.thing("t\(index)", link)
      }
    }
    var slow = Life()
    var fast = Life()
    fast.options.parallelism = 16
    fast.factory.before = { call in for _ in 0..<(call.urn.name.count * 7 % 5) { await Task.yield() } }
    _ = await slow.up(program)
    let run = await fast.up(program)
    #expect(run.problems == [])
    #expect(Set(fast.names) == Set(slow.names))
    #expect(fast.cloud.objects.map(\.properties) == slow.cloud.objects.map(\.properties))
  }
}
