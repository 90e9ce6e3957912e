/// Why bytes are not a checkpoint or a journal that this version reads; the caller knows the file and tells the user.
package struct FormatError: Error, Equatable {
  package enum Kind: Sendable {
    /// The file ends too early.
    case truncated
    /// The bytes are not those that were written, or never were what they should be.
    case damaged
    /// Written by a later version of Cofre.
    case newer
    /// A value that must not be written: not sealed, or nested too deeply.
    case unwritable
  }

  package var kind: Kind
  /// A full sentence without any value.
  package var message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
