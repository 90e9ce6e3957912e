/// The folder `.cofre` in a project: local state and whatever else never goes into version control.
package enum DataFolder {
  package static func path(in projectFolder: String) -> String { "\(projectFolder)/.cofre" }

  /// Makes it, with a `.gitignore` that keeps all of it out of git; what is there stays as it is.
  package static func make(in projectFolder: String) throws(FileError) {
    let folder = path(in: projectFolder)
    let ignore = "\(folder)/.gitignore"
    guard !Files.exists(ignore) else { return }
    try Files.makePrivateFolder(folder)
    try Files.replace(ignore, with: Array("*\n".utf8), mode: 0o600, temporaryPath: ignore + ".tmp")
  }
}
