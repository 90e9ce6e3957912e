import CofreAnalysis
import LuaSyntax
import Synchronization

/// The files and projects around the open documents, read when they are first needed and kept until they change.
final class Workspace: Sendable {
  /// How far around a document an analysis has to see.
  enum Reach: Sendable, Hashable {
    /// The modules that it requires, and those that they require.
    case required
    /// All files of its project.
    case project
  }

  private struct Cache {
    /// Counts what was thrown away, so that something read before is not kept after.
    var revision = 0
    var modules: [String: LuaText?] = [:]
    var projects: [String: ProjectDescription?] = [:]
    var listings: [String: [String]] = [:]
    var luaSettings: [String: LuaSettings] = [:]
    var analyses: [DocumentKey: [Reach: DocumentScope]] = [:]
  }

  private let source: any ProjectSource
  private let cache = Mutex(Cache())

  init(_ source: any ProjectSource) { self.source = source }

  // MARK: - What changes

  /// Forgets a file that has changed on disk.
  func fileChanged(_ path: String) {
    cache.withLock { cache in
      cache.revision += 1
      cache.modules[path] = nil
      cache.listings = [:]
      if path.hasSuffix(".yaml") { cache.projects = [:] }
      if path.hasSuffix(".json") { cache.luaSettings = [:] }
    }
  }

  /// Forgets everything.
  func reset() {
    cache.withLock { cache in
      let revision = cache.revision + 1
      cache = Cache()
      cache.revision = revision
    }
  }

  /// Forgets what was kept for a document that is no longer open.
  func closed(_ key: DocumentKey) { cache.withLock { $0.analyses[key] = nil } }

  // MARK: - What is read

  /// The analysis of a document among the open ones.
  ///
  /// It is the same as before when neither the document nor anything that it depends on has changed.
  func scope(
    of document: DocumentSnapshot, among documents: [DocumentKey: DocumentSnapshot], folders: [String],
    settings: ServerSettings, reach: Reach
  ) async throws -> DocumentScope {
    let project = await project(of: document.key)
    let root = project?.folder ?? Self.nearest(to: document.key.path, among: folders) ?? document.key.folder
    var modules: [String: Module] = [:]
    var lua = LuaSettings()
    if let root {
      lua = await luaSettings(root)
      if reach == .project {
        let unsaved = documents.values.compactMap { Self.path($0.key.path, below: root) }
        for path in await listing(root) + unsaved {
          guard let name = RequiredModules.name(ofPath: path) else { continue }
          try Task.checkCancellation()
          modules[name] = await module(atPath: "\(root)/\(path)", among: documents)
        }
      }
      try await addRequired(by: document, roots: [root] + lua.libraries, documents: documents, to: &modules)
    }
    try Task.checkCancellation()
    let context = WorkspaceContext(
      modules: modules.mapValues(\.text.file), configurationKeys: project?.configurationKeys,
      globals: lua.globals,
      silencedCodes: (project?.silencedCodes ?? []).union(settings.silencedCodes).union(lua.silencedCodes))
    return cache.withLock { cache in
      if let known = cache.analyses[document.key]?[reach], known.document === document,
        known.analysis.workspace.hasSameContent(as: context)
      {
        return known
      }
      let scope = DocumentScope(
        document: document, analysis: DocumentAnalysis(document.text.file, in: context),
        modulePaths: modules.mapValues(\.path))
      cache.analyses[document.key, default: [:]][reach] = scope
      return scope
    }
  }

  private struct Module {
    var path: String
    var text: LuaText
  }

  private func addRequired(
    by document: DocumentSnapshot, roots: [String], documents: [DocumentKey: DocumentSnapshot],
    to modules: inout [String: Module]
  ) async throws {
    var waiting = document.text.requiredNames
    var seen = Set(waiting)
    while let name = waiting.popLast() {
      guard !RequiredModules.isStandard(name) else { continue }
      try Task.checkCancellation()
      guard let module = await module(named: name, in: roots, among: documents) else { continue }
      modules[name] = module
      for next in module.text.requiredNames where seen.insert(next).inserted { waiting.append(next) }
    }
  }

  private func module(
    named name: String, in roots: [String], among documents: [DocumentKey: DocumentSnapshot]
  ) async -> Module? {
    for root in roots {
      for path in RequiredModules.paths(of: name) {
        if let module = await module(atPath: "\(root)/\(path)", among: documents) { return module }
      }
    }
    return nil
  }

  private func module(atPath path: String, among documents: [DocumentKey: DocumentSnapshot]) async -> Module? {
    if let open = documents[DocumentKey(path: path)] { return Module(path: path, text: open.text) }
    let text = await kept(\.modules, path) { source in await source.read(path).map { LuaText($0) } }
    return text.map { Module(path: path, text: $0) }
  }

  private func project(of key: DocumentKey) async -> ProjectDescription? {
    guard let folder = key.folder else { return nil }
    return await kept(\.projects, folder) { await $0.project(containing: folder) }
  }

  private func luaSettings(_ root: String) async -> LuaSettings {
    await kept(\.luaSettings, root) { source in
      var settings = LuaSettings()
      for name in LuaSettings.fileNames {
        guard let bytes = await source.read("\(root)/\(name)") else { continue }
        settings.read(bytes, folder: root)
      }
      return settings
    }
  }

  private func listing(_ root: String) async -> [String] {
    await kept(\.listings, root) { await $0.luaFiles(below: root) }
  }

  /// What is kept under a name, or what is read now and kept unless something was thrown away meanwhile.
  private func kept<Value: Sendable>(
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

  /// A path relative to a folder; nil when it is not below it.
  private static func path(_ path: String?, below root: String) -> String? {
    guard let path, path.hasPrefix(root + "/") else { return nil }
    return String(path.dropFirst(root.count + 1))
  }

  private static func nearest(to path: String?, among folders: [String]) -> String? {
    guard let path else { return nil }
    return folders.filter { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }.max { $0.count < $1.count }
  }
}

extension WorkspaceContext {
  /// Whether an analysis in one of the two would say the same as in the other.
  fileprivate func hasSameContent(as other: WorkspaceContext) -> Bool {
    configurationKeys == other.configurationKeys && silencedCodes == other.silencedCodes && globals == other.globals
      && modules.count == other.modules.count && modules.allSatisfy { other.modules[$0.key] === $0.value }
  }
}
