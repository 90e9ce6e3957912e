import CofreAnalysis
import CofreLanguageServer
import CofreState
import CofreStdlib
import Glibc
import Synchronization

/// The definition files that an editor opens, in a folder of the user's cache.
///
/// They are written when the first of them is asked for, and again when one is not what this program would write. The
/// folder is the user's alone, and nobody is meant to edit what is in it.
final class EditorLibrary: DefinitionLibrary {
  /// The folder of all of them; nil where the environment has no place for a cache.
  let folder: String?
  /// That of the pages of diagnostics.
  private let pages: String?
  /// Whether all files have been looked at once.
  private let isWritten = Atomic(false)
  /// Held while files are written, so that two questions at once do not write one file.
  private let writing = Mutex(())

  /// Takes `$XDG_CACHE_HOME`, or `~/.cache`; each version of the program has a folder of its own.
  init(environment: [String: String], version: String) {
    var cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    if cache == nil, let home = environment["HOME"], home.hasPrefix("/") { cache = "\(home)/.cache" }
    folder = cache.map { "\($0)/cofre/\(version)/library" }
    pages = cache.map { "\($0)/cofre/\(version)/diagnostics" }
  }

  func file(of module: String) async -> DefinitionPlace? {
    guard let folder, let path = DefinitionFile.path(of: module) else { return nil }
    let files = Self.files
    guard let bytes = files[path] else { return nil }
    // What one file names may be declared in another; later on, each is looked at when it is asked for.
    let wanted = isWritten.load(ordering: .relaxed) ? [path: bytes] : files
    do {
      try await SerialThread.runOnce { [self] in try write(wanted, to: folder) }
    } catch {
      return nil
    }
    isWritten.store(true, ordering: .relaxed)
    return DefinitionPlace(path: "\(folder)/\(path)", bytes: bytes)
  }

  func page(of rule: RulePage) async -> DefinitionPlace? {
    guard let pages else { return nil }
    let title = "# \(rule.code)\n\n\(rule.summary) (\(CheckLevel(rule.severity).rawValue)).\n\n"
    let bytes = Array((title + ExplainText.markdown(rule) + "\n").utf8)
    do {
      try await SerialThread.runOnce { [self] in try write(["\(rule.code).md": bytes], to: pages) }
    } catch {
      return nil
    }
    return DefinitionPlace(path: "\(pages)/\(rule.code).md", bytes: bytes)
  }

  /// The texts by their paths below the folder.
  static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    var index = 0
    while let file = cofre_definition_file_at(index) {
      files[String(cString: file.pointee.path)] =
        Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.size))
      index += 1
    }
    files["\(DefinitionFile.luaModule).lua"] = Array(LuaDefinitions.text.utf8)
    return files
  }()

  private func write(_ files: [String: [UInt8]], to folder: String) throws {
    try writing.withLock { _ in try Self.write(files, to: folder) }
  }

  private static func write(_ files: [String: [UInt8]], to folder: String) throws {
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name)"
      let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      try Files.makePrivateFolder(parent)
      guard isOwn(parent) else { throw NotOwn() }
      if isOwn(path), try Files.read(path) == bytes { continue }
      // Two programs that write at once have a name each for what is not complete, and write the same.
      try Files.replace(path, with: bytes, mode: 0o400, temporaryPath: "\(path).\(getpid()).tmp")
    }
  }

  private struct NotOwn: Error {}

  /// Whether something is the user's own, no link, and nobody else can write it.
  private static func isOwn(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_uid == geteuid() && information.st_mode & 0o022 == 0
      && information.st_mode & S_IFMT != S_IFLNK
  }
}
