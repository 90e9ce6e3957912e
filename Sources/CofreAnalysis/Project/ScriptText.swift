package import LuaSyntax
import Synchronization

/// The text of a Lua file and what is known from it alone, each part computed when it is first asked for.
///
/// It never changes: an edit makes another one. It may be asked from several tasks at once; who asks for what is being
/// computed waits for it.
package final class ScriptText: Sendable {
  package let bytes: [UInt8]
  private let parsed = Mutex<SourceFile?>(nil)
  private let table = Mutex<LineTable?>(nil)
  private let names = Once<[String]>()
  private let indexed = Once<FileIndex>()
  private let declared = Once<ScriptSummary>()
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

  /// The tree, which is kept no longer than who asks keeps it, unless it is there already.
  var fleetingFile: SourceFile { parsed.withLock { $0 } ?? SourceFile(bytes) }

  /// Where the lines begin; never waits for a parse.
  package var lines: LineTable {
    if let lines = parsed.withLockIfAvailable({ $0?.lines }) ?? nil { return lines }
    return table.withLock { table in
      if let table { return table }
      let lines = LineTable(bytes)
      table = lines
      return lines
    }
  }

  /// The names that are given to `require` as plain strings, each once, in order.
  package var requiredNames: [String] { names.value { RequiredModules.names(in: file) } }

  /// Computes ahead of time what searches over many files ask each of them for.
  package func prepareForSearch() {
    _ = index
    _ = lines
  }

  package var isPreparedForSearch: Bool { indexed.isThere }

  /// What other files may want to know.
  ///
  /// A tree that was made for it alone is dropped again: a project has many files of which nobody ever asks more.
  var index: FileIndex {
    indexed.value {
      let facts = DocumentFacts.collect(from: self, fleetingFile, in: WorkspaceContext())
      prepareSummary(from: facts)
      return FileIndexer.index(facts)
    }
  }

  /// Makes the summary as well, while the tree is there and its comments are read.
  private func prepareSummary(from facts: DocumentFacts) {
    if declared.isThere { return }
    _ = declared.value {
      guard ScriptSummary.mayDeclareTypes(bytes) else { return .empty }
      return SummaryCollector.collect(from: facts.file, facts.types.identity, comments: facts.types.comments)
    }
  }

  /// The same, from facts of this text that are there already.
  func index(from facts: DocumentFacts) -> FileIndex {
    indexed.value {
      prepareSummary(from: facts)
      return FileIndexer.index(facts)
    }
  }

  /// Whether it is one of the files of declarations that Cofre writes: the catalog itself says more.
  package var isMadeFromCatalog: Bool { ScriptSummary.markers.contains { bytes.starts(with: $0) } }

  /// The types that it declares.
  ///
  /// Of a file that is only asked for them the tree is not kept, and one that declares none is not even read.
  var summary: ScriptSummary {
    declared.value {
      let known = parsed.withLock { $0 }
      // The comments of a file that has been read are fewer than its bytes.
      guard known?.comments.contains(where: { $0.kind == .documentationComment }) != false,
        ScriptSummary.mayDeclareTypes(bytes)
      else { return .empty }
      let file = known ?? SourceFile(bytes)
      return SummaryCollector.collect(from: file, ObjectIdentifier(self))
    }
  }

  /// The places at which it takes values of the stack's configuration, in order.
  package var configurationUses: [ConfigurationUse] {
    configuration.value { ConfigurationUse.all(in: parsed.withLock { $0 != nil } ? self : ScriptText(bytes)) }
  }
}
