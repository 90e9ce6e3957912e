import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct PreviewTests {
  @Test func whatIsMadeFromAnUnknownIsUnknown() async {
    let life = Life()
    let run = await life.preview(
      Program {
        $0.thing("a", ["size": 3])
        $0.thing("b", ["label": .apply([.output("a", "arn")]) { .string("see \($0[0].stringValue ?? "")") }])
        $0.export("arn", .output("a", "arn"))
        $0.export("key", .output("a", "secret_key"))
        $0.export("size", .output("a", "size"))
        $0.export("id", .output("a", "id"))
      }, ["create a", "create b"])
    #expect(run.outcome.exports["arn"] == .unknown)
    #expect(run.outcome.exports["key"] == .unknown(isSensitive: true))
    #expect(run.outcome.exports["size"] == 3)
    #expect(run.outcome.exports["id"] == .unknown)
  }

  @Test func anUpdateKnowsAllButWhatIsVolatile() async {
    var life = Life()
    func program(_ size: Int64) -> Program {
      Program {
        $0.thing("a", ["size": .value(.integer(size))])
        for name in ["arn", "revision", "secret_key", "size", "id"] { $0.export(name, .output("a", name)) }
      }
    }
    await life.up(program(1), ["create a"])
    let run = await life.preview(program(2), ["update a"])
    #expect(run.outcome.exports["arn"] == life.object("a").map { .string($0.arn) })
    #expect(run.outcome.exports["revision"] == .unknown)
    #expect(run.outcome.exports["secret_key"] == .sensitive(Sensitive("CANARY-key-1")))
    #expect(run.outcome.exports["size"] == 2)
    #expect(run.outcome.exports["id"] == "id-1")
  }

  @Test func aReplacementMakesWhatItGivesUnknown() async {
    var life = Life()
    func program(_ zone: Input) -> Program {
      Program {
        $0.thing("a", ["zone": zone])
        $0.thing("b", ["anchor": .output("a", "arn")])
      }
    }
    await life.up(program("1"), ["create a", "create b"])
    _ = await life.preview(program("2"), ["replace a", "replace b", "delete-replaced b", "delete-replaced a"])
  }

  @Test func tellsTheDiffWithFingerprintsOnly() async throws {
    var life = Life()
    await life.up(Program { $0.thing("a", ["password": .secret("CANARY-1")]) }, ["create a"])
    let run = await life.preview(Program { $0.thing("a", ["password": .secret("CANARY-2")]) }, ["update a"])
    guard case .planned(let step)? = run.events.first else { return #expect(Bool(false)) }
    let change = try #require(step.diff.changes.first)
    #expect(change.path == PropertyPath("password"))
    guard case .digest(let old)? = change.old, case .digest(let new)? = change.new else {
      return #expect(Bool(false))
    }
    #expect(old.fingerprint != new.fingerprint)
    #expect(!"\(run.events)".contains(Canary.text))
  }

  /// All the kinds of steps at once, with many in flight.
  @Test func tellsWhatUpThenDoes() async {
    var life = Life()
    life.options.parallelism = 8
    _ = await life.up(
      Program {
        $0.thing("same")
        $0.thing("changed", ["size": 1])
        $0.thing("replaced", ["zone": "1"])
        $0.single("single", ["zone": "1"])
        $0.thing("anchored", ["anchor": .output(urn("single", "fake.Single"), "arn")])
        $0.thing("forgotten") { $0.retainOnDelete = true }
        $0.thing("gone")
        $0.thing("renamed", ["zone": "1"])
        $0.thing("user", ["label": .output("same", "arn")])
      })
    let program = Program {
      $0.thing("renamed now", ["zone": "2"]) { $0.aliases = [urn("renamed")] }
      $0.thing("same")
      $0.thing("changed", ["size": 2])
      $0.thing("replaced", ["zone": "2"])
      $0.single("single", ["zone": "2"])
      $0.thing("anchored", ["anchor": .output(urn("single", "fake.Single"), "arn")])
      $0.thing("new")
      $0.thing("user", ["label": .output("same", "arn")])
    }
    let preview = await life.preview(program)
    let run = await life.up(program)
    #expect(preview.steps.sorted() == run.steps.sorted())
    #expect(preview.outcome.counts == run.outcome.counts)
    #expect(run.errors.isEmpty)
    #expect(run.outcome.counts.count == 8 - 1)
  }
}
