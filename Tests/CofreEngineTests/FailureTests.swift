import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct FailureTests {
  private func failing(_ verb: FakeCloud.Call.Verb, _ name: String) -> @Sendable (FakeCloud.Call) throws -> Void {
    { call in if call.verb == verb, call.urn.name == name { throw ProviderError(.denied, "No.") } }
  }

  private let program = Program {
    $0.thing("a")
    $0.thing("bad", ["link": .output("a", "arn")])
    $0.thing("after", ["link": .output("bad", "arn")])
    $0.thing("later") { $0.dependsOn = [urn("after")] }
    $0.thing("other", ["link": .output("a", "arn")])
  }

  @Test func nothingNewIsBegunAfterAFailure() async {
    var life = Life()
    life.factory.before = failing(.create, "bad")
    let run = await life.up(program, ["create a"], errors: ["denied"])
    #expect(run.errors.first?.urn == urn("bad"))
    #expect(run.errors.first?.location?.line == 2)
    #expect(run.calls == ["create a", "create bad"])
    #expect(life.snapshot.pendingOperations.isEmpty)
    life.factory.before = { _ in }
    await life.up(program, ["create bad", "create other", "create after", "create later"])
  }

  @Test func whatDoesNotDependOnAFailureIsDoneWhenAskedFor() async {
    var life = Life()
    life.options.continuesOnError = true
    life.factory.before = failing(.create, "bad")
    await life.up(program, ["create a", "create other"], errors: ["denied"])
    #expect(life.names == ["a", "other"])
  }

  @Test func whatWasNotReachedIsCountedWhateverItWaitsFor() async {
    var life = Life()
    life.factory.before = failing(.create, "bad")
    let run = await life.up(program, ["create a"], errors: ["denied"])
    // "other" is ready, "after" waits for a value, "later" for a resource.
    #expect(run.outcome.diagnostics.last?.detail.hasPrefix("3 resources were not reached") == true)
  }

  @Test func whatWaitsWhenARunIsCancelledIsCounted() async {
    var life = Life()
    let cancellation = life.cancellation
    life.factory.before = { _ in cancellation.cancel() }
    let run = await life.up(
      Program {
        $0.thing("a")
        $0.thing("b") { $0.dependsOn = [urn("a")] }
        $0.thing("c") { $0.dependsOn = [urn("b")] }
      })
    #expect(run.steps == ["create a"])
    #expect(run.outcome.diagnostics.map(\.code) == ["not-reached"])
    #expect(run.outcome.diagnostics.last?.detail.hasPrefix("2 resources were not reached") == true)
  }

  @Test(arguments: [true, false]) func whatADeletionDidNotReachIsCounted(continues: Bool) async {
    var life = Life()
    life.options.continuesOnError = continues
    await life.up(
      Program {
        $0.thing("a")
        $0.thing("b") { $0.dependsOn = [urn("a")] }
        $0.thing("c") { $0.dependsOn = [urn("b")] }
      }, ["create a", "create b", "create c"])
    life.factory.before = failing(.delete, "c")
    let run = await life.destroy([], errors: ["denied"])
    #expect(run.outcome.diagnostics.last?.detail.hasPrefix("2 resources were not reached") == true)
  }

  @Test(arguments: [true, false]) func nothingIsDeletedAfterAFailure(continues: Bool) async {
    var life = Life()
    life.options.continuesOnError = continues
    await life.up(Program { $0.thing("old") }, ["create old"])
    life.factory.before = failing(.create, "bad")
    await life.up(Program { $0.thing("bad") }, [], errors: ["denied"])
    #expect(life.names == ["old"])
  }

  @Test func whatIsInFlightIsFinishedAndRecorded() async {
    var life = Life()
    life.options.parallelism = 4
    let gate = Gate()
    life.factory.before = { call in
      if call.urn.name == "bad" {
        await gate.waitFor(2)
        throw ProviderError(.denied, "No.")
      }
      gate.arrive()
    }
    // Their effects come after the failure.
    life.factory.after = { _ in await gate.waitUntilOpen() }
    let observed = gate
    let run = await life.up(
      Program {
        $0.thing("bad")
        $0.thing("x")
        $0.thing("y")
        $0.thing("z", ["link": .output("x", "arn")])
      },
      observing: { if case .failed = $0 { observed.open() } })
    #expect(run.steps.sorted() == ["create x", "create y"])
    #expect(Set(life.names) == ["x", "y"])
  }

  @Test(arguments: ["CANARY-1", "x CANARY-1, CANARY-12"])
  func aCloudThatRepeatsASecretIsNotQuoted(_ words: String) async {
    var life = Life()
    life.factory.before = { _ in throw ProviderError(.invalid, "'\(words)' is no label.", hint: "Change '\(words)'.") }
    let run = await life.up(
      Program { $0.thing("a", ["label": .secret("CANARY-1"), "password": .secret("CANARY-12")]) })
    #expect(run.errors.count == 1)
    #expect(run.errors.allSatisfy { $0.detail.contains("'") && $0.detail.contains("[secret]") })
    #expect(!"\(run.errors)".contains("CANARY"))
  }

  @Test func aScriptThatFailsHalfWayLosesNothingInFlight() async {
    var life = Life()
    life.options.parallelism = 4
    let gate = Gate()
    life.factory.after = { call in if call.urn.name == "slow" { await gate.waitUntilOpen() } }
    let program = Program {
      $0.thing("slow")
      $0.thing("quick")
      $0.thing("next", ["link": .output("quick", "arn")])
    }
    let run = await life.up(
      ProgramSource(program, raisesAt: urn("quick")), observing: { if case .diagnostic = $0 { gate.open() } })
    #expect(run.errors.map(\.code) == ["internal-error"])
    #expect(!"\(run.errors)".contains("canary"))
    #expect(Set(life.names) == ["slow", "quick"])
    #expect(life.snapshot.pendingOperations.isEmpty)
  }

  @Test func aScriptThatFailsDeletesNothing() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    let run = await life.up(ProgramSource(Program { $0.thing("x") }, raisesAt: urn("x")))
    #expect(run.steps == ["create x"])
    #expect(life.names == ["a", "x"])
  }

  @Test func aFailureThatMayHaveChangedSomethingStaysPending() async {
    var life = Life()
    life.factory.after = { _ in throw ProviderError(.timedOut, "No answer.", mayHaveChanged: true) }
    await life.up(Program { $0.thing("a") }, [], errors: ["timed-out"])
    #expect(life.snapshot.pendingOperations.map(\.kind) == [.create])
  }

  @Test(arguments: [true, false]) func whenNothingCanBeRecordedNothingMoreIsBegun(continues: Bool) async {
    var life = Life()
    life.options.continuesOnError = continues
    life.plug = Plug(after: 2)
    let run = await life.up(
      Program {
        $0.thing("a")
        $0.thing("b")
      })
    #expect(run.calls == ["create a"])
    #expect(run.outcome.hasErrors)
    #expect(life.snapshot.pendingOperations.map(\.urn) == [urn("a")])
  }

  @Test func aFailedDeletionKeepsWhatItDependsOn() async {
    var life = Life()
    life.options.continuesOnError = true
    await life.up(
      Program {
        $0.thing("a")
        $0.thing("b", ["link": .output("a", "arn")])
        $0.thing("c")
      }, ["create a", "create c", "create b"])
    life.factory.before = failing(.delete, "b")
    await life.destroy(["delete c"], errors: ["denied"])
    #expect(life.names == ["a", "b"])
    life.factory.before = { _ in }
    await life.destroy(["delete b", "delete a"])
  }
}
