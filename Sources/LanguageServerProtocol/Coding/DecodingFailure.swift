/// Why a JSON value is not the value of the protocol that it should be: where, and what was expected there.
///
/// It never says what was received, because that may be part of a document.
package struct DecodingFailure: Error, Equatable {
  /// What was expected, as a noun: `a string`, `a member 'uri'`.
  package var expected: String
  /// The way to the place, outermost first: member names, and indices in decimal.
  package private(set) var path: [String] = []

  package init(expected: String) { self.expected = expected }

  /// The same failure, seen from the value that has it in this member or at this index.
  func within(_ component: String) -> DecodingFailure {
    var failure = self
    failure.path.insert(component, at: 0)
    return failure
  }
}

extension DecodingFailure: CustomStringConvertible {
  package var description: String {
    path.isEmpty ? "Expected \(expected)." : "Expected \(expected) at '\(path.joined(separator: "."))'."
  }
}
