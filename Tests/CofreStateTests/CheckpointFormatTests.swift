import CofreJSON
import CofreModel
import Testing

@testable import CofreState

@Suite struct CheckpointFormatTests {
  private func checkpoint(seed: Int, resources count: Int) -> Checkpoint {
    var random = RandomState(seed: seed)
    var snapshot = Snapshot(nameSeed: "00ff", )
    snapshot.exports = random.members()
    for number in 0..<count {
      var state = random.state(number, id: random.text() + "x", live: Set(0..<number))
      state.isPendingDelete = random.chance(10)
      snapshot.resources.append(state)
    }
    for kind in [PendingOperation.Kind.create, .update, .delete] where random.chance(50) {
      snapshot.pendingOperations.append(
        PendingOperation(kind: kind, urn: random.anyURN(), state: random.state(99, id: "", live: []), operationID: "o"))
    }
    return Checkpoint(
      reference: StackReference(project: "p", stack: "dev"), serial: Int64(seed), id: "abc", snapshot: snapshot)
  }

  @Test(arguments: 1...150)
  func readsBackWhatItWrites(seed: Int) throws {
    let checkpoint = checkpoint(seed: seed, resources: seed % 12)
    let bytes = try CheckpointFormat.encode(checkpoint)
    let again = try CheckpointFormat.decode(bytes)
    #expect(again == checkpoint)
    #expect(try CheckpointFormat.encode(again) == bytes)
  }

  @Test func keepsTheBytesOfStrings() throws {
    // Swift calls these two equal; a cloud does not.
    for text in ["\u{E9}", "e\u{301}"] {
      let snapshot = Snapshot(exports: [text: .string(text)], nameSeed: "0")
      let bytes = try CheckpointFormat.encode(
        Checkpoint(reference: StackReference(project: "p", stack: "s"), serial: 1, id: "", snapshot: snapshot))
      let export = try #require(try CheckpointFormat.decode(bytes).snapshot.exports.first)
      #expect(Array(export.key.utf8) == Array(text.utf8))
      #expect(export.value.stringValue.map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test func outputsThatOnlyLookLikeInputsAreKept() throws {
    let inputs: [String: Value] = ["a": "\u{E9}", "b": .number(0), "c": ["\u{E9}": 1], "d": 1]
    let outputs: [String: Value] = ["a": "e\u{301}", "b": .number(-0.0), "c": ["e\u{301}": 1], "d": 1]
    let state = ResourceState(
      urn: URN(stack: "dev", project: "p", type: "t", name: "n"), id: "1", inputs: inputs, outputs: outputs,
      options: ResourceOptions(), dependencies: [])
    let coder = FormatV1.Coder(StackReference(project: "p", stack: "dev"))
    let json = try coder.encode(state)
    #expect(json["outputsAsInputs"] == ["d"])
    let again = try coder.decodeResourceState(json)
    #expect(again.outputs["a"]?.stringValue?.unicodeScalars.count == 2)
    #expect(try #require(json["outputs"]?["b"]) == .number(-0.0))
    #expect(again.outputs["c"]?.objectValue?.keys.first?.unicodeScalars.count == 2)
  }

  @Test func tellsATruncationAtEveryByte() throws {
    let bytes = try CheckpointFormat.encode(checkpoint(seed: 3, resources: 3))
    for count in 0..<bytes.count {
      let error = #expect(throws: FormatError.self) { try CheckpointFormat.decode(Array(bytes.prefix(count))) }
      #expect(error?.kind == .truncated, "\(count) of \(bytes.count) bytes: \(String(describing: error))")
    }
  }

  @Test func noticesEveryChangedBit() throws {
    let bytes = try CheckpointFormat.encode(checkpoint(seed: 5, resources: 2))
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      #expect(throws: FormatError.self) { try CheckpointFormat.decode(changed) }
    }
  }

  @Test(arguments: ["2", "10", "999"])
  func saysThatAFileIsTooNew(_ version: String) throws {
    let error = #expect(throws: FormatError.self) {
      try CheckpointFormat.decode(Array("{\"formatVersion\":\(version),\n\"whatever\":".utf8))
    }
    #expect(error?.kind == .newer)
    #expect(error?.message.contains("newer Cofre") == true)
  }

  @Test(arguments: [
    "{}", "x", "{\"formatVersion\":x", "{\"formatVersion\":0,", "[1,2,3]\n", "{\"formatVersion\":\"1\",",
  ])
  func refusesWhatIsNoCheckpoint(_ text: String) {
    let error = #expect(throws: FormatError.self) { try CheckpointFormat.decode(Array(text.utf8)) }
    #expect(error?.kind == .damaged)
  }

  @Test(arguments: 1...40)
  func neverWritesWhatIsNotSealed(seed: Int) throws {
    var checkpoint = checkpoint(seed: seed, resources: 4)
    let bad: Value = seed % 2 == 0 ? .sensitive(Sensitive("canary")) : .unknown
    let nested: Value = ["a": [["b": bad]]]
    switch seed % 4 {
    case 0: checkpoint.snapshot.exports["x"] = nested
    case 1: checkpoint.snapshot.resources[2].inputs["x"] = nested
    case 2: checkpoint.snapshot.resources[1].outputs["x"] = bad
    default:
      checkpoint.snapshot.pendingOperations = [
        PendingOperation(
          kind: .create, urn: checkpoint.snapshot.resources[0].urn, state: checkpoint.snapshot.resources[0],
          operationID: "1")
      ]
      checkpoint.snapshot.pendingOperations[0].state.inputs["x"] = bad
    }
    let error = #expect(throws: FormatError.self) { try CheckpointFormat.encode(checkpoint) }
    #expect(error?.kind == .unwritable)
    #expect(error?.message.contains("canary") == false)
  }

  @Test func refusesAValueThatCouldNotBeReadAgain() throws {
    var value: Value = 1
    for _ in 0...FormatV1.maximumValueDepth { value = [value] }
    #expect(throws: FormatError.self) { try FormatV1.encode(value) }
    guard case .array(let inner) = value else { return }
    let snapshot = Snapshot(exports: ["deep": inner[0]], nameSeed: "0")
    let bytes = try CheckpointFormat.encode(
      Checkpoint(reference: StackReference(project: "p", stack: "s"), serial: 1, id: "", snapshot: snapshot))
    #expect(try CheckpointFormat.decode(bytes).snapshot == snapshot)
  }
}
