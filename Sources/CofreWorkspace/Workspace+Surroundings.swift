import CofreAnalysis
import Synchronization

/// The files around scripts: those of a project are read once for all of its scripts, and again when one has changed on
/// disk; what is typed in open documents is laid over them, so that a key pressed costs nothing that grows with the project.
extension Workspace {
  /// What the files of a project are read by.
  struct ProjectKey: Hashable {
    var root: String
    var libraries: [String]

    func contains(_ path: String) -> Bool {
      path.hasPrefix(root + "/") || libraries.contains { path.hasPrefix($0 + "/") }
    }

    func isLibrary(_ path: String) -> Bool { libraries.contains { path.hasPrefix($0 + "/") } }
  }

  /// What the surroundings of a script depend on.
  struct SurroundingsKey {
    var project: ProjectFiles
    var path: String?
    /// The texts of other open documents.
    var overlays: [String: ScriptText]
    /// What it requires and the project does not have, as that may be outside of what is listed.
    var missing: [String]

    func isSame(as other: SurroundingsKey) -> Bool {
      project === other.project && path == other.path && missing == other.missing
        && overlays.count == other.overlays.count && overlays.allSatisfy { other.overlays[$0] === $1 }
    }
  }

  /// What a script sees; the same object as before when nothing around it has changed.
  func surroundings(
    of script: Script, root: String, libraries: [String], _ overlays: [String: ScriptText], isKept: Bool
  ) async throws -> Surroundings {
    let place = ProjectKey(root: root, libraries: libraries)
    let project = await projectFiles(place, open: overlays)
    try Task.checkCancellation()
    let others = overlays.filter { path, _ in
      path != script.path && (place.contains(path) || project.file(at: path) != nil)
    }
    let key = SurroundingsKey(
      project: project, path: script.path, overlays: others,
      missing: script.text.requiredNames.filter { project.modules[$0] == nil })
    let known = cache.withLock { $0.surroundings[script.key] }
    if let known, known.key.isSame(as: key) { return known.value }
    let result = await surroundings(key, in: place)
    try Task.checkCancellation()
    if isKept { cache.withLock { $0.surroundings[script.key] = (key, result) } }
    return result
  }

  private func surroundings(_ key: SurroundingsKey, in place: ProjectKey) async -> Surroundings {
    let project = key.project
    var overlaid: [String: ProjectFile] = [:]
    var modules: [String: ProjectFile] = [:]
    var ownModules: Set<String> = []
    // A document that was never saved is a module like those that are on disk.
    for (path, text) in key.overlays.sorted(by: { $0.key < $1.key }) {
      let isListed = project.file(at: path) != nil
      guard let relative = Self.path(path, below: place.root) ?? (isListed ? path : nil) else { continue }
      overlaid[path] = ProjectFile(path: path, text: text, isLibrary: place.isLibrary(path))
      guard !isListed, let name = RequiredModules.name(ofPath: relative), project.modules[name] == nil else { continue }
      if modules[name] == nil { modules[name] = overlaid[path] }
    }
    if let path = key.path, project.file(at: path) == nil, let relative = Self.path(path, below: place.root),
      let name = RequiredModules.name(ofPath: relative), project.modules[name] == nil, modules[name] == nil
    {
      ownModules.insert(name)
    }
    // What the files on disk require has been looked for already.
    let wanted = key.missing + key.overlays.sorted { $0.key < $1.key }.flatMap(\.value.requiredNames)
    await search(for: wanted, in: place) { name in
      project.modules[name] != nil || modules[name] != nil || ownModules.contains(name)
    } take: { name, path in
      if path == key.path { return nil }
      var file = overlaid[path]
      if file == nil {
        var text = key.overlays[path]
        if text == nil { text = await self.text(at: path) }
        file = text.map { ProjectFile(path: path, text: $0, isLibrary: place.isLibrary(path)) }
      }
      guard let file else { return nil }
      overlaid[path] = file
      modules[name] = file
      return file.isLibrary ? [] : file.text.requiredNames
    }
    return Surroundings(
      project, ownPath: key.path, overlaid: Array(overlaid.values), modules: modules, ownModules: ownModules)
  }

  // MARK: - Those of the project

  /// The files of a project as they are on disk, read once for all who ask; the same object while no file has changed.
  func projectFiles(_ key: ProjectKey, open: [String: ScriptText]) async -> ProjectFiles {
    let reading = cache.withLock { cache in
      if let known = cache.projectFiles[key], known.revision == cache.revision { return known.reading }
      // Who asks first may give up, and others still wait for it: it belongs to nobody.
      let reading = Task { await self.readProjectFiles(key, open) }
      cache.projectReadings += 1
      cache.projectFiles[key] = (cache.revision, reading)
      return reading
    }
    return await reading.value
  }

  private func readProjectFiles(_ key: ProjectKey, _ open: [String: ScriptText]) async -> ProjectFiles {
    var files: [String: ProjectFile] = [:]
    var modules: [String: ProjectFile] = [:]
    for root in key.libraries + [key.root] {
      for relative in await listing(root) {
        let path = "\(root)/\(relative)"
        if files[path] == nil, let text = await text(at: path, open: open[path]) {
          files[path] = ProjectFile(path: path, text: text, isLibrary: key.isLibrary(path))
        }
        guard let file = files[path], let name = RequiredModules.name(ofPath: relative) else { continue }
        if modules[name] == nil { modules[name] = file }
      }
    }
    // Some that are required are not listed, such as those in folders that are left out.
    let wanted = files.values.filter { !$0.isLibrary }.flatMap { RequiredModules.possibleNames(in: $0.text.bytes) }
    await search(for: Set(wanted).sorted(), in: key) { name in
      modules[name] != nil
    } take: { name, path in
      if files[path] == nil {
        files[path] = await text(at: path, open: open[path]).map {
          ProjectFile(path: path, text: $0, isLibrary: key.isLibrary(path))
        }
      }
      guard let file = files[path] else { return nil }
      modules[name] = file
      return file.isLibrary ? [] : Array(RequiredModules.possibleNames(in: file.text.bytes))
    }
    return ProjectFiles(files: Array(files.values), modules: modules)
  }

  /// Looks for the files of modules, and for those that they require.
  ///
  /// `take` is given a name and a path where its file may be, and answers what that file requires, or nil when there is none.
  private func search(
    for names: [String], in place: ProjectKey, isKnown: (_ name: String) -> Bool,
    take: (_ name: String, _ path: String) async -> [String]?
  ) async {
    var waiting = names
    var seen = Set(names)
    while let name = waiting.popLast() {
      if isKnown(name) { continue }
      let paths = ([place.root] + place.libraries).flatMap { root in
        RequiredModules.paths(of: name).map { "\(root)/\($0)" }
      }
      for path in paths {
        guard let required = await take(name, path) else { continue }
        for next in required where seen.insert(next).inserted { waiting.append(next) }
        break
      }
    }
  }
}
