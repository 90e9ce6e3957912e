package import CofreModel

/// What changes in one resource.
package struct Diff: Sendable, Equatable {
  /// By path.
  package var changes: [PropertyChange]
  /// Whether the replacement, if there is one, must delete first.
  package var deleteBeforeReplace: Bool

  package init(changes: [PropertyChange] = [], deleteBeforeReplace: Bool = false) {
    self.changes = changes
    self.deleteBeforeReplace = deleteBeforeReplace
  }

  package var isEmpty: Bool { changes.isEmpty }
  package var requiresReplacement: Bool { changes.contains { $0.requiresReplacement } }
}

/// One changed place; values are sealed, or unknown.
package struct PropertyChange: Sendable, Equatable {
  package var path: PropertyPath
  /// Nil when the place is new.
  package var old: Value?
  /// Nil when the place goes away.
  package var new: Value?
  package var requiresReplacement: Bool

  package init(path: PropertyPath, old: Value?, new: Value?, requiresReplacement: Bool) {
    self.path = path
    self.old = old
    self.new = new
    self.requiresReplacement = requiresReplacement
  }
}
