import CofreModel
import CofreSettings

/// Reads the members of a settings file one by one and gathers everything that is wrong.
struct SettingsReader {
  let file: String
  private let root: YAMLNode?
  private let keys: [SettingsKey]
  private(set) var diagnostics: [Diagnostic] = []

  /// `keys` are all that the file may have.
  init(file: String, keys: [SettingsKey], _ root: YAMLNode?) {
    self.file = file
    self.keys = keys
    self.root = root
    if let root, root.entries == nil, root.value != .null {
      report("settings-shape", "Not a mapping", "The file '\(file)' must hold 'key: value' lines.", root.location)
    }
  }

  /// Hands a member to `body`, when it is there.
  mutating func read(
    _ key: SettingsKey, _ body: (inout SettingsReader, YAMLNode) throws -> Void
  ) rethrows {
    if let entry = root?.entries?.first(where: { $0.key == key.name }) {
      try body(&self, entry.value)
    } else if key.isRequired, diagnostics.isEmpty {
      report(
        "missing-setting", "Setting missing", "The file '\(file)' has no '\(key.name)'.",
        SourceLocation(file: file, line: 1),
        hint: "Add a line:\n    \(key.name): …")
    }
  }

  mutating func string(_ node: YAMLNode, _ key: String) -> String? {
    if case .string(let text) = node.value { return text }
    report(
      "setting-kind", "Setting of the wrong kind", "The value of '\(key)' must be text.", node.location,
      hint: node.value.isScalar ? "Put it in quotes." : nil)
    return nil
  }

  mutating func bool(_ node: YAMLNode, _ key: String) -> Bool? {
    if case .bool(let flag) = node.value { return flag }
    report(
      "setting-kind", "Setting of the wrong kind", "The value of '\(key)' must be true or false.", node.location)
    return nil
  }

  mutating func strings(_ node: YAMLNode, _ key: String) -> [String] {
    guard case .sequence(let elements) = node.content else {
      report(
        "setting-kind", "Setting of the wrong kind", "The value of '\(key)' must be a list of texts.", node.location,
        hint: "Write it as [a, b].")
      return []
    }
    return elements.compactMap { string($0, key) }
  }

  mutating func report(
    _ code: String, _ summary: String, _ detail: String, _ location: SourceLocation, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(code: code, summary, detail: detail, hint: hint, location: location))
  }

  /// Reports members that the file does not have, and throws when anything was wrong.
  mutating func finish() throws {
    reportUnknown(in: root?.entries ?? [], known: keys.map(\.name), "The file '\(file)'")
    guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
  }

  mutating func reportUnknown(in entries: [YAMLNode.Entry], known: [String], _ owner: String) {
    for entry in entries where !known.contains(entry.key) {
      let all = known.map { "'\($0)'" }.joined(separator: ", ")
      report(
        "unknown-setting", "Unknown setting", "\(owner) has no setting '\(entry.key)'.", entry.keyLocation,
        hint: didYouMean(nearestNames(to: entry.key, among: known)) ?? "The settings are \(all).")
    }
  }
}

extension Value {
  fileprivate var isScalar: Bool {
    switch self {
    case .bool, .integer, .number: return true
    default: return false
    }
  }
}
