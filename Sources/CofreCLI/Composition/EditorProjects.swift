import CofreAnalysis
import CofreWorkspace
import CofreProject
import CofreState
import Glibc

/// The disk and the projects on it, for the language server; everything is read on one thread of its own.
struct EditorProjects: ProjectSource {
  /// The most files of a project that are looked at.
  static let maximumFiles = 5_000

  private let thread: SerialThread

  init() throws { thread = try SerialThread() }

  func read(_ path: String) async -> [UInt8]? {
    (try? await thread.run { Self.isFile(path) ? FileReader.read(path) : nil }) ?? nil
  }

  func luaFiles(below folder: String) async -> [String] {
    (try? await thread.run { LuaFiles.paths(below: folder, limit: Self.maximumFiles) }) ?? []
  }

  func project(containing folder: String) async -> ProjectDescription? {
    (try? await thread.run { Self.project(folder) }) ?? nil
  }

  /// What a project says; one whose settings cannot be read is known by its folder alone, and 'cofre check' says why.
  private static func project(_ folder: String) -> ProjectDescription? {
    guard let project = try? Project.load(from: existing(folder)) else { return nil }
    let stacks = (try? project.configuredStacks()) ?? []
    var keys: [String: WorkspaceContext.ConfigurationKey] = [:]
    for stack in stacks {
      guard let configuration = try? StackConfiguration.load(project, stack: stack) else { continue }
      for entry in configuration.entries {
        let name = entry.key.shortText(in: project.name)
        let origin = keys[name]?.origin.map { "\($0), \(configuration.fileName)" } ?? configuration.fileName
        keys[name] = WorkspaceContext.ConfigurationKey(
          name, isSecret: entry.isSecure || keys[name]?.isSecret == true, origin: origin)
      }
    }
    return ProjectDescription(
      folder: project.folder, configurationKeys: stacks.isEmpty ? nil : keys.values.sorted { $0.name < $1.name },
      silencedCodes: Set(project.allowed))
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
