import CofreSettings
import Glibc

/// Where a check looks, and how it names what it finds.
struct CheckPaths: Sendable {
  enum Kind { case file, folder }

  /// The folder that the command works in, absolute.
  let folder: String
  /// What shown paths start from.
  private let base: String

  /// `prefersRepository` starts paths at the repository that a GitHub workflow has checked out, as its services expect.
  init(_ global: GlobalOptions, prefersRepository: Bool) {
    let folder = ProjectFolder.absolute(".", global)
    self.folder = folder
    let repository = prefersRepository ? ProcessEnvironment.variables["GITHUB_WORKSPACE"] ?? "" : ""
    let root = repository.isEmpty ? nil : Self.resolved(repository)
    base = root.flatMap { folder == $0 || folder.hasPrefix($0 + "/") ? $0 : nil } ?? folder
  }

  func absolute(_ path: String) -> String {
    let joined = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    var parts: [Substring] = []
    for part in joined.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A path as seen from the base: relative, with `..` where it is in a folder above.
  func shown(_ path: String) -> String {
    let from = base.split(separator: "/")
    let to = path.split(separator: "/")
    let common = zip(from, to).prefix { $0 == $1 }.count
    // What has nothing in common is better found by its whole path.
    guard common > 0 || from.isEmpty else { return path }
    return (Array(repeating: "..", count: from.count - common) + to.dropFirst(common)).joined(separator: "/")
  }

  /// What a path leads to; nil when there is nothing, or nothing that can be read.
  static func kind(_ path: String) -> Kind? {
    var information = stat()
    guard stat(path, &information) == 0, access(path, R_OK) == 0 else { return nil }
    switch information.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default:
      errno = EINVAL
      return nil
    }
  }

  /// The nearest folder with a `Cofre.yaml`, be it readable or not, from a folder upwards.
  static func project(around folder: String) -> String? {
    var folder = folder
    while true {
      if access("\(folder == "/" ? "" : folder)/\(SettingsFileKind.project.fileName)", F_OK) == 0 { return folder }
      guard folder != "/" else { return nil }
      folder = Self.folder(of: folder)
    }
  }

  /// Whether a path is a folder, or below it.
  static func contains(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
