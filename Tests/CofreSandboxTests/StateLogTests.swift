import CofreJSON
import Testing

@testable import CofreSandbox

@Suite struct StateLogTests {
  @Test func replaysWhatWasAppended() throws {
    try withFolder { folder in
      do {
        let store = Store()
        let log = try StateLog(folder: folder, store: store)
        for index in 0..<3 {
          store["t", "k\(index)"] = ["n": .integer(Int64(index))]
          try log.append(store.pending)
          store.commit()
        }
        store["t", "k1"] = nil
        try log.append(store.pending)
        store.commit()
      }
      let store = Store()
      _ = try StateLog(folder: folder, store: store)
      #expect(store.keys("t") == ["k0", "k2"])
    }
  }

  @Test func anOpenLogKeepsOthersOut() throws {
    try withFolder { folder in
      let log = try StateLog(folder: folder, store: Store())
      #expect(throws: SandboxError.self) { try StateLog(folder: folder, store: Store()) }
      withExtendedLifetime(log) {}
    }
  }

  @Test func damageEndsTheReplayThere() throws {
    try withFolder { folder in
      do {
        let store = Store()
        let log = try StateLog(folder: folder, store: store)
        for key in ["a", "b"] {
          store["t", key] = [:]
          try log.append(store.pending)
          store.commit()
        }
      }
      var bytes = try #require(try folder.read("state.log"))
      bytes[bytes.count - 1] ^= 1
      try folder.write(bytes, to: "state.log")
      let store = Store()
      _ = try StateLog(folder: folder, store: store)
      #expect(store.keys("t") == ["a"])
    }
  }

  private func withFolder(_ body: (Folder) throws -> Void) throws {
    let folder = try Folder.temporary()
    defer { folder.remove() }
    try body(folder)
  }
}
