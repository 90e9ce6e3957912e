import CofreAnalysis
import CofreWorkspace
import CofreModel
import CofreProject
import CofreSettings
import CofreState
import Glibc

/// The disk and the projects on it, for the language server; everything is read on one thread of its own.
struct EditorProjects: ProjectSource {
  /// The most files of a project that are looked at.
  static let maximumFiles = 5_000

  private let thread: SerialThread
  /// The folder of the definition files, which belong together and to no project.
  private let definitions: String?

  init(definitions: String? = nil) throws {
    thread = try SerialThread()
    self.definitions = definitions
  }

  func read(_ path: String) async -> [UInt8]? {
    (try? await thread.run { Self.isFile(path) ? FileReader.read(path) : nil }) ?? nil
  }

  func luaFiles(below folder: String) async -> [String] {
    (try? await thread.run { LuaFiles.paths(below: folder, limit: Self.maximumFiles) }) ?? []
  }

  func project(containing folder: String) async -> ProjectDescription? {
    if let definitions, folder == definitions || folder.hasPrefix("\(definitions)/") {
      return ProjectDescription(folder: definitions)
    }
    return (try? await thread.run { Self.project(folder) }) ?? nil
  }

  func settingsFiles(in folder: String) async -> [String] {
    let names = (try? await thread.run { (try? Files.names(in: folder)) ?? [] }) ?? []
    return names.filter { SettingsFileKind(fileName: $0) != nil }
  }

  func problems(in settings: [UInt8], _ kind: SettingsFileKind, project: String) -> [SettingsProblem] {
    Self.problems(settings, kind, project)
  }

  static func problems(_ settings: [UInt8], _ kind: SettingsFileKind, _ project: String) -> [SettingsProblem] {
    SettingsCheck.diagnostics(of: settings, kind: kind, project: project).map { diagnostic in
      SettingsProblem(
        code: diagnostic.code, summary: diagnostic.summary, detail: diagnostic.detail, hint: diagnostic.hint,
        line: diagnostic.location?.line ?? 1, column: diagnostic.location?.column)
    }
  }

  /// The nearest project, whether its settings can be read or not: what they say is made out from their texts, which may
  /// be those of an editor.
  private static func project(_ folder: String) -> ProjectDescription? {
    projectFolder(around: folder).map { ProjectDescription(folder: $0) }
  }

  /// The nearest folder with a `Cofre.yaml`, at or above one that need not exist yet; nil when there is none.
  static func projectFolder(around folder: String) -> String? {
    var folder = existing(folder)
    while true {
      if access("\(folder == "/" ? "" : folder)/\(Project.fileName)", F_OK) == 0 { return folder }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// The nearest folder that exists, for a file that was not saved yet.
  private static func existing(_ folder: String) -> String {
    var folder = folder
    while folder.count > 1, access(folder, F_OK) != 0 {
      guard let slash = folder.lastIndex(of: "/") else { return "/" }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return folder
  }

  /// Whether a path is a file of a size that somebody could have written.
  private static func isFile(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG && information.st_size < 64 << 20
  }
}
