package import CofreAnalysis
package import CofreSettings
import Synchronization

/// The settings files of projects.
extension Workspace {
  /// The analysis of a settings file that is open under a key.
  ///
  /// It is the same object as before when neither the file nor anything that it depends on has changed.
  package func settingsAnalysis(
    key: String, path: String, kind: SettingsFileKind, text: SettingsText, _ wishes: Wishes
  ) async throws -> SettingsAnalysis {
    let folder = Self.folder(of: path) ?? "/"
    var wishes = wishes
    wishes.settings[path] = text
    let files = await settingsFiles(of: folder, wishes)
    let scripts = try await scripts(around: folder, wishes.overlays)
    let codes = (files.silencedCodes ?? []).union(wishes.silencedCodes)
    try Task.checkCancellation()
    return cache.withLock { cache in
      if let known = cache.settingsAnalyses[key], known.file.text === text, known.context.files === files,
        known.context.scripts === scripts, known.context.silencedCodes == codes
      {
        return known
      }
      let source = source
      let analysis = SettingsAnalysis(
        SettingsFile(path: path, kind: kind, text: text),
        in: SettingsContext(
          files: files, scripts: scripts, folder: folder, silencedCodes: codes,
          problems: { source.problems(in: $0, $1, project: $2) }))
      cache.settingsAnalyses[key] = analysis
      return analysis
    }
  }

  /// The settings files in a folder; the same object as before when none of them has changed.
  func settingsFiles(of folder: String?, _ wishes: Wishes) async -> SettingsFiles {
    guard let folder else { return .none }
    var names = Set(await kept(\.settingsNames, folder) { await $0.settingsFiles(in: folder) })
    for path in wishes.settings.keys where Self.folder(of: path) == folder {
      names.insert(String(path.dropFirst(folder == "/" ? 1 : folder.count + 1)))
    }
    guard !names.isEmpty else { return .none }
    var files: [SettingsFile] = []
    for name in names.sorted() {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      guard let kind = SettingsFileKind(fileName: name) else { continue }
      var text = wishes.settings[path]
      if text == nil { text = await kept(\.settingsTexts, path) { await $0.read(path).map { SettingsText($0) } } }
      if let text { files.append(SettingsFile(path: path, kind: kind, text: text)) }
    }
    let made = SettingsFiles(files)
    return cache.withLock { cache in
      if let known = cache.settings[folder], known.files.map(\.path) == made.files.map(\.path),
        zip(known.files, made.files).allSatisfy({ $0.text === $1.text })
      {
        return known
      }
      cache.settings[folder] = made
      return made
    }
  }
}
