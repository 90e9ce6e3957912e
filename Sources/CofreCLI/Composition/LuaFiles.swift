import Glibc

/// The Lua files of a folder, as the language server and the commands that work on all of them find them.
enum LuaFiles {
  /// Their paths relative to the folder, sorted, at most `limit` of them.
  ///
  /// Hidden folders and files, `node_modules` and links are left out; links may go in circles.
  static func paths(below root: String, limit: Int = .max) -> [String] {
    var found: [String] = []
    var waiting = [""]
    while let folder = waiting.popLast(), found.count < limit {
      guard let stream = opendir(root + "/" + folder) else { continue }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard !name.hasPrefix("."), name != "node_modules" else { continue }
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        switch Int(entry.pointee.d_type) {
        case Int(DT_DIR): waiting.append(path)
        case Int(DT_REG) where name.hasSuffix(".lua"): found.append(path)
        default: break
        }
      }
    }
    return found.sorted()
  }
}
