package import CofreAnalysis
package import CofreSettings

/// What the server needs to know of the disk and of projects, given to it from outside.
///
/// The functions may be called at any time from any task. What they answer is kept until the client says that a file has
/// changed.
package protocol ProjectSource: Sendable {
  /// The bytes of a file, or nil when there is none or it cannot be read.
  func read(_ path: String) async -> [UInt8]?

  /// The paths of all Lua files below a folder, relative to it, sorted; hidden folders are left out.
  func luaFiles(below folder: String) async -> [String]

  /// The project that a folder belongs to: that of the nearest `Cofre.yaml` in it or above it.
  func project(containing folder: String) async -> ProjectDescription?

  /// The names of the settings files in a folder: `Cofre.yaml` and those of the stacks.
  func settingsFiles(in folder: String) async -> [String]

  /// What the reader of settings files finds wrong in a text; `project` is the name of the project.
  func problems(in settings: [UInt8], _ kind: SettingsFileKind, project: String) -> [SettingsProblem]
}

extension ProjectSource {
  package func settingsFiles(in folder: String) async -> [String] { [] }
  package func problems(in settings: [UInt8], _ kind: SettingsFileKind, project: String) -> [SettingsProblem] { [] }
}

/// What a project says of itself in its `Cofre.yaml` and the settings of its stacks.
package struct ProjectDescription: Sendable, Equatable {
  /// The folder of `Cofre.yaml`.
  package var folder: String
  /// The keys that the stacks are configured with; nil when there is no stack yet.
  package var configurationKeys: [WorkspaceContext.ConfigurationKey]?
  /// Codes of diagnostics that the project does not want.
  package var silencedCodes: Set<String>

  package init(
    folder: String, configurationKeys: [WorkspaceContext.ConfigurationKey]? = nil, silencedCodes: Set<String> = []
  ) {
    self.folder = folder
    self.configurationKeys = configurationKeys
    self.silencedCodes = silencedCodes
  }
}
