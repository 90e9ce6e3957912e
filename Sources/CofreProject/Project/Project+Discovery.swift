import CofreModel
import CofreSettings
import CofreState
import Glibc

extension Project {
  /// The project that a folder belongs to: the nearest `Cofre.yaml` in it or above it.
  ///
  /// Throws a `DiagnosticError` when there is none, or with everything that is wrong in it.
  package static func load(from folder: String) throws -> Project {
    let start = try absolute(folder)
    var candidate = start
    while true {
      let path = candidate == "/" ? "/\(fileName)" : "\(candidate)/\(fileName)"
      if let bytes = try SettingsFile.read(path, shownAs: fileName) { return try parse(bytes, folder: candidate) }
      guard candidate != "/" else { break }
      candidate = Files.folder(of: candidate)
    }
    throw DiagnosticError(
      Diagnostic(
        code: "no-project", "No project here",
        detail: "There is no \(fileName) in '\(start)' or any folder above it.",
        hint: "To make a project:\n    cofre new\nTo use one elsewhere, name its folder with --cwd."))
  }

  private static func absolute(_ folder: String) throws -> String {
    guard let resolved = realpath(folder, nil) else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-folder", "Folder not accessible",
          detail: "The folder '\(folder)' cannot be used: \(FileError("", folder).reason)."))
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Reads the text of a `Cofre.yaml`; throws with everything that is wrong in it.
  package static func parse(_ bytes: [UInt8], folder: String) throws -> Project {
    var project = Project(folder: folder, name: "")
    var reader = SettingsReader(
      file: fileName, keys: SettingsSchema.project, try YAMLReader.read(bytes, file: fileName))
    reader.read(SettingsSchema.name) { reader, node in
      guard let name = reader.string(node, "name") else { return }
      if let problem = Names.problem(with: name) {
        reader.report("invalid-name", "Invalid name", "The project name '\(name)' \(problem).", node.location)
      }
      project.name = name
    }
    reader.read(SettingsSchema.main) { reader, node in
      guard let main = reader.string(node, "main") else { return }
      if main.isEmpty || main.hasPrefix("/") || main.split(separator: "/").contains("..") {
        reader.report(
          "invalid-main", "Script outside the project",
          "The main script '\(main)' must be a path below the project's folder.", node.location)
      }
      project.main = main
    }
    reader.read(SettingsSchema.description) { reader, node in project.description = reader.string(node, "description") }
    reader.read(SettingsSchema.backend) { reader, node in project.backend = reader.string(node, "backend") }
    reader.read(SettingsSchema.sandbox) { reader, node in project.usesSandbox = reader.bool(node, "sandbox") ?? false }
    reader.read(SettingsSchema.allow) { reader, node in project.allowed = reader.strings(node, "allow") }
    try reader.finish()
    return project
  }
}
