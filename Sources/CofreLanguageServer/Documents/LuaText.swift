import LuaSyntax
import Synchronization

/// The text of a Lua file, parsed when its tree is first asked for.
final class LuaText: Sendable {
  let bytes: [UInt8]
  private let parsed = Mutex<SourceFile?>(nil)
  private let names = Mutex<[String]?>(nil)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The tree; whoever asks while it is made waits for it.
  var file: SourceFile {
    parsed.withLock { parsed in
      if let parsed { return parsed }
      let file = SourceFile(bytes)
      parsed = file
      return file
    }
  }

  /// Where the lines begin; never waits for a parse.
  var lines: LineTable { (parsed.withLockIfAvailable { $0?.lines } ?? nil) ?? LineTable(bytes) }

  /// The names that are given to `require` as plain strings, each once, in order.
  var requiredNames: [String] {
    let file = file
    return names.withLock { names in
      if let names { return names }
      let found = RequiredModules.names(in: file)
      names = found
      return found
    }
  }
}
