extension DocumentPlan {
  /// What `cofre up` would do with what a file declares, in a line.
  package var summary: String {
    var counts: [ProjectPlan.Operation: Int] = [:]
    for resource in resources.values.joined() { counts[resource.operation, default: 0] += 1 }
    for resource in deleted { counts[resource.operation, default: 0] += 1 }
    let parts = ProjectPlan.Operation.allCases.compactMap { operation -> String? in
      guard operation != .same, let count = counts[operation] else { return nil }
      return "\(operation.sign) \(count) \(operation.rawValue)"
    }
    return "Stack '\(stack)': \(parts.isEmpty ? "nothing would change" : parts.joined(separator: ", "))."
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
