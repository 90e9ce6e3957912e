import LuaSyntax

/// What every feature needs to know of a file.
struct DocumentFacts: Sendable {
  static func collect(from file: SourceFile, in workspace: WorkspaceContext) -> DocumentFacts { DocumentFacts() }
}
