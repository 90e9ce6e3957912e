import CofreModel
import CofreProject
import CofreState
import Glibc

/// A project as commands work with it: found from the working directory, with its stacks.
struct ProjectFolder: Sendable {
  let project: Project
  let backend: any StateBackend

  static func load(_ global: GlobalOptions) throws -> ProjectFolder {
    let project = try Project.load(from: global.workingDirectory ?? ".")
    return ProjectFolder(project: project, backend: try project.makeBackend())
  }

  /// The project's folder, or, outside a project, the folder that the command works in.
  static func rootOrWorkingDirectory(_ global: GlobalOptions) throws -> String {
    do {
      return try Project.load(from: global.workingDirectory ?? ".").folder
    } catch let error as DiagnosticError where error.diagnostics.first?.code == "no-project" {
      return absolute(".", global)
    }
  }

  /// A path as seen from the folder that the command works in.
  static func absolute(_ path: String, _ global: GlobalOptions) -> String {
    var text = path
    if !text.hasPrefix("/") {
      let start = (global.workingDirectory ?? ".").withCString { realpath($0, nil) }
      defer { free(start) }
      text = (start.map { String(cString: $0) } ?? ".") + "/" + text
    }
    var parts: [Substring] = []
    for part in text.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  func stacks() async throws -> [String] { try await project.stacks(in: backend) }

  func selectedStack() throws -> String? { try project.selectedStack() }

  func select(_ stack: String) throws { try project.select(stack) }

  /// Makes the settings file and an empty state of a stack, and selects it.
  func createStack(_ name: String) throws {
    try Project.checkStackName(name)
    let path = "\(project.folder)/\(Project.settingsName(of: name))"
    let text = Array("# What the stack \"\(name)\" is configured with: cofre config set KEY VALUE\nconfig: {}\n".utf8)
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = errno == EEXIST ? "The project has it already." : String(cString: strerror(errno))
      throw DiagnosticError(
        Diagnostic(
          code: "stack-exists", "The stack cannot be made", detail: "'\(path)' cannot be made: \(reason)",
          hint: "To select it:\n    cofre stack select \(name)"))
    }
    defer { close(descriptor) }
    guard write(descriptor, text, text.count) == text.count else {
      throw DiagnosticError(
        Diagnostic(
          code: "cannot-write", "A file cannot be written",
          detail: "'\(path)' cannot be written: \(String(cString: strerror(errno)))."))
    }
    try project.select(name)
  }

  func removeStack(_ name: String, force: Bool, keepsConfiguration: Bool) async throws {
    let known = try await stacks()
    guard known.contains(name) else { throw DiagnosticError(project.unknownStack(name, among: known)) }
    if try await backend.stacks().contains(name) {
      try await backend.remove(name, holder: .current(command: "cofre stack rm"), force: force)
    }
    if !keepsConfiguration { unlink("\(project.folder)/\(Project.settingsName(of: name))") }
    if try project.selectedStack() == name { try project.select(nil) }
  }
}
