import CofreEngine
import CofreModel
import CofreProvider
import Testing

/// What a delete-before-replace takes with it.
@Suite struct TakenAlongTests {
  private let box = urn("box", "fake.Single")

  private func program(_ zone: Input, _ inputs: [String: Input] = ["name": "mine"]) -> Program {
    Program {
      $0.single("box", ["zone": zone])
      $0.thing("inner", ["anchor": .output(box, "arn")].merging(inputs) { $1 })
    }
  }

  /// As of a vault: one that is deleted holds its name.
  private let refuseKeptNames: @Sendable (DiffRequest, Diff) throws -> Void = { request, diff in
    let reasons = diff.changes.filter(\.requiresReplacement)
    guard request.urn.name == "inner", !reasons.isEmpty,
      !reasons.contains(where: { $0.path.root == "name" || $0.new?.isUnknown == true })
    else { return }
    throw ProviderError(.tombstone, "The deleted one would hold the name.", hint: "Choose another name.")
  }

  @Test func aDependentThatCannotBeReplacedForbidsIt() async {
    var life = Life()
    await life.up(program("1"), ["create box", "create inner"])
    life.factory.judge = refuseKeptNames
    let preview = await life.preview(program("2"), [], errors: ["tombstone"])
    let run = await life.up(program("2"), [], errors: ["tombstone"])
    #expect(run.calls == [])
    for error in preview.errors + run.errors {
      #expect(error.urn == urn("inner"))
      #expect(error.detail.hasPrefix("'inner' (fake.Thing) would have to be replaced"))
      #expect(error.hint?.hasPrefix("Take 'inner' out of the script") == true)
    }
    #expect(life.names == ["box", "inner"])
  }

  @Test func oneThatGoesWithItsContainerForbidsItToo() async {
    var life = Life()
    func program(_ zone: Input, name: Input = "mine") -> Program {
      Program {
        $0.single("box", ["zone": zone])
        $0.thing("inner", ["name": name, "zone": "z"]) {
          $0.dependsOn = [box]
          $0.deletedWith = box
        }
      }
    }
    await life.up(program("1"), ["create box", "create inner"])
    life.factory.judge = refuseKeptNames
    let run = await life.up(program("2"), [], errors: ["tombstone"])
    #expect(run.calls == [])
    // What the script wants is known here: it gives another name.
    await life.up(program("2", name: "other"), ["replace deleting first box", "replace deleting first inner"])
  }

  @Test func aMadeUpNameIsAnotherOneAndForbidsNothing() async {
    var life = Life()
    await life.up(program("1", [:]), ["create box", "create inner"])
    life.factory.judge = refuseKeptNames
    await life.up(program("2", [:]), ["replace deleting first box", "replace deleting first inner"])
  }

  @Test func whatIsRefusedWithoutKnowingTheValuesIsRefusedInItsName() async {
    var life = Life()
    await life.up(program("1", [:]), ["create box", "create inner"])
    life.factory.judge = { request, diff in
      if request.urn.name == "inner", !diff.isEmpty { throw ProviderError(.invalid, "It can never change.") }
    }
    let run = await life.up(program("2", [:]), [], errors: ["invalid"])
    #expect(run.calls == [])
    #expect(run.errors.first?.urn == urn("inner"))
  }

  @Test func thePlanTellsItAsAReplacement() async {
    var life = Life()
    await life.up(program("1", ["name": "mine", "password": .secret("CANARY")]), ["create box", "create inner"])
    let run = await life.preview(program("2", ["name": "mine", "password": .secret("CANARY"), "size": 2]))
    let steps = run.events.compactMap { event in
      if case .planned(let step) = event, step.urn.name == "inner" { step } else { nil }
    }
    #expect(steps.map(\.kind) == [.replace])
    #expect(steps.first?.deletesFirst == true)
    #expect(steps.first?.tombstone == "Its name stays taken for a while.")
    #expect(steps.first?.diff.changes.map(\.path.description) == ["anchor", "size"])
    #expect(steps.first?.diff.changes.map(\.requiresReplacement) == [true, false])
  }

  @Test func whatIsDeletedIsToldWhenTheReplacementFails() async {
    var life = Life()
    await life.up(program("1"), ["create box", "create inner"])
    life.factory.before = { call in if call.verb == .create { throw ProviderError(.denied, "No.") } }
    let run = await life.up(program("2"), ["delete box", "delete inner"], errors: ["denied"])
    #expect(run.calls == ["delete inner", "delete box", "create box"])
    #expect(run.outcome.counts == [.delete: 2])
    #expect(life.names == [])
    life.factory.before = { _ in }
    await life.up(program("2"), ["create box", "create inner"])
  }

  @Test func whatIsDeletedIsToldWhenALaterDeletionFails() async {
    var life = Life()
    await life.up(program("1"), ["create box", "create inner"])
    life.factory.before = { call in
      if call.verb == .delete, call.urn.name == "box" { throw ProviderError(.denied, "No.") }
    }
    let run = await life.up(program("2"), ["delete inner"], errors: ["denied"])
    #expect(run.outcome.counts == [.delete: 1])
    #expect(life.names == ["box"])
  }

  @Test func whatIsDeletedIsToldWhenItCannotComeBack() async {
    var life = Life()
    await life.up(program("1"), ["create box", "create inner"])
    life.factory.before = { call in
      if call.verb == .create, call.urn.name == "inner" { throw ProviderError(.denied, "No.") }
    }
    let run = await life.up(program("2"), ["replace deleting first box", "delete inner"], errors: ["denied"])
    #expect(run.outcome.counts == [.replace: 1, .delete: 1])
  }

  @Test func whatIsDeletedIsToldWhenTheRunIsCancelled() async {
    var life = Life()
    await life.up(program("1"), ["create box", "create inner"])
    let cancellation = life.cancellation
    life.factory.before = { call in if call.verb == .create { cancellation.cancel() } }
    let run = await life.up(program("2"))
    #expect(run.steps == ["replace deleting first box", "delete inner"])
  }

  @Test func whatHeldANameIsToldWhenTheCreationFails() async {
    var life = Life()
    func program(_ name: Input) -> Program { Program { $0.thing("a", ["name": name]) } }
    await life.up(program("mine"), ["create a"])
    life.factory.before = { call in if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") } }
    await life.up(program("other"), ["replace a"], errors: ["unavailable"])
    life.factory.before = { call in if call.verb == .create { throw ProviderError(.denied, "No.") } }
    let run = await life.up(program("mine"), ["delete-replaced a"], errors: ["denied"])
    #expect(run.outcome.counts == [.deleteReplaced: 1])
    #expect(life.names == ["a"])
  }
}
