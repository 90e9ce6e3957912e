/// The grammar of names that become parts of file names and URNs.
///
///     name = ( letter | digit ) , { letter | digit | "_" | "-" | "." } ;   (* ASCII, at most 100 *)
package enum Names {
  package static let maximumCount = 100

  /// Why a text is no name, as the end of a sentence; nil when it is one.
  package static func problem(with name: String) -> String? {
    guard let first = name.utf8.first else { return "is empty" }
    guard name.utf8.count <= maximumCount else { return "is longer than \(maximumCount) characters" }
    guard isAlphanumeric(first) else { return "does not start with a letter or a digit" }
    guard name.utf8.allSatisfy({ isAlphanumeric($0) || "_-.".utf8.contains($0) }) else {
      return "holds something else than letters, digits, '_', '-' and '.'"
    }
    return nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
  }
}
