import CofreModel

/// The properties of an `aws.Provider`, as far as they are given.
struct AWSProviderConfiguration: Sendable {
  private let properties: [String: Value]

  init(_ properties: [String: Value]) { self.properties = properties.mapValues { $0.revealed(for: .providerRequest) } }

  func text(_ name: String) -> String? { properties[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }

  func sensitive(_ name: String) -> Sensitive? { text(name).map { Sensitive($0) } }

  var allowedAccounts: [String] {
    (properties["allowed_account_ids"]?.arrayValue ?? []).compactMap { $0.stringValue }
  }
}
