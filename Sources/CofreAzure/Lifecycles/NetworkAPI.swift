import CofreJSON
import CofreProvider

/// What the types of Microsoft.Network have in common.
enum NetworkAPI {
  static let namespace = "Microsoft.Network"
  static let version = "2024-05-01"

  /// Refusals that pass by themselves while something near is still being made.
  static let busyCodes: Set<String> = ["RetryableErrorDueToAnotherOperation", "TooManyRequests"]

  /// The members of `new`, on top of what is there now without what only `old` mentioned.
  ///
  /// Whole members below `properties` are taken from one side or the other. What Azure alone writes is left out.
  static func merge(_ current: JSON, old: JSON, new: JSON) -> JSON {
    var properties = current["properties"]?.objectValue ?? [:]
    for name in ["provisioningState", "resourceGuid"] { properties[name] = nil }
    let news = new["properties"]?.objectValue ?? [:]
    for name in old["properties"]?.objectValue?.keys ?? [] where news[name] == nil { properties[name] = nil }
    for (name, value) in news { properties[name] = value }
    var merged = new
    merged.set(["properties"], to: .object(properties))
    return merged
  }

  /// Elements by their `name`: those of `new`, and those of `current` that neither `new` nor `old` mentions.
  static func mergeNamed(_ current: JSON?, old: JSON?, new: JSON?) -> JSON? {
    func names(_ list: JSON?) -> Set<String> {
      Set((list?.arrayValue ?? []).compactMap { $0["name"]?.stringValue?.lowercased() })
    }
    let known = names(old).union(names(new))
    let others = (current?.arrayValue ?? []).filter { !known.contains($0["name"]?.stringValue?.lowercased() ?? "") }
    let all = (new?.arrayValue ?? []) + others
    return current == nil && all.isEmpty ? nil : .array(all)
  }

  static func isGone(_ kind: ARMResourceKind, _ id: ResourceID) -> ProviderError {
    ProviderError(.notFound, "The \(kind.noun) '\(id.name)' is gone.", hint: "Run `cofre refresh`, then `cofre up`.")
  }
}
