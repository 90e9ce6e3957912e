import CofreModel
import CofreSettings

/// Reads the sections of a stack's settings file.
struct ConfigurationParser {
  private let file: String
  private let project: String
  private(set) var entries: [ConfigurationEntry] = []
  private(set) var wrappedKey: StackConfiguration.WrappedDataKey?

  init(file: String, project: String) {
    self.file = file
    self.project = project
  }

  mutating func parse(_ bytes: [UInt8]) throws {
    var reader = SettingsReader(file: file, keys: SettingsSchema.stack, try YAMLReader.read(bytes, file: file))
    reader.read(SettingsSchema.secrets) { reader, node in parseSecrets(&reader, node) }
    reader.read(SettingsSchema.config) { reader, node in parseConfig(&reader, node) }
    try reader.finish()
  }

  private mutating func parseSecrets(_ reader: inout SettingsReader, _ node: YAMLNode) {
    guard let members = node.entries else {
      if node.value != .null {
        reader.report(
          "setting-kind", "Setting of the wrong kind", "The section 'secrets' must have 'provider' and 'key'.",
          node.location)
      }
      return
    }
    reader.reportUnknown(in: members, known: SettingsSchema.secrets.members.map(\.name), "The section 'secrets'")
    func text(_ key: String) -> String? {
      members.first { $0.key == key }.flatMap { reader.string($0.value, "secrets.\(key)") }
    }
    let provider = text("provider")
    let key = text("key")
    if let provider {
      wrappedKey = StackConfiguration.WrappedDataKey(provider: provider, text: key, location: node.location)
    } else if key != nil {
      reader.report(
        "missing-setting", "Setting missing", "The section 'secrets' has a 'key' and no 'provider'.", node.location)
    }
  }

  private mutating func parseConfig(_ reader: inout SettingsReader, _ node: YAMLNode) {
    guard let members = node.entries else {
      if node.value != .null {
        reader.report(
          "setting-kind", "Setting of the wrong kind", "The section 'config' must hold 'key: value' lines.",
          node.location)
      }
      return
    }
    var firsts: [ConfigurationKey: ConfigurationEntry] = [:]
    for member in members {
      do {
        let key = try ConfigurationKey(parsing: member.key, project: project, location: member.keyLocation)
        if let first = firsts[key] {
          reader.report(
            "config-duplicate", "Key stands twice",
            "'\(member.key)' and '\(first.writtenKey)' in line \(first.location.line) are the same key.",
            member.keyLocation)
        } else if let content = content(&reader, member) {
          let entry = ConfigurationEntry(
            key: key, content: content, location: member.keyLocation, writtenKey: member.key)
          entries.append(entry)
          firsts[key] = entry
        }
      } catch let error as DiagnosticError {
        for diagnostic in error.diagnostics {
          reader.report(
            diagnostic.code, diagnostic.summary, diagnostic.detail, member.keyLocation, hint: diagnostic.hint)
        }
      } catch {
        reader.report("invalid-key", "Invalid key", "The key '\(member.key)' cannot be read.", member.keyLocation)
      }
    }
  }

  /// A mapping with the one member `secure` is an encrypted value; `secure` anywhere else is a mistake.
  private func content(_ reader: inout SettingsReader, _ member: YAMLNode.Entry) -> ConfigurationEntry.Content? {
    if let entries = member.value.entries, entries.count == 1, entries[0].key == "secure",
      case .string(let text) = entries[0].value.value
    {
      return .secure(text)
    }
    if let location = Self.misplacedSecure(member.value) {
      reader.report(
        "config-secure", "Misplaced encrypted value",
        "Below '\(member.key)' stands 'secure', which is only read directly below a key and alone.", location,
        hint: "Give the encrypted value a key of its own.")
      return nil
    }
    return .plain(member.value.value)
  }

  private static func misplacedSecure(_ node: YAMLNode) -> SourceLocation? {
    switch node.content {
    case .scalar: return nil
    case .sequence(let elements): return elements.lazy.compactMap(misplacedSecure).first
    case .mapping(let entries, _):
      return entries.lazy.compactMap { $0.key == "secure" ? $0.keyLocation : misplacedSecure($0.value) }.first
    }
  }
}
