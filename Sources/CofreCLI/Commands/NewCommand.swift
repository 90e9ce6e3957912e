import ArgumentParser
import CofreModel
import CofreProject
import Glibc

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a project with a first stack script.",
    discussion: """
      EXAMPLES:
        cofre new my-keys                     a folder with a script for AWS
        cofre new my-keys --template azure
        cofre new . --template empty          in this folder
      """)

  enum Template: String, CaseIterable, ExpressibleByArgument { case aws, gcp, azure, empty }

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The folder to make; its name is the project's.") var folder: String
  @Option(name: .long, help: "What the first script declares.") var template = Template.aws
  @Option(name: .long, help: "The project's name, when it is not the folder's.") var name: String?

  func validate() throws {
    guard !folder.isEmpty else { throw ValidationError("Name the folder to make, or '.' for this one.") }
  }

  func run() throws {
    let console = global.console
    let path = ProjectFolder.absolute(folder, global)
    let project = name ?? String(path.split(separator: "/").last ?? "")
    if let problem = Names.problem(with: project) {
      throw DiagnosticError(
        Diagnostic(
          code: "invalid-name", "Invalid name", detail: "The project name '\(project)' \(problem).",
          hint: "Name it with --name: letters, digits, '_', '-' and '.'."))
    }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw DiagnosticError(
        Diagnostic(
          code: "cannot-write", "A folder cannot be made",
          detail: "'\(path)' cannot be made: \(String(cString: strerror(errno)))."))
    }
    let files = ProjectTemplate(name: project, template: template).files
    for file in files where access("\(path)/\(file.name)", F_OK) == 0 {
      throw DiagnosticError(
        Diagnostic(
          code: "exists", "There is a project already", detail: "'\(path)/\(file.name)' exists, and is left as it is.",
          hint: "Choose another folder."))
    }
    for file in files { try write(file.text, to: "\(path)/\(file.name)") }
    let isPlain = folder.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
    let cd = folder == "." ? "" : "cd \(isPlain ? folder : "'\(folder)'") && "
    let first = template == .azure ? "cofre config set tenant_id YOUR-TENANT && " : ""
    console.say("cofre: project '\(project)' is made in \(path)")
    console.say("cofre: hint: \(cd)\(first)cofre preview")
  }

  private func write(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    let bytes = Array(text.utf8)
    guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count, close(descriptor) == 0 else {
      throw DiagnosticError(
        Diagnostic(
          code: "cannot-write", "A file cannot be written",
          detail: "'\(path)' cannot be written: \(String(cString: strerror(errno)))."))
    }
  }
}
