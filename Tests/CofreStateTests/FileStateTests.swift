import CofreCrypto
import CofreModel
import Foundation
import Testing

@testable import CofreState

@Suite struct FileStateTests {
  private func state(_ name: String, on dependencies: [String] = []) -> ResourceState {
    func urn(_ name: String) -> URN { URN(stack: "dev", project: "p", type: "t.T", name: name) }
    return ResourceState(
      urn: urn(name), id: name, inputs: [:], outputs: [:], options: ResourceOptions(),
      dependencies: Set(dependencies.map(urn)))
  }

  @Test func aStackWithoutStateHasNone() async throws {
    let scratch = try Scratch()
    #expect(try await scratch.backend.read("dev") == nil)
    #expect(try await scratch.backend.stacks() == [])
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.close()
    #expect(try await scratch.backend.read("dev") == nil)
  }

  @Test func keepsWhatIsRecorded() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    let seed = session.snapshot.nameSeed
    try await session.record([.put(state("a"))])
    #expect(try await scratch.backend.read("dev")?.resources.map(\.id) == ["a"])
    try await session.record([.put(state("b", on: ["a"])), .setExports(["x": 1])])
    try await session.close()
    let snapshot = try #require(try await scratch.backend.read("dev"))
    #expect(snapshot.resources.map(\.id) == ["a", "b"])
    #expect(snapshot.exports == ["x": 1])
    #expect(snapshot.nameSeed == seed)
    #expect(try await scratch.backend.stacks() == ["dev"])
    #expect(!scratch.exists("dev.journal"))
    await #expect(throws: DiagnosticError.self) { try await session.record([.remove(state("a").urn)]) }
  }

  @Test func anOperationThatChangesNothingWritesNothing() async throws {
    let scratch = try Scratch()
    try await scratch.backend.create("dev", holder: holder)
    let before = try scratch.bytes("dev.json")
    let session = try await scratch.backend.open("dev", holder: holder)
    #expect(session.snapshot.resources.isEmpty)
    try await session.close()
    #expect(try scratch.bytes("dev.json") == before)
    #expect(!scratch.exists("history"))
  }

  @Test(arguments: 1...24)
  func replayEqualsDirect(seed: Int) async throws {
    let scratch = try Scratch()
    var operation = RandomOperation(seed: seed, nameSeed: "")
    var session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.setNameSeed("")])
    for step in 0..<60 {
      try await session.record(operation.next())
      if step % 17 == seed % 17 {
        let snapshot = session.snapshot
        #expect(operation.agrees(with: snapshot))
        #expect(snapshot.integrityErrors() == [])
        #expect(try await scratch.backend.read("dev") == snapshot)
        // A crash: the session goes without being closed, and with it the lock.
        if step % 2 == 0 { try await session.close() }
        session = try await Self.reopened(scratch, session)
        #expect(session.snapshot == snapshot)
      }
    }
    let last = session.snapshot
    #expect(operation.agrees(with: last))
    try await session.close()
    #expect(try await scratch.backend.read("dev") == last)
  }

  private static func reopened(_ scratch: Scratch, _ session: consuming any StateSession) async throws
    -> any StateSession
  {
    // Another process: files copied as they are, with no lock held on them.
    let files = ["dev.json", "dev.journal"].filter(scratch.exists)
    let contents = try files.map(scratch.bytes)
    let other = try Scratch()
    for (name, bytes) in zip(files, contents) { try other.write(bytes, to: name) }
    withExtendedLifetime(session) {}
    let reopened = try await other.backend.open("dev", holder: holder)
    let snapshot = reopened.snapshot
    #expect(snapshot == session.snapshot)
    try await reopened.close()
    try? await session.close()
    return try await scratch.backend.open("dev", holder: holder)
  }

  @Test func aCrashBetweenCheckpointAndJournalReplaysNothingTwice() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.put(state("a"))])
    let journal = try scratch.bytes("dev.journal")
    try await session.record([.remove(state("a").urn), .put(state("b"))])
    try await session.close()
    // The journal of the former checkpoint is still there.
    try scratch.write(journal, to: "dev.journal")
    #expect(try await scratch.backend.read("dev")?.resources.map(\.id) == ["b"])
    let next = try await scratch.backend.open("dev", holder: holder)
    #expect(next.snapshot.resources.map(\.id) == ["b"])
    try await next.close()
    #expect(!scratch.exists("dev.journal"))
  }

  @Test func aJournalOfAnotherCheckpointIsPutAside() async throws {
    let scratch = try Scratch()
    for name in ["a", "b", "c"] {
      let session = try await scratch.backend.open("dev", holder: holder)
      try await session.record([.put(state(name))])
      try await session.close()
    }
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.put(state("d"))])
    let journal = try scratch.bytes("dev.journal")
    try await session.close()
    // Someone puts an old backup in place while an unfinished journal is there.
    try scratch.write(try scratch.bytes("history/dev/2.json"), to: "dev.json")
    try scratch.write(journal, to: "dev.journal")
    #expect(try await scratch.backend.read("dev")?.resources.map(\.id) == ["a"])
    let next = try await scratch.backend.open("dev", holder: holder)
    try await next.close()
    #expect(!scratch.exists("dev.journal"))
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.file("history/dev"))
    #expect(names.contains { $0.hasSuffix(".journal") })
  }

  @Test func keepsTheLastTenCheckpoints() async throws {
    let scratch = try Scratch()
    for number in 1...14 {
      let session = try await scratch.backend.open("dev", holder: holder)
      try await session.record([.setNameSeed("\(number)")])
      try await session.close()
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.file("history/dev")).sorted()
    #expect(Set(names) == Set((5...14).map { "\($0).json" }))
    #expect(try CheckpointFormat.decode(scratch.bytes("history/dev/6.json")).snapshot.nameSeed == "5")
  }

  @Test func filesArePrivate() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.put(state("a"))])
    for (name, mode) in [
      ("", 0o700), ("dev.json", 0o600), ("dev.journal", 0o600), ("dev.lock", 0o600),
    ] {
      #expect(Files.mode(of: scratch.file(name)).map { Int($0) & 0o777 } == mode, "\(name)")
    }
    #expect(try String(contentsOfFile: "\(scratch.path)/.cofre/.gitignore", encoding: .utf8) == "*\n")
    try await session.close()
  }

  @Test func aDamagedFileIsToldAndLeftAlone() async throws {
    let scratch = try Scratch()
    for name in ["a", "b"] {
      let session = try await scratch.backend.open("dev", holder: holder)
      try await session.record([.put(state(name))])
      try await session.close()
    }
    let good = try scratch.bytes("dev.json")
    for (bytes, code) in [
      (Array(good.dropLast(9)), "state-truncated"), ([], "state-truncated"), (Array("# empty".utf8), "state-damaged"),
      (good.map { $0 == UInt8(ascii: "a") ? UInt8(ascii: "b") : $0 }, "state-damaged"),
      (Array("{\"formatVersion\":7,\n}".utf8), "state-newer"),
    ] {
      try scratch.write(bytes, to: "dev.json")
      let reading = await #expect(throws: DiagnosticError.self) { try await scratch.backend.read("dev") }
      #expect(reading?.diagnostics.first?.code == code)
      let opening = await #expect(throws: DiagnosticError.self) {
        try await scratch.backend.open("dev", holder: holder)
      }
      #expect(opening?.diagnostics.first?.code == code)
      if code != "state-newer" { #expect(opening?.diagnostics.first?.hint?.contains("history/dev/2.json") == true) }
      #expect(try scratch.bytes("dev.json") == bytes)
    }
  }

  @Test func aDamagedJournalIsToldAndLeftAlone() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    for name in ["a", "b", "c"] { try await session.record([.put(state(name))]) }
    var journal = try scratch.bytes("dev.journal")
    let checkpoint = try scratch.bytes("dev.json")
    try await session.close()
    journal[200] ^= 1
    try scratch.write(journal, to: "dev.journal")
    try scratch.write(checkpoint, to: "dev.json")
    let error = await #expect(throws: DiagnosticError.self) { try await scratch.backend.open("dev", holder: holder) }
    #expect(error?.diagnostics.first?.code == "state-damaged")
    #expect(try scratch.bytes("dev.journal") == journal)
  }

  @Test func aMissingCheckpointIsTold() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.put(state("a"))])
    try FileManager.default.removeItem(atPath: scratch.file("dev.json"))
    let error = await #expect(throws: DiagnosticError.self) { try await scratch.backend.read("dev") }
    #expect(error?.diagnostics.first?.code == "state-missing")
    withExtendedLifetime(session) {}
  }

  @Test func theStateOfAnotherStackIsRefused() async throws {
    let scratch = try Scratch()
    try await scratch.backend.create("dev", holder: holder)
    try scratch.write(try scratch.bytes("dev.json"), to: "prod.json")
    let error = await #expect(throws: DiagnosticError.self) { try await scratch.backend.read("prod") }
    #expect(error?.diagnostics.first?.code == "state-foreign")
  }

  @Test func theSecondOneIsToldWhoHoldsTheLock() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    let error = await #expect(throws: DiagnosticError.self) { try await scratch.backend.open("dev", holder: holder) }
    let detail = try #require(error?.diagnostics.first?.detail)
    #expect(detail.contains("Process 42 has held it since 2026-05-14 09:30:00 UTC, running `cofre up`."))
    // Another stack and reading are free.
    try await scratch.backend.create("prod", holder: holder)
    _ = try await scratch.backend.read("dev")
    try await session.close()
    try await scratch.backend.open("dev", holder: holder).close()
  }

  @Test func onlyOneOfManyGetsTheLock() async throws {
    let scratch = try Scratch()
    try await scratch.backend.create("dev", holder: holder)
    for _ in 0..<20 {
      let sessions = await withTaskGroup(of: (any StateSession)?.self) { group in
        for _ in 0..<8 { group.addTask { try? await scratch.backend.open("dev", holder: holder) } }
        return await group.reduce(into: [any StateSession]()) { if let session = $1 { $0.append(session) } }
      }
      #expect(sessions.count == 1)
      for session in sessions { try await session.close() }
    }
  }

  @Test func theLockOfADeadProcessIsFree() async throws {
    let scratch = try Scratch()
    try await scratch.backend.create("dev", holder: holder)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    let output = Pipe()
    process.arguments = ["--no-fork", scratch.file("dev.lock"), "sh", "-c", "echo held; exec sleep 1000"]
    process.standardOutput = output
    try process.run()
    #expect(output.fileHandleForReading.readData(ofLength: 4) == Data("held".utf8))
    await #expect(throws: DiagnosticError.self) { try await scratch.backend.open("dev", holder: holder) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try await scratch.backend.open("dev", holder: holder).close()
  }

  @Test func aReaderBesideAWriterSeesOnlyWholeStates() async throws {
    let scratch = try Scratch()
    try await scratch.backend.create("dev", holder: holder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<30 {
          let session = try await scratch.backend.open("dev", holder: holder)
          for step in 0..<5 { try await session.record([.setExports(["n": .integer(Int64(round * 5 + step + 1))])]) }
          try await session.close()
        }
      }
      group.addTask {
        var last: Int64 = 0
        while last < 150 {
          let snapshot = try #require(try await scratch.backend.read("dev"))
          let now = snapshot.exports["n"]?.integerValue ?? 0
          #expect(now >= last)
          last = now
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func refusesWhatIsNotSealedAndGoesOn() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    var bad = state("bad")
    bad.outputs = ["password": .sensitive(Sensitive("canary-1f6b"))]
    let error = await #expect(throws: DiagnosticError.self) { try await session.record([.put(state("a")), .put(bad)]) }
    #expect(error?.diagnostics.first?.code == "state-unwritable")
    #expect(session.snapshot.resources.isEmpty)
    try await session.record([.put(state("b"))])
    try await session.close()
    #expect(try await scratch.backend.read("dev")?.resources.map(\.id) == ["b"])
    #expect(!String(decoding: try scratch.allBytes(), as: UTF8.self).contains("canary"))
  }

  @Test func whatTheJournalCannotTakeIsStillInTheCheckpoint() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.put(state("a"))])
    try await session.close()
    let second = try await scratch.backend.open("dev", holder: holder)
    // Nothing can be made under this name while a folder has it.
    try FileManager.default.createDirectory(atPath: scratch.file("dev.journal"), withIntermediateDirectories: false)
    let error = await #expect(throws: DiagnosticError.self) { try await second.record([.put(state("b"))]) }
    #expect(error?.diagnostics.first?.code == "state-file")
    await #expect(throws: DiagnosticError.self) { try await second.record([.put(state("c"))]) }
    try FileManager.default.removeItem(atPath: scratch.file("dev.journal"))
    try await second.close()
    #expect(try await scratch.backend.read("dev")?.resources.map(\.id) == ["a", "b"])
  }

  @Test(arguments: ["", ".", "..", "../dev", "a/b", "a\0b"])
  func noNameLeadsOutOfTheFolder(_ stack: String) async throws {
    let scratch = try Scratch()
    let error = await #expect(throws: DiagnosticError.self) { try await scratch.backend.create(stack, holder: holder) }
    #expect(error?.diagnostics.first?.code == "invalid-name")
    await #expect(throws: DiagnosticError.self) { try await scratch.backend.read(stack) }
  }

  @Test func aRestoredBackupGetsBackupsOfItsOwn() async throws {
    let scratch = try Scratch()
    for name in ["a", "b", "c"] {
      let session = try await scratch.backend.open("dev", holder: holder)
      try await session.record([.put(state(name))])
      try await session.close()
    }
    try scratch.write(try scratch.bytes("history/dev/2.json"), to: "dev.json")
    for name in ["x", "y"] {
      let session = try await scratch.backend.open("dev", holder: holder)
      try await session.record([.put(state(name))])
      try await session.close()
    }
    #expect(try await scratch.backend.read("dev")?.resources.map(\.id) == ["a", "x", "y"])
    let backup = try CheckpointFormat.decode(scratch.bytes("history/dev/4.json"))
    #expect(backup.snapshot.resources.map(\.id) == ["a", "x"])
    #expect(
      try CheckpointFormat.decode(scratch.bytes("history/dev/3.json")).snapshot.resources.map(\.id) == ["a", "b"])
  }

  /// Every byte of every file, in the forms in which a value could have slipped through.
  @Test func whatIsSealedIsNowhereInClear() async throws {
    let scratch = try Scratch()
    let canary = "canary-77c0"
    let keys = StackKeys(dataKey: .random(32), for: StackReference(project: "p", stack: "dev"))
    let sealer = StackSealer(keys: keys)
    var secret = state("a")
    let clear: [String: Value] = [
      "password": .sensitive(Sensitive(canary)), "list": [.sensitive(Sensitive("x" + canary))],
    ]
    secret.inputs = try sealer.sealInputs(clear, urn: secret.urn)
    secret.outputs = try sealer.sealOutputs(clear, urn: secret.urn)
    let session = try await scratch.backend.open("dev", holder: holder)
    let operation = PendingOperation(kind: .create, urn: secret.urn, state: secret, operationID: "1")
    try await session.record([.begin(operation)])
    try await session.record([.end(operationID: "1"), .put(secret), .setExports(secret.outputs)])
    var bytes = try scratch.allBytes()
    try await session.close()
    bytes += try scratch.allBytes()
    let text = String(decoding: bytes, as: UTF8.self)
    for form in [canary, Data(canary.utf8).base64EncodedString().prefix(14).description, Hex.encode(canary.utf8)] {
      #expect(!text.contains(form))
    }
    let opened = try #require(try await scratch.backend.read("dev")?.resources.first)
    #expect(try sealer.openOutputs(opened.outputs, urn: opened.urn) == clear)
  }

  @Test func removesOnlyAnEmptyStackUnlessForced() async throws {
    let scratch = try Scratch()
    let session = try await scratch.backend.open("dev", holder: holder)
    try await session.record([.put(state("a"))])
    try await session.close()
    let error = await #expect(throws: DiagnosticError.self) {
      try await scratch.backend.remove("dev", holder: holder, force: false)
    }
    #expect(error?.diagnostics.first?.code == "stack-not-empty")
    try await scratch.backend.remove("dev", holder: holder, force: true)
    #expect(try await scratch.backend.stacks() == [])
    await #expect(throws: DiagnosticError.self) { try await scratch.backend.remove("dev", holder: holder, force: true) }
    try await scratch.backend.create("dev", holder: holder)
    await #expect(throws: DiagnosticError.self) { try await scratch.backend.create("dev", holder: holder) }
  }
}
