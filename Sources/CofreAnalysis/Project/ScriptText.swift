package import LuaSyntax
import Synchronization

/// The text of a Lua file and what is known from it alone, each part computed when it is first asked for.
///
/// It never changes: an edit makes another one. It may be asked from several tasks at once; who asks for what is being
/// computed waits for it.
package final class ScriptText: Sendable {
  package let bytes: [UInt8]
  private let parsed = Mutex<SourceFile?>(nil)
  private let names = Once<[String]>()
  private let configuration = Once<[ConfigurationUse]>()

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package convenience init(_ text: String) { self.init(Array(text.utf8)) }

  /// The tree.
  package var file: SourceFile {
    parsed.withLock { parsed in
      if let parsed { return parsed }
      let file = SourceFile(bytes)
      parsed = file
      return file
    }
  }

  /// Where the lines begin; never waits for a parse.
  package var lines: LineTable { (parsed.withLockIfAvailable { $0?.lines } ?? nil) ?? LineTable(bytes) }

  /// The names that are given to `require` as plain strings, each once, in order.
  package var requiredNames: [String] { names.value { RequiredModules.names(in: file) } }

  /// The places at which it takes values of the stack's configuration, in order.
  package var configurationUses: [ConfigurationUse] { configuration.value { ConfigurationUse.all(in: file) } }
}
