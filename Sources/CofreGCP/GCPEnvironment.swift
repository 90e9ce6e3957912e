import CofreModel

/// What a provider may know of the machine and of its own resource: variables, files and configuration, all injected.
struct GCPEnvironment: Sendable {
  var configuration: [String: Value]
  var variables: [String: String]
  /// The bytes of a file, or nil when it cannot be read.
  var readFile: @Sendable (String) -> [UInt8]?

  /// A text that the provider resource sets; nil when it does not, or sets an empty one.
  func property(_ name: String) -> String? {
    let text: String?
    switch configuration[name] {
    case .string(let value): text = value
    case .sensitive(let value): text = value.revealString(for: .providerRequest)
    default: text = nil
    }
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The first of the variables that is set and not empty, with its name.
  func firstVariable(_ names: String...) -> (name: String, value: String)? {
    for name in names {
      if let value = variables[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }

  func variable(_ names: String...) -> String? {
    for name in names {
      if let value = variables[name], !value.isEmpty { return value }
    }
    return nil
  }

  /// Whether a switch is on: `true`, `yes` or `1` in any case.
  func isSet(_ name: String) -> Bool {
    ["true", "yes", "1"].contains(variables[name]?.lowercased() ?? "")
  }
}
