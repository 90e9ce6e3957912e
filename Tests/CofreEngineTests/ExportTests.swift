import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct ExportTests {
  private func program(_ text: String) -> Program {
    Program {
      $0.thing("a")
      $0.export("text", .value(.string(text)))
      $0.export("secret", .secret("CANARY-\(text)"))
      $0.export("table", ["key": .output("a", "secret_key"), "arn": .output("a", "arn")])
    }
  }

  @Test func areGivenOpenAndRecordedSealed() async {
    var life = Life()
    let run = await life.up(program("x"), ["create a"])
    #expect(run.outcome.exports["secret"] == .sensitive(Sensitive("CANARY-x")))
    #expect(run.outcome.exports["table"]?["key"] == .sensitive(Sensitive("CANARY-key-1")))
    #expect(life.snapshot.exports["text"] == "x")
    guard case .ciphertext? = life.snapshot.exports["secret"] else { return #expect(Bool(false)) }
    guard case .ciphertext? = life.snapshot.exports["table"]?["key"] else { return #expect(Bool(false)) }
  }

  @Test func areRecordedWhenTheyChangeAndOnlyThen() async {
    var life = Life()
    await life.up(program("x"), ["create a"])
    #expect(await life.up(program("x"), []).records.isEmpty)
    let run = await life.up(program("y"), [])
    #expect(run.records.count == 1)
    #expect(life.snapshot.exports["text"] == "y")
    await life.up(Program { $0.thing("a") }, [])
    #expect(life.snapshot.exports.isEmpty)
  }

  @Test func stayAsTheyWereWhenSomethingFails() async {
    var life = Life()
    await life.up(program("x"), ["create a"])
    life.factory.before = { _ in throw ProviderError(.denied, "No.") }
    var changed = program("y")
    changed.thing("b")
    await life.up(changed, [], errors: ["denied"])
    #expect(life.snapshot.exports["text"] == "x")
  }
}
