/// A text for a range of bytes of the file asked about.
package struct Edit: Sendable, Equatable {
  package var range: Range<Int>
  package var text: String

  package init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }
}

/// An edit in any file, for a change that goes beyond one.
package struct FileEdit: Sendable, Equatable {
  /// The path of the file; nil for the file asked about.
  package var path: String?
  package var edit: Edit

  package init(path: String? = nil, _ edit: Edit) {
    self.path = path
    self.edit = edit
  }
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
