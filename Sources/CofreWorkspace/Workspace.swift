package import CofreAnalysis
import Synchronization

/// The files and projects around scripts, read when they are first needed and kept until they change.
package final class Workspace: Sendable {
  /// A script that is asked about.
  package struct Script: Sendable {
    /// What tells it from all others: its path, or whatever a script has that is no file.
    package var key: String
    /// The absolute path of its file; nil for what is no file.
    package var path: String?
    package var text: ScriptText

    package init(key: String, path: String?, text: ScriptText) {
      self.key = key
      self.path = path
      self.text = text
    }
  }

  /// What its user wants of an analysis, beside what the files say.
  package struct Wishes: Sendable {
    /// Texts that count in place of those on disk, by path.
    package var overlays: [String: ScriptText]
    /// Texts of settings files that count in place of those on disk, by path.
    package var settings: [String: SettingsText] = [:]
    /// The folders that the user has opened: the nearest one around a script that is in no project is its root.
    package var folders: [String]
    /// Codes of diagnostics that are not wanted.
    package var silencedCodes: Set<String>

    package init(
      overlays: [String: ScriptText] = [:], folders: [String] = [], silencedCodes: Set<String> = []
    ) {
      self.overlays = overlays
      self.folders = folders
      self.silencedCodes = silencedCodes
    }
  }

  struct Cache {
    /// Counts what was thrown away, so that something read before is not kept after.
    var revision = 0
    /// How often the files of a project were put together.
    var projectReadings = 0
    var texts: [String: ScriptText?] = [:]
    var projects: [String: ProjectDescription?] = [:]
    var listings: [String: [String]] = [:]
    var luaSettings: [String: LuaSettings] = [:]
    var projectFiles: [ProjectKey: (revision: Int, reading: Task<ProjectFiles, Never>)] = [:]
    var surroundings: [String: (key: SurroundingsKey, value: Surroundings)] = [:]
    var analyses: [String: DocumentAnalysis] = [:]
    var settingsNames: [String: [String]] = [:]
    var settingsTexts: [String: SettingsText?] = [:]
    var settings: [String: SettingsFiles] = [:]
    var settingsAnalyses: [String: SettingsAnalysis] = [:]
  }

  let source: any ProjectSource
  let cache = Mutex(Cache())

  package init(_ source: any ProjectSource) { self.source = source }

  /// How often the files of a project were put together: once for all of its scripts while none changes on disk.
  package var projectReadings: Int { cache.withLock { $0.projectReadings } }

  // MARK: - What changes

  /// Forgets a file that has changed on disk.
  package func fileChanged(_ path: String) {
    cache.withLock { cache in
      cache.revision += 1
      cache.texts[path] = nil
      cache.listings = [:]
      if path.hasSuffix(".yaml") {
        cache.projects = [:]
        cache.settingsNames = [:]
        cache.settingsTexts[path] = nil
      }
      if path.hasSuffix(".json") || path.hasSuffix(".jsonc") { cache.luaSettings = [:] }
    }
  }

  /// Forgets folders that have changed on disk, when something below one is known; true when there was anything to forget.
  ///
  /// Whoever deletes a folder, or changes a branch, often says nothing of the files that were in it. There may be thousands,
  /// most of them no folders: what is known is looked at once for all.
  package func foldersChanged(_ paths: Set<String>) -> Bool {
    if paths.isEmpty { return false }
    func isBelow(_ path: String) -> Bool {
      var rest = path[...]
      while let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
        if paths.contains(String(rest)) { return true }
      }
      return false
    }
    let isKnown = cache.withLock { cache in
      cache.texts.contains { $0.value != nil && isBelow($0.key) }
        || cache.settingsTexts.contains { $0.value != nil && isBelow($0.key) }
    }
    if isKnown { reset() }
    return isKnown
  }

  /// Forgets which files there were not: they may have been made since.
  package func forgetMissing() {
    cache.withLock { cache in
      cache.revision += 1
      cache.texts = cache.texts.filter { $0.value != nil }
      cache.listings = [:]
    }
  }

  /// Forgets a file or a folder that has been made, moved or deleted.
  package func moved(_ path: String) {
    if path.hasSuffix(".lua") { fileChanged(path) } else { reset() }
  }

  /// Forgets everything.
  package func reset() {
    cache.withLock { cache in
      let (revision, readings) = (cache.revision + 1, cache.projectReadings)
      cache = Cache()
      cache.revision = revision
      cache.projectReadings = readings
    }
  }

  /// Forgets what was kept for a script that nobody asks about any more.
  package func forget(_ key: String) {
    cache.withLock { cache in
      cache.analyses[key] = nil
      cache.surroundings[key] = nil
      cache.settingsAnalyses[key] = nil
    }
  }

  // MARK: - What is read

  /// The analysis of a script.
  ///
  /// It is the same object as before when neither the script nor anything that it depends on has changed.
  /// Of a script that is only looked at in passing (`isKept` being false) nothing is kept.
  package func analysis(
    of script: Script, _ wishes: Wishes, isKept: Bool = true
  ) async throws -> DocumentAnalysis {
    let folder = script.path.flatMap(Self.folder)
    let project = await project(containing: folder)
    let root = project?.folder ?? Self.nearest(to: script.path, among: wishes.folders) ?? folder
    var lua = LuaSettings()
    var surroundings = Surroundings.none
    if let root {
      lua = await luaSettings(root)
      surroundings = try await self.surroundings(
        of: script, root: root, libraries: lua.libraries, wishes.overlays, isKept: isKept)
    }
    let settings = await settingsFiles(of: project?.folder ?? root, wishes)
    try Task.checkCancellation()
    let context = context(project, lua, surroundings, settings, wishes)
    guard isKept else { return DocumentAnalysis(script.text, in: context) }
    return cache.withLock { cache in
      if let known = cache.analyses[script.key], known.text === script.text,
        known.workspace.hasSameContent(as: context)
      {
        return known
      }
      let analysis = DocumentAnalysis(script.text, in: context)
      cache.analyses[script.key] = analysis
      return analysis
    }
  }

  /// The paths of the Lua files of the project, or else of the folder, that a folder is in; sorted.
  ///
  /// Those of its libraries are not among them.
  package func scripts(around folder: String) async -> [String] {
    let root = await project(containing: folder)?.folder ?? folder
    let libraries = await luaSettings(root).libraries
    return await listing(root).map { "\(root)/\($0)" }.filter { path in
      !libraries.contains { path.hasPrefix($0 + "/") }
    }
  }

  /// What surrounds all scripts of the project, or else of the folder, that a folder is in: its files and those of its
  /// libraries, and its settings.
  ///
  /// The surroundings are the same object as before when no file has changed.
  package func context(around folder: String, _ wishes: Wishes) async throws -> WorkspaceContext {
    let project = await project(containing: folder)
    let root = project?.folder ?? Self.nearest(to: folder + "/", among: wishes.folders) ?? folder
    let surroundings = try await scripts(around: root, wishes.overlays)
    let settings = await settingsFiles(of: root, wishes)
    return context(project, await luaSettings(root), surroundings, settings, wishes)
  }

  /// The scripts of a project, as nobody among them sees them.
  func scripts(around root: String, _ overlays: [String: ScriptText]) async throws -> Surroundings {
    try await surroundings(
      of: Script(key: "around \(root)", path: nil, text: Self.emptyText), root: root,
      libraries: luaSettings(root).libraries, overlays, isKept: true)
  }

  private func context(
    _ project: ProjectDescription?, _ lua: LuaSettings, _ surroundings: Surroundings, _ settings: SettingsFiles,
    _ wishes: Wishes
  ) -> WorkspaceContext {
    var context = WorkspaceContext(
      surroundings: surroundings, configurationKeys: settings.configurationKeys ?? project?.configurationKeys,
      globals: lua.globals,
      silencedCodes: (settings.silencedCodes ?? project?.silencedCodes ?? []).union(wishes.silencedCodes)
        .union(lua.silencedCodes))
    context.settings = settings
    context.severities = lua.severities
    return context
  }

  private static let emptyText = ScriptText("")

  /// The folders that modules are searched in, for the scripts of a folder.
  package func moduleRoots(around folder: String, _ wishes: Wishes) async -> [String] {
    let root = await project(containing: folder)?.folder ?? Self.nearest(to: folder + "/", among: wishes.folders)
    return [root ?? folder] + (await luaSettings(root ?? folder).libraries)
  }

  /// The text of a file, as it is on disk; nil when it cannot be read.
  ///
  /// It is the open text where that says the same, so that nothing is worked out twice.
  package func text(at path: String, open: ScriptText? = nil) async -> ScriptText? {
    await kept(\.texts, path) { source in
      guard let bytes = await source.read(path) else { return nil }
      return open.flatMap { $0.bytes == bytes ? $0 : nil } ?? ScriptText(bytes)
    }
  }

  /// A text with some bytes: that of the file at a path where it has been read and says the same, or else a new one.
  package func text(_ bytes: [UInt8], openedAt path: String?) -> ScriptText {
    let known = path.flatMap { path in cache.withLock { $0.texts[path] ?? nil } }
    return known.flatMap { $0.bytes == bytes ? $0 : nil } ?? ScriptText(bytes)
  }

  // MARK: - Reading once

  func project(containing folder: String?) async -> ProjectDescription? {
    guard let folder else { return nil }
    return await kept(\.projects, folder) { await $0.project(containing: folder) }
  }

  func luaSettings(_ root: String) async -> LuaSettings {
    await kept(\.luaSettings, root) { source in
      var settings = LuaSettings()
      for name in LuaSettings.fileNames {
        guard let bytes = await source.read("\(root)/\(name)") else { continue }
        settings.read(bytes, name, folder: root)
      }
      return settings
    }
  }

  func listing(_ root: String) async -> [String] {
    await kept(\.listings, root) { await $0.luaFiles(below: root) }
  }

  /// What is kept under a name, or what is read now and kept unless something was thrown away meanwhile.
  func kept<Value: Sendable>(
    _ path: any WritableKeyPath<Cache, [String: Value]> & Sendable, _ name: String,
    read: (any ProjectSource) async -> Value
  ) async -> Value {
    let (known, revision) = cache.withLock { ($0[keyPath: path][name], $0.revision) }
    if let known { return known }
    let value = await read(source)
    return cache.withLock { cache in
      // Who was first is followed by all who read at the same time.
      if let known = cache[keyPath: path][name], cache.revision == revision { return known }
      if cache.revision == revision { cache[keyPath: path][name] = value }
      return value
    }
  }

  // MARK: - Paths

  static func folder(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path relative to a folder, of a Lua file; nil when it is not below it.
  static func path(_ path: String, below root: String) -> String? {
    guard path.hasPrefix(root + "/"), path.hasSuffix(".lua") else { return nil }
    return String(path.dropFirst(root.count + 1))
  }

  static func nearest(to path: String?, among folders: [String]) -> String? {
    guard let path else { return nil }
    return folders.filter { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }.max { $0.count < $1.count }
  }
}
