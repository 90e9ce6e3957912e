import CofreModel
package import CofreState

/// A folder with a `Cofre.yaml`: what the scripts, settings and stacks in it have in common.
package struct Project: Sendable, Equatable {
  package static let fileName = "Cofre.yaml"

  /// The absolute path of the folder.
  package var folder: String
  package var name: String
  /// The script that declares the stacks, as a path below the folder.
  package var main = "stack.lua"
  package var description: String?
  /// Where states are kept; nil means local files.
  package var backend: String?
  /// Whether commands that reach a cloud reach the sandbox instead.
  package var usesSandbox = false
  /// Codes of diagnostics that are let pass.
  package var allowed: [String] = []

  package init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }

  package func reference(to stack: String) -> StackReference { StackReference(project: name, stack: stack) }

  /// The backend that keeps the states; throws when the project names one that there is not.
  package func makeBackend() throws -> any StateBackend {
    switch backend {
    case nil, "local": return FileStateBackend(projectFolder: folder, project: name)
    case let backend?:
      throw DiagnosticError(
        Diagnostic(
          code: "unknown-backend", "Unknown backend", detail: "There is no backend '\(backend)'; there is 'local'.",
          hint: "Leave 'backend' out of \(Self.fileName) to keep states in local files.",
          location: SourceLocation(file: Self.fileName, line: 1)))
    }
  }
}
