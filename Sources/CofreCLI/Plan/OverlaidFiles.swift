import CofreLua
import CofreModel
import CofreProject
import Glibc

/// The files of a project with the texts of open documents over them.
struct OverlaidFiles: Sendable {
  /// The names of the documents within the project, by the paths that they were given under.
  let names: [String: String]
  private let files: ProjectFileReader
  private let texts: [String: [UInt8]]

  init(_ project: Project, documents: [String: String]) throws {
    files = try ProjectFileReader(root: project.folder)
    var names: [String: String] = [:]
    var texts: [String: [UInt8]] = [:]
    for (path, text) in documents {
      guard let name = Self.name(of: path, in: project.folder) else { continue }
      names[path] = name
      texts[name] = Array(text.utf8)
    }
    self.names = names
    self.texts = texts
  }

  func read(_ name: String) throws -> [UInt8]? { try texts[name] ?? files.read(name) }

  /// The path of a file relative to the project; nil for one that belongs to another project or to none.
  private static func name(of path: String, in root: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    var folder = slash == path.startIndex ? "/" : String(path[..<slash])
    if let resolved = realpath(folder, nil) {
      folder = String(cString: resolved)
      free(resolved)
    }
    guard folder == root || folder.hasPrefix("\(root)/") else { return nil }
    let below = folder.dropFirst(root.count + 1).split(separator: "/")
    var inner = root
    for part in below {
      inner += "/\(part)"
      if access("\(inner)/\(Project.fileName)", F_OK) == 0 { return nil }
    }
    return (below + [path[path.index(after: slash)...]]).joined(separator: "/")
  }
}
