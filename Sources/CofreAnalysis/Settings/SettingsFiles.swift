import CofreSettings

/// The settings files of a project, as they are in the editor or on disk.
///
/// It stays the same object while none of them changes.
package final class SettingsFiles: Sendable {
  /// `Cofre.yaml` first, then the stacks by name.
  package let files: [SettingsFile]
  private let cachedKeys = Once<[WorkspaceContext.ConfigurationKey]?>()

  package static let none = SettingsFiles([])

  package init(_ files: [SettingsFile]) {
    self.files = files.sorted { ($0.stack ?? "", $0.path) < ($1.stack ?? "", $1.path) }
  }

  package var project: SettingsFile? { files.first { $0.kind == .project } }
  package var stacks: [SettingsFile] { files.filter { $0.kind != .project } }

  package func file(at path: String) -> SettingsFile? { files.first { $0.path == path } }

  /// The name of the project; nil where no file says it.
  package var projectName: String? { project?.text.outline.text(SettingsSchema.name.name) }

  /// The codes of diagnostics that the project does not want; nil without a `Cofre.yaml`.
  package var silencedCodes: Set<String>? {
    project.map { Set($0.text.outline.texts(SettingsSchema.allow.name)) }
  }

  /// The key as scripts ask for it: without the project's own namespace.
  func shortKey(_ written: String) -> String {
    guard let name = projectName, written.hasPrefix(name + ":") else { return written }
    return String(written.dropFirst(name.utf8.count + 1))
  }

  /// The keys that the stacks are configured with, sorted; nil when there is no stack.
  package var configurationKeys: [WorkspaceContext.ConfigurationKey]? { cachedKeys.value { collectedKeys() } }

  private func collectedKeys() -> [WorkspaceContext.ConfigurationKey]? {
    guard !stacks.isEmpty else { return nil }
    var keys: [String: WorkspaceContext.ConfigurationKey] = [:]
    for file in stacks {
      let outline = file.text.outline
      for index in outline.configuration {
        let name = shortKey(outline.entries[index].key)
        let known = keys[name]
        keys[name] = WorkspaceContext.ConfigurationKey(
          name, isSecret: outline.isSecure(index) || known?.isSecret == true,
          origin: known?.origin.map { "\($0), \(file.kind.fileName)" } ?? file.kind.fileName)
      }
    }
    return keys.values.sorted { $0.name < $1.name }
  }

  /// Where a key is set: its line in each stack's file.
  package func locations(ofKey key: String) -> [LocationItem] {
    stacks.flatMap { file -> [LocationItem] in
      let outline = file.text.outline
      return outline.configuration.compactMap { index in
        let entry = outline.entries[index]
        guard shortKey(entry.key) == key else { return nil }
        return LocationItem(path: file.path, range: entry.keyRange, fullRange: entry.range)
      }
    }
  }
}
