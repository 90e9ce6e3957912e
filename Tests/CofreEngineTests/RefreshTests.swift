import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct RefreshTests {
  private let program = Program {
    $0.thing("a", ["size": 1, "password": .secret("CANARY"), "note": "mine", "label": .secret("CANARY-label")])
    $0.thing("b", ["link": .output("a", "arn")])
    $0.export("key", .output("a", "secret_key"))
  }

  @Test func findsNothingWhereNothingChanged() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    let run = await life.refresh([])
    #expect(run.calls == ["read a", "read b"])
    #expect(run.records == [])
    #expect(run.outcome.counts == [.same: 2])
    #expect(run.outcome.exports == life.snapshot.exports)
  }

  @Test func takesOverWhatTheCloudSays() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    life.cloud.edit("a") {
      $0["size"] = 7
      $0["tags"] = ["theirs": 1]
    }
    let run = await life.refresh(["refresh a"])
    guard case .finished(let step, _)? = run.events.first else { return #expect(Bool(false)) }
    #expect(step.diff.changes.map(\.path.description) == ["size", "tags"])
    #expect(life.state("a")?.inputs["size"] == 7)
    #expect(life.state("a")?.outputs["revision"] == 2)
    await life.refresh([])
    await life.up(program, ["update a"])
    #expect(life.object("a")?.properties["size"] == 1)
    #expect(life.object("a")?.properties["tags"] == nil)
  }

  @Test func keepsWhatTheCloudDoesNotAnswer() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    let inputs = life.state("a")?.inputs
    life.cloud.edit("a") { _ in }
    // Only outputs differ: they are taken over without a word.
    await life.refresh([])
    #expect(life.state("a")?.outputs["revision"] == 2)
    for name in ["password", "note", "label"] { #expect(life.state("a")?.inputs[name] == inputs?[name]) }
    let run = await life.up(program, [])
    #expect(run.outcome.exports["key"] == .sensitive(Sensitive("CANARY-key-1")))
  }

  @Test func dropsWhatIsGone() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    life.cloud.lose("a")
    await life.refresh(["delete a"])
    #expect(life.names == ["b"])
    await life.refresh([])
    await life.up(program, ["create a", "update b"], previews: false)
    #expect(life.names == ["a", "b"])
    #expect(life.state("b")?.dependencies == [urn("a")])
  }

  @Test func dropsWhatWaitsForDeletionAndIsGone() async {
    var life = Life()
    await life.up(Program { $0.thing("a", ["zone": "1"]) }, ["create a"])
    life.factory.before = { call in if call.verb == .delete { throw ProviderError(.unavailable, "Not now.") } }
    await life.up(Program { $0.thing("a", ["zone": "2"]) }, ["replace a"], errors: ["unavailable"])
    life.cloud.lose("a")
    await life.refresh(["delete a", "delete a"])
    #expect(life.names == [])
  }

  @Test func goesOnAfterAFailure() async {
    var life = Life()
    await life.up(program, ["create a", "create b"])
    life.cloud.edit("b") { $0["size"] = 9 }
    life.factory.before = { call in if call.urn.name == "a" { throw ProviderError(.denied, "No.") } }
    let run = await life.refresh(["refresh b"], errors: ["denied"])
    #expect(run.errors.first?.urn == urn("a"))
  }

  private let three = Program {
    $0.thing("a")
    $0.thing("b")
    $0.thing("c")
  }

  @Test(arguments: [ProviderError.Code.unauthenticated, .notConfigured, .unreachable])
  func readsNothingMoreWhenNoReadCanSucceed(code: ProviderError.Code) async {
    var life = Life()
    await life.up(three, ["create a", "create b", "create c"])
    life.factory.before = { _ in throw ProviderError(code, "No.") }
    let run = await life.refresh([], errors: [code.rawValue])
    #expect(run.calls == ["read a"])
    #expect(run.errors.first?.detail == "No.")
    #expect(run.outcome.diagnostics.last?.detail == "2 resources were not reached because of the errors above.")
  }

  @Test func tellsAnErrorOfSeveralResourcesOnce() async {
    var life = Life()
    await life.up(three, ["create a", "create b", "create c"])
    life.factory.before = { _ in throw ProviderError(.denied, "No.") }
    let run = await life.refresh([], errors: ["denied"])
    #expect(run.calls == ["read a", "read b", "read c"])
    #expect(run.errors.first?.detail == "No. This happened to 'a' and 2 others.")
    life.factory.before = { call in throw ProviderError(.denied, "Not \(call.urn.name).") }
    await life.refresh([], errors: ["denied", "denied", "denied"])
  }
}
