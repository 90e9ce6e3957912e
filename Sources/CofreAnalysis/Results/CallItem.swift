/// A function, or a whole file, as one end of calls.
package struct CallItem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case function, resourceType, file }

  package var name: String
  package var kind: Kind
  /// The path of the file; nil for the file asked about.
  package var path: String?
  /// All of it.
  package var range: Range<Int>
  /// Its name; empty for a file.
  package var nameRange: Range<Int>
}

/// Calls between what was asked about and another function.
package struct CallRelation: Sendable, Equatable {
  package var other: CallItem
  /// The names at the calls, in the caller's file.
  package var ranges: [Range<Int>]
}
