extension Snapshot {
  /// What is wrong with the snapshot, in full sentences.
  ///
  /// A sound one satisfies:
  ///
  /// 1. At most one state that is not pending delete has a URN.
  /// 2. A resource stands after every resource that it depends on; each dependency of a live resource is there.
  /// 3. A live resource has an ID.
  /// 4. No sensitive value is held in clear and nothing is unknown.
  /// 5. Every URN belongs to one stack and one project.
  ///
  /// A snapshot that breaks a rule is refused for reading but is still written: it may be the only record of what was
  /// done to a cloud.
  package func integrityErrors() -> [String] {
    var errors: [String] = []
    var live: Set<URN> = []
    var seen: Set<URN> = []
    for state in resources {
      if !state.isPendingDelete {
        if !live.insert(state.urn).inserted { errors.append("Resource \(state.urn) is recorded twice.") }
        for dependency in state.dependencies where !seen.contains(dependency) {
          errors.append("Resource \(state.urn) stands before \(dependency), on which it depends.")
        }
        if state.id.isEmpty { errors.append("Resource \(state.urn) has no ID.") }
      }
      seen.insert(state.urn)
      for (name, value) in state.inputs where !value.isSealed {
        errors.append("Input '\(name)' of \(state.urn) is not sealed.")
      }
      for (name, value) in state.outputs where !value.isSealed {
        errors.append("Output '\(name)' of \(state.urn) is not sealed.")
      }
      if let first = resources.first?.urn, first.stack != state.urn.stack || first.project != state.urn.project {
        errors.append("Resource \(state.urn) belongs to another stack.")
      }
    }
    for (name, value) in exports where !value.isSealed { errors.append("Export '\(name)' is not sealed.") }
    return errors
  }
}

extension Value {
  /// Whether the value may be put into state: nothing sensitive in clear, nothing unknown.
  package var isSealed: Bool {
    !contains { leaf in
      switch leaf {
      case .sensitive, .unknown: return true
      default: return false
      }
    }
  }
}
