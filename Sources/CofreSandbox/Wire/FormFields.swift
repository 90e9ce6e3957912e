/// The fields of a query or of an `application/x-www-form-urlencoded` body, decoded, in order.
package struct FormFields: Sendable {
  package let all: [(name: String, value: String)]

  package init(_ text: String) {
    all = text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        PercentEncoding.decode(String(parts[0]), plusIsSpace: true),
        parts.count > 1 ? PercentEncoding.decode(String(parts[1]), plusIsSpace: true) : ""
      )
    }
  }

  /// The first value of a name, compared exactly.
  package subscript(name: String) -> String? { all.first { $0.name == name }?.value }

  /// The first value of a name, whatever its case.
  package func value(ignoringCase name: String) -> String? {
    let name = name.lowercased()
    return all.first { $0.name.lowercased() == name }?.value
  }
}
