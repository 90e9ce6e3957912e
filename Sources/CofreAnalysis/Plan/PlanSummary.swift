extension DocumentPlan {
  /// What `cofre up` would do with what a file declares, in a line.
  package var summary: String {
    let counts = counts
    let parts = ProjectPlan.Operation.allCases.compactMap { operation -> String? in
      guard operation != .same, let count = counts[operation] else { return nil }
      return "\(operation.sign) \(count) \(operation.rawValue)"
    }
    return "Stack '\(stack)': \(parts.isEmpty ? "nothing would change" : parts.joined(separator: ", "))."
  }

  /// The summary as it stands above the script: `plan of dev: +3 ~1`.
  ///
  /// There is none for a file that declares nothing.
  func headline(namingDeletions: Bool = false) -> String? {
    let counts = counts
    guard !counts.isEmpty else { return nil }
    var signs: [(sign: String, count: Int)] = []
    for operation in ProjectPlan.Operation.allCases where operation != .same {
      guard let count = counts[operation] else { continue }
      if signs.last?.sign == operation.sign {
        signs[signs.count - 1].count += count
      } else {
        signs.append((operation.sign, count))
      }
    }
    guard !signs.isEmpty else { return "plan of \(stack): no changes" }
    let names = deleted.prefix(3).map(\.name).joined(separator: ", ") + (deleted.count > 3 ? ", …" : "")
    return "plan of \(stack): \(signs.map { "\($0.sign)\($0.count)" }.joined(separator: " "))"
      + (namingDeletions && !deleted.isEmpty ? " (\(names))" : "")
  }

  /// Whether `cofre up` would do anything with what the file declares, or no longer does.
  var hasChanges: Bool { counts.keys.contains { $0 != .same } }

  private var counts: [ProjectPlan.Operation: Int] {
    var counts: [ProjectPlan.Operation: Int] = [:]
    for resource in resources.values.joined() { counts[resource.operation, default: 0] += 1 }
    for resource in deleted { counts[resource.operation, default: 0] += 1 }
    return counts
  }

  /// The same resource by resource, in Markdown.
  package var text: String {
    var lines: [String] = []
    for resource in resources.values.joined().sorted(by: { ($0.name, $0.type) < ($1.name, $1.type) }) {
      guard let label = PlanText.label([resource]) else { continue }
      lines.append("- `\(resource.name)` (\(resource.type)): \(label)")
    }
    lines += deleted.map { PlanText.deletion($0) }
    return ([summary] + (lines.isEmpty ? [] : ["", lines.joined(separator: "\n")])).joined(separator: "\n")
  }
}
