import CofreModel
import Testing

@testable import CofreState

/// Sizes are checked, times are only printed: they belong to the machine and the build.
@Suite(.serialized) struct ScaleTests {
  private let count = 10_000

  /// A key as a cloud has it: a few inputs, and about twice as many outputs.
  private func state(_ number: Int) -> ResourceState {
    func urn(_ number: Int) -> URN { URN(stack: "dev", project: "p", type: "gcp.kms.CryptoKey", name: "key\(number)") }
    let ring = "projects/ml-keys-1234/locations/europe-west1/keyRings/ring"
    let inputs: [String: Value] = [
      "name": .string("key\(number)"), "key_ring": .string(ring), "purpose": "ENCRYPT_DECRYPT",
      "rotation_period": "7776000s", "labels": ["team": "ml", "owner": "cofre"],
      "secret": .digest(Digest(hex: String(repeating: "0f", count: 32))),
    ]
    var outputs = inputs
    outputs["id"] = .string("\(ring)/cryptoKeys/key\(number)")
    outputs["primary"] = ["state": "ENABLED", "name": .string("\(ring)/cryptoKeys/key\(number)/cryptoKeyVersions/1")]
    return ResourceState(
      urn: urn(number), id: "\(ring)/cryptoKeys/key\(number)", inputs: inputs, outputs: outputs,
      options: ResourceOptions(), dependencies: number > 0 ? [urn(number / 2 % number)] : [],
      location: SourceLocation(file: "stack.lua", line: number + 1, column: 7))
  }

  @Test func tenThousandResourcesAreSmallAndReadBack() throws {
    let checkpoint = Checkpoint(
      reference: StackReference(project: "p", stack: "dev"), serial: 1, id: "x",
      snapshot: Snapshot(resources: (0..<count).map(state), nameSeed: "0"))
    let clock = ContinuousClock()
    var bytes: [UInt8] = []
    let writing = try clock.measure { bytes = try CheckpointFormat.encode(checkpoint) }
    var again: Checkpoint?
    let reading = try clock.measure { again = try CheckpointFormat.decode(bytes) }
    #expect(again == checkpoint)
    #expect(bytes.count / count < 1024)
    print(
      "checkpoint of \(count) resources: \(bytes.count / count) bytes each, written in \(writing), read in \(reading)")
  }

  @Test func tenThousandRecordsWithSixteenInFlight() async throws {
    let scratch = try Scratch(onDisk: true)
    let session = try await scratch.backend.open("dev", holder: holder)
    let clock = ContinuousClock()
    let recording = try await clock.measure {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<16 {
          group.addTask {
            for number in stride(from: worker, to: self.count, by: 16) {
              var state = self.state(number)
              state.dependencies = []
              try await session.record([.put(state)])
            }
          }
        }
        try await group.waitForAll()
      }
    }
    var snapshot: Snapshot?
    let reading = try await clock.measure { snapshot = try await scratch.backend.read("dev") }
    #expect(snapshot?.resources.count == count)
    let closing = try await clock.measure { try await session.close() }
    #expect(session.snapshot.resources.count == count)
    print(
      "\(count) durable records, 16 in flight: \(recording); replayed in \(reading), checkpoint written in \(closing)")
  }
}
