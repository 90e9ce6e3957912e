/// Which stack is meant: its name and its project's.
package struct StackReference: Sendable, Hashable {
  package var project: String
  package var stack: String

  package init(project: String, stack: String) {
    self.project = project
    self.stack = stack
  }
}
