/// A place in a script: what a message points at.
package struct SourceLocation: Sendable, Hashable {
  /// The file as the user knows it: a path relative to the project, or `@cofre/…` for the standard library.
  package var file: String
  /// Counts from 1.
  package var line: Int
  /// Counts bytes from 1; nil when only the line is known.
  package var column: Int?

  package init(file: String, line: Int, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line` or `file:line:column`.
  package var description: String { column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)" }
}
