/// A text for a range of bytes of the file asked about.
package struct Edit: Sendable, Equatable {
  package var range: Range<Int>
  package var text: String

  package init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }
}

/// An edit in the file of a module, for a change that goes beyond one file.
package struct RenameEdit: Sendable, Equatable {
  /// The name under which `require` finds the file; nil for the file asked about.
  package var module: String?
  package var edit: Edit
}

/// Why a rename is refused, in full sentences.
package struct RenameRefusal: Error, Sendable, Equatable {
  package var message: String
}

/// What a rename would change the name of.
package struct RenameTarget: Sendable, Equatable {
  package var range: Range<Int>
  package var name: String
}
