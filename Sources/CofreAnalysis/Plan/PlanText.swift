import CofreModel

/// The words in which editors are told what becomes of resources.
enum PlanText {
  /// How many names stand in one line.
  private static let shownCount = 3
  /// How many characters of a value stand in one line.
  private static let shownLength = 60

  /// One or more resources of one declaration, as in `~ update description`; nil when nothing happens to them.
  static func label(_ resources: [ProjectPlan.Resource]) -> String? {
    guard resources.count > 1 else { return resources.first.flatMap(label) }
    var counts: [ProjectPlan.Operation: Int] = [:]
    for resource in resources where resource.operation != .same { counts[resource.operation, default: 0] += 1 }
    guard !counts.isEmpty else { return nil }
    if let only = counts.first, only.value == resources.count {
      return "\(only.key.sign) \(only.key.rawValue) ×\(only.value)"
    }
    let parts = ProjectPlan.Operation.allCases.compactMap { operation in
      counts[operation].map { "\($0) \(operation.sign) \(operation.rawValue)" }
    }
    return "\(parts.joined(separator: ", ")) of \(resources.count)"
  }

  private static func label(_ resource: ProjectPlan.Resource) -> String? {
    let operation = resource.operation
    switch operation {
    case .same: return nil
    case .create, .delete, .retain: return "\(operation.sign) \(operation.rawValue)"
    case .update:
      let paths = list(resource.changes.map(\.path))
      return paths.isEmpty ? "~ update" : "~ update \(paths)"
    case .replace:
      let paths = list(resource.changes.filter(\.replaces).map(\.path))
      return paths.isEmpty ? "± replace" : "± replace (\(paths))"
    }
  }

  /// What stands above the main script about something that it no longer declares.
  static func deletion(_ resource: ProjectPlan.Resource) -> String {
    let verb = resource.operation == .retain ? "given up" : "deleted"
    let text = "- \(verb): \(resource.name) (\(resource.type))"
    return resource.tombstone.map { "\(text). \(firstSentence($0))" } ?? text
  }

  /// What stays behind of the resources of a declaration when they are replaced, in a sentence; nil when nothing does.
  static func remains(of resources: [ProjectPlan.Resource]) -> String? {
    resources.lazy.filter { $0.operation == .replace }.compactMap(\.tombstone).first.map(firstSentence)
  }

  /// A warning as it stands in a line of the script: only its beginning when it is long; the tooltip has all of it.
  static func briefly(_ warning: String?) -> String {
    guard let warning else { return "" }
    guard warning.count > shownLength, let end = warning.prefix(shownLength).lastIndex(of: " ") else {
      return " ! \(warning)"
    }
    return " ! \(warning[..<end])…"
  }

  /// Outputs with their values, in a line that is not too long.
  static func known(_ outputs: [(name: String, value: String)]) -> String {
    let parts = outputs.prefix(shownCount).map { "\($0.name) = \(shortened($0.value))" }
    return parts.joined(separator: ", ") + (outputs.count > shownCount ? ", …" : "")
  }

  /// A text of which the middle is left out when it is long: identifiers differ at their ends.
  private static func shortened(_ text: String) -> String {
    text.count <= shownLength ? text : "\(text.prefix(shownLength / 2))…\(text.suffix(shownLength / 2))"
  }

  /// The tooltip of a declaration's hint, in Markdown.
  static func details(_ resources: [ProjectPlan.Resource], stack: String) -> String {
    var paragraphs = ["What `cofre up` would do in the stack `\(stack)`, from what is recorded."]
    if resources.count > 1 {
      let lines = resources.prefix(20).map { "- `\($0.name)`: \(label($0) ?? "stays as it is")" }
      paragraphs.append((lines + (resources.count > 20 ? ["- …"] : [])).joined(separator: "\n"))
    }
    if let resource = resources.first, resources.count == 1, !resource.changes.isEmpty {
      paragraphs.append(
        resource.changes.prefix(20).map { "- `\($0.path)`\($0.replaces ? ", which replaces the resource" : "")" }
          .joined(separator: "\n"))
    }
    if let replaced = resources.first(where: { $0.operation == .replace }) {
      paragraphs.append(
        replaced.deletesFirst
          ? "The old one is deleted before the new one is made." : "The new one is made before the old one is deleted.")
      if let tombstone = replaced.tombstone { paragraphs.append("What stays behind: \(tombstone)") }
    }
    return paragraphs.joined(separator: "\n\n")
  }

  /// What state says of resources, in Markdown.
  static func state(_ resources: [ProjectPlan.Resource], stack: String) -> String {
    guard let resource = resources.first else { return "" }
    let title = "**In the stack `\(stack)`**"
    if resources.count > 1 {
      let recorded = resources.count { $0.id != nil }
      return "\(title): \(resources.count) resources are declared here, of which \(recorded) exist."
    }
    guard let id = resource.id else { return "\(title): not made yet." }
    var lines = ["\(title): it exists\(resource.isProtected ? " and is protected" : "")."]
    if !id.isEmpty { lines.append("- `id`: \(code(id))") }
    for (name, value) in resource.outputs.sorted(by: { $0.key < $1.key }) where name != "id" {
      lines.append("- `\(name)`: \(code(value))")
    }
    for reason in resource.incompleteReasons { lines.append("- Not complete: \(reason)") }
    if let label = label(resource) { lines.append("- Next `cofre up`: \(label)") }
    return ([lines[0], ""] + lines.dropFirst()).joined(separator: "\n")
  }

  /// Recorded text between as many backquotes as it takes, so that nothing in it is taken for Markdown.
  private static func code(_ text: String) -> String {
    let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "`\(text)`" : "\(fence) \(text) \(fence)"
  }

  static func list(_ paths: [PropertyPath]) -> String {
    let names = paths.map(\.description)
    return names.prefix(shownCount).joined(separator: ", ") + (names.count > shownCount ? ", …" : "")
  }

  private static func firstSentence(_ text: String) -> String {
    text.firstRange(of: ". ").map { "\(text[..<$0.lowerBound])." } ?? text
  }
}

extension ProjectPlan.Operation {
  /// The sign that previews on the command line put in front.
  var sign: String {
    switch self {
    case .same: "="
    case .create: "+"
    case .update: "~"
    case .replace: "±"
    case .delete, .retain: "-"
    }
  }
}
