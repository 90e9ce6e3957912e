import CofreEngine
import CofreModel
import CofreProvider
import Testing

@Suite struct CreateTests {
  @Test func createsWhatIsDeclaredAndRecordsIt() async throws {
    var life = Life()
    let run = await life.up(
      Program {
        $0.thing("a", ["size": 3, "password": .secret("CANARY")])
        $0.thing("b", ["link": .output("a", "arn")])
      }, ["create a", "create b"])
    #expect(run.calls == ["create a", "create b"])
    #expect(life.names == ["a", "b"])
    #expect(life.object("a")?.properties["size"] == 3)
    #expect(life.object("a")?.properties["password"] == "CANARY")
    #expect(life.object("b")?.properties["link"] == life.state("a")?.outputs["arn"])
    let a = try #require(life.state("a"))
    #expect(a.id == life.object("a")?.id)
    #expect(a.location == SourceLocation(file: "stack.lua", line: 1))
    #expect(life.state("b")?.propertyDependencies == ["link": [urn("a")]])
    #expect(life.snapshot.pendingOperations.isEmpty)
  }

  @Test func fillsInDefaults() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    #expect(life.state("a")?.inputs["size"] == 1)
  }

  @Test func isTwoRecordsAroundTheCall() async throws {
    var life = Life()
    let run = await life.up(Program { $0.thing("a") }, ["create a"])
    #expect(run.records.count == 2)
    guard case .begin(let pending)? = run.records.first?.first else { return #expect(Bool(false)) }
    #expect(pending.kind == .create)
    #expect(pending.state.inputs == life.state("a")?.inputs)
    #expect(run.records.last?.last == .end(operationID: pending.operationID))
    #expect(life.object("a")?.owner.operationID == pending.operationID)
  }

  @Test func anEmptyProgramDoesNothing() async {
    var life = Life()
    let run = await life.up(Program(), [])
    #expect(!run.outcome.hasChanges)
    #expect(run.records.isEmpty)
  }

  @Test func keepsDigestsOfSensitiveInputsAndCiphertextsOfSensitiveOutputs() async {
    var life = Life()
    await life.up(
      Program { $0.thing("a", ["password": .secret("CANARY"), "label": .secret("CANARY")]) }, ["create a"])
    for name in ["password", "label"] {
      guard case .digest? = life.state("a")?.inputs[name] else { return #expect(Bool(false), "\(name)") }
    }
    // The cloud answers the label, which only the script knows to be sensitive.
    for name in ["secret_key", "label"] {
      guard case .ciphertext? = life.state("a")?.outputs[name] else { return #expect(Bool(false), "\(name)") }
    }
  }

  @Test func keepsAdditionalSecretOutputsAsCiphertextsFromWhenTheyAreAskedFor() async {
    var life = Life()
    await life.up(Program { $0.thing("a") }, ["create a"])
    await life.up(Program { $0.thing("a") { $0.additionalSecretOutputs = ["arn"] } }, [])
    guard case .ciphertext? = life.state("a")?.outputs["arn"] else { return #expect(Bool(false)) }
  }

  @Test func whatNoCloudKnowsIsRecordedAtOnce() async {
    var life = Life()
    let run = await life.up(Program { $0.thing("m", ["values": ["x": 1]], type: "fake.Memo") }, ["create m"])
    #expect(run.records.count == 1)
    #expect(run.calls == [])
  }
}
