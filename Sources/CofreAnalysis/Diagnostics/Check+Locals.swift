import LuaSyntax

extension DiagnosticCollector {
  /// Locals that nothing reads, and those that hide another of the same block.
  mutating func checkLocals() {
    var earlier: [Int: [String: Int]] = [:]
    for index in facts.bindings.indices {
      let binding = facts.bindings[index]
      if binding.name.hasPrefix("_") || binding.nameRange.isEmpty { continue }
      if binding.kind == .local || binding.kind == .function { checkUse(binding) }
      if let other = earlier[binding.block]?[binding.name] { reportRedefinition(binding, of: facts.bindings[other]) }
      earlier[binding.block, default: [:]][binding.name] = index
    }
  }

  private mutating func checkUse(_ binding: Binding) {
    guard !binding.isRead, binding.attribute != "close", !declaresResource(binding) else { return }
    let isFunction = binding.kind == .function
    report(
      AnalysisDiagnostic(
        isFunction ? "unused-function" : "unused-local", .hint, binding.nameRange,
        isFunction ? "Unused function" : "Unused variable",
        detail: "Nothing reads '\(binding.name)'\(binding.uses.isEmpty ? "" : ", though it is assigned").",
        hint: "Take it away, or begin its name with an underscore.",
        fixes: binding.uses.isEmpty
          ? [
            AnalysisDiagnostic.Fix(
              title: "Rename to '_\(binding.name)'", edits: [Edit(binding.nameRange, "_\(binding.name)")])
          ]
          : [],
        tags: [.unnecessary]))
  }

  /// A declaration does its work whether or not the handle is used.
  private func declaresResource(_ binding: Binding) -> Bool {
    if case .handle = binding.value { return true }
    return false
  }

  private mutating func reportRedefinition(_ binding: Binding, of other: Binding) {
    report(
      AnalysisDiagnostic(
        "redefined-local", .warning, binding.nameRange, "Variable declared again",
        detail: "'\(binding.name)' hides the variable of the same name in the same block.",
        hint: "Assign to the first one, or use another name.",
        related: [
          AnalysisDiagnostic.Related(
            location: LocationItem(range: other.nameRange), message: "'\(other.name)' is first declared here.")
        ]))
  }
}
