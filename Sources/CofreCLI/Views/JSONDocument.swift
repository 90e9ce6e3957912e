import CofreJSON

/// What a command prints for programs: one object, which begins with `formatVersion`; docs/json.md lists them.
enum JSONDocument {
  /// Raised, for the one kind of document, when a member goes away or changes its meaning; members may be added at any time.
  static func json(formatVersion: Int64 = 1, _ members: JSONObject) -> JSON {
    .object(JSONObject([("formatVersion", .integer(formatVersion))] + members.members.map { ($0.key, $0.value) }))
  }
}

extension Console {
  /// Prints a document of the first version.
  func print(document members: JSONObject) { print(JSONDocument.json(members).text(.pretty)) }
}
