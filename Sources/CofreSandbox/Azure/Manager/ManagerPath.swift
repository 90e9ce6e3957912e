/// A path of the resource manager.
///
/// Everything in it is compared without regard to case.
struct ManagerPath {
  /// The segments as they were sent.
  let segments: [String]
  /// The segments in lower case.
  let lower: [String]
  /// Where the last `providers` stands, if there is one.
  private let provider: Int?

  init(_ segments: [String]) {
    self.segments = segments
    lower = segments.map { $0.lowercased() }
    provider = lower.lastIndex(of: "providers")
  }

  var subscription: String? { lower.first == "subscriptions" && lower.count > 1 ? lower[1] : nil }

  /// The name of the resource group as it was sent.
  var group: String? {
    lower.count > 3 && lower[2] == "resourcegroups" ? segments[3] : nil
  }

  /// `microsoft.keyvault`, in lower case.
  var namespace: String? {
    provider.flatMap { $0 + 1 < lower.count ? lower[$0 + 1] : nil }
  }

  /// What follows the namespace: types and names by turns, in lower case.
  var tail: [String] { provider.map { Array(lower.dropFirst($0 + 2)) } ?? [] }

  /// What follows the namespace, as it was sent.
  var sentTail: [String] { provider.map { Array(segments.dropFirst($0 + 2)) } ?? [] }

  /// What stands before the last `providers`: the scope of an extension.
  var scope: String { "/" + segments.prefix(provider ?? segments.count).joined(separator: "/") }
}
