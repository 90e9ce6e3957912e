import CofreModel
import CofreProvider

/// What went wrong in a refresh, each error once however many resources it happened to.
struct RefreshFailures {
  private struct Key: Hashable {
    var code: String
    var detail: String
  }

  private var entries: [(step: Step, diagnostic: Diagnostic, count: Int)] = []
  private var places: [Key: Int] = [:]

  /// Whether an error says nothing about one resource but that no read can succeed.
  private(set) var concernAll = false

  mutating func add(_ error: any Error, of state: ResourceState) {
    for diagnostic in ErrorPhrases.diagnostics(for: error, urn: state.urn, location: state.location) {
      if Self.generalCodes.contains(diagnostic.code) { concernAll = true }
      let key = Key(code: diagnostic.code, detail: diagnostic.detail)
      if let place = places[key] {
        entries[place].count += 1
      } else {
        places[key] = entries.count
        entries.append((Step(.refresh, urn: state.urn, id: state.id, location: state.location), diagnostic, 1))
      }
    }
  }

  /// The errors in the order of their first occurrence, each with the step that it happened to first.
  var diagnostics: [(step: Step, diagnostic: Diagnostic)] {
    entries.map { step, diagnostic, count in
      guard count > 1 else { return (step, diagnostic) }
      var diagnostic = diagnostic
      diagnostic.detail += " This happened to '\(step.urn.name)' and \(count - 1) other\(count == 2 ? "" : "s")."
      return (step, diagnostic)
    }
  }

  private static let generalCodes = Set(
    [ProviderError.Code.unauthenticated, .notConfigured, .unreachable].map(\.rawValue))
}
