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
    var texts: [String: ScriptText?] = [:]
    var projects: [String: ProjectDescription?] = [:]
    var listings: [String: [String]] = [:]
    var luaSettings: [String: LuaSettings] = [:]
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
      if path.hasSuffix(".json") { cache.luaSettings = [:] }
    }
  }

  /// Forgets a file or a folder that has been made, moved or deleted.
  package func moved(_ path: String) {
    if path.hasSuffix(".lua") { fileChanged(path) } else { reset() }
  }

  /// Forgets everything.
  package func reset() {
    cache.withLock { cache in
      let revision = cache.revision + 1
      cache = Cache()
      cache.revision = revision
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
    let lua = await luaSettings(root)
    let nobody = Script(key: "around \(root)", path: nil, text: Self.emptyText)
    let surroundings = try await surroundings(
      of: nobody, root: root, libraries: lua.libraries, wishes.overlays, isKept: true)
    let settings = await settingsFiles(of: root, wishes)
    return context(project, lua, surroundings, settings, wishes)
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
    return context
  }

  private static let emptyText = ScriptText("")

  /// The folders that modules are searched in, for the scripts of a folder.
  package func moduleRoots(around folder: String, _ wishes: Wishes) async -> [String] {
    let root = await project(containing: folder)?.folder ?? Self.nearest(to: folder + "/", among: wishes.folders)
    return [root ?? folder] + (await luaSettings(root ?? folder).libraries)
  }

  /// The text of a file, as it is on disk; nil when it cannot be read.
  package func text(at path: String) async -> ScriptText? {
    await kept(\.texts, path) { source in await source.read(path).map { ScriptText($0) } }
  }

  // MARK: - Surroundings

  /// What the surroundings of a script depend on.
  struct SurroundingsKey: Equatable {
    var revision: Int
    var root: String
    var libraries: [String]
    var overlays: [String: ObjectIdentifier]
    /// What it requires, as that may be outside of what is listed.
    var required: [String]
  }

  private func surroundings(
    of script: Script, root: String, libraries: [String], _ overlays: [String: ScriptText], isKept: Bool
  ) async throws -> Surroundings {
    var others = overlays
    if let path = script.path { others[path] = nil }
    let key = SurroundingsKey(
      revision: cache.withLock { $0.revision }, root: root, libraries: libraries,
      overlays: others.mapValues { ObjectIdentifier($0) }, required: script.text.requiredNames)
    let known = cache.withLock { $0.surroundings[script.key] }
    if let known, known.key == key { return known.value }

    var reading = Reading(ownPath: script.path, overlays: others, libraries: libraries)
    for library in libraries { try await add(await listing(library), in: library, to: &reading) }
    try await add(await listing(root), in: root, to: &reading)
    try await add(others.keys.compactMap { Self.path($0, below: root) }.sorted(), in: root, to: &reading)
    if let path = script.path {
      try await add([path].compactMap { Self.path($0, below: root) }, in: root, to: &reading)
    }
    try await addRequired(by: script.text, roots: [root] + libraries, to: &reading)
    let result = Surroundings(
      files: Array(reading.files.values), modules: reading.modules, ownModules: reading.ownModules)
    cache.withLock { cache in
      if isKept, cache.revision == key.revision { cache.surroundings[script.key] = (key, result) }
    }
    return result
  }

  /// What is gathered on the way to ``Surroundings``.
  private struct Reading {
    let ownPath: String?
    let overlays: [String: ScriptText]
    let libraries: [String]
    var files: [String: ProjectFile] = [:]
    var modules: [String: ProjectFile] = [:]
    /// The names under which the script itself is found.
    var ownModules: Set<String> = []

    func hasModule(_ name: String) -> Bool { modules[name] != nil || ownModules.contains(name) }
  }

  private func add(_ paths: [String], in root: String, to reading: inout Reading) async throws {
    for relative in paths {
      let path = "\(root)/\(relative)"
      let name = RequiredModules.name(ofPath: relative)
      if path == reading.ownPath {
        if let name, !reading.hasModule(name) { reading.ownModules.insert(name) }
        continue
      }
      guard let file = try await file(at: path, in: &reading) else { continue }
      if let name, !reading.hasModule(name) { reading.modules[name] = file }
    }
  }

  /// Adds the modules that a script requires and that were not listed, such as those in hidden folders.
  private func addRequired(by text: ScriptText, roots: [String], to reading: inout Reading) async throws {
    var waiting = text.requiredNames
    var seen = Set(waiting)
    while let name = waiting.popLast() {
      if !reading.hasModule(name) {
        let paths = roots.flatMap { root in RequiredModules.paths(of: name).map { "\(root)/\($0)" } }
        for path in paths where path != reading.ownPath {
          guard let file = try await file(at: path, in: &reading) else { continue }
          reading.modules[name] = file
          break
        }
      }
      guard let file = reading.modules[name], !file.isLibrary else { continue }
      for next in file.text.requiredNames where seen.insert(next).inserted { waiting.append(next) }
    }
  }

  private func file(at path: String, in reading: inout Reading) async throws -> ProjectFile? {
    if let known = reading.files[path] { return known }
    try Task.checkCancellation()
    guard let text = reading.overlays[path] != nil ? reading.overlays[path] : await text(at: path) else { return nil }
    let isLibrary = reading.libraries.contains { path.hasPrefix($0 + "/") }
    let file = ProjectFile(path: path, text: text, isLibrary: isLibrary)
    reading.files[path] = file
    return file
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
        settings.read(bytes, folder: root)
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
    cache.withLock { cache in
      if cache.revision == revision { cache[keyPath: path][name] = value }
    }
    return value
  }

  // MARK: - Paths

  static func folder(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path relative to a folder, of a Lua file; nil when it is not below it.
  private static func path(_ path: String, below root: String) -> String? {
    guard path.hasPrefix(root + "/"), path.hasSuffix(".lua") else { return nil }
    return String(path.dropFirst(root.count + 1))
  }

  static func nearest(to path: String?, among folders: [String]) -> String? {
    guard let path else { return nil }
    return folders.filter { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }.max { $0.count < $1.count }
  }
}
