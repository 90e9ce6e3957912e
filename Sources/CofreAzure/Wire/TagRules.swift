import CofreModel
import CofreSchema

/// Azure's rules for tags, and ours: the names by which we know our own are not for scripts.
enum TagRules {
  static func violations(in tags: Value?) -> [Violation] {
    (tags?.objectValue ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
      guard let problem = problem(name, value) else { return nil }
      return Violation(
        code: "invalid-tag", path: PropertyPath("tags").appending(name), "Tag is not allowed",
        detail: "The tag '\(name)' cannot be set: \(problem).")
    }
  }

  private static func problem(_ name: String, _ value: Value) -> String? {
    if name.lowercased().hasPrefix("cofre-") { return "names that start with cofre- are reserved" }
    if name.isEmpty || name.unicodeScalars.count > 512 { return "a name has 1 to 512 characters" }
    if name.contains(where: { "<>%&\\?/".contains($0) }) { return "a name has none of < > % & \\ ? /" }
    if let text = value.stringValue, text.unicodeScalars.count > 256 { return "a value has at most 256 characters" }
    return nil
  }
}
