package import CofreModel
import CofreSettings
package import CofreState

/// The settings file of one stack: its configuration, and its wrapped data key.
///
/// Changing one value changes one line of the file; ``save()`` writes it.
package struct StackConfiguration: Sendable {
  package let reference: StackReference
  let folder: String
  /// What is on the disk; nil when there is no file.
  private var savedBytes: [UInt8]?
  private var bytes: [UInt8]
  /// In the order of the file.
  package private(set) var entries: [ConfigurationEntry] = []
  package private(set) var wrappedKey: WrappedDataKey?

  /// What the section `secrets` says.
  package struct WrappedDataKey: Sendable, Equatable {
    /// The kind of the secrets provider.
    package var provider: String
    /// The wrapped data key; nil when only the provider has been chosen.
    package var text: String?
    package var location: SourceLocation
  }

  /// The file as the user knows it.
  package var fileName: String { Project.settingsName(of: reference.stack) }

  private var path: String { "\(folder)/\(fileName)" }

  /// Reads the stack's settings file; one that is not there is an empty one.
  ///
  /// Throws with everything that is wrong in it. Nothing is decrypted.
  package static func load(_ project: Project, stack: String) throws -> StackConfiguration {
    try Project.checkStackName(stack)
    var configuration = StackConfiguration(reference: project.reference(to: stack), folder: project.folder)
    configuration.savedBytes = try SettingsFile.read(configuration.path, shownAs: configuration.fileName)
    configuration.bytes = configuration.savedBytes ?? []
    try configuration.parse()
    return configuration
  }

  /// Reads the stack's settings from the text of its file, which need not be the one on the disk; nil for no file.
  ///
  /// Throws with everything that is wrong in it. Such settings are not for ``save()``.
  package static func read(_ text: [UInt8]?, of project: Project, stack: String) throws -> StackConfiguration {
    try Project.checkStackName(stack)
    var configuration = StackConfiguration(reference: project.reference(to: stack), folder: project.folder)
    configuration.savedBytes = text
    configuration.bytes = text ?? []
    try configuration.parse()
    return configuration
  }

  /// The text of the file with all that was changed.
  package var text: [UInt8] { bytes }

  private init(reference: StackReference, folder: String) {
    self.reference = reference
    self.folder = folder
    bytes = []
  }

  private mutating func parse() throws {
    var parser = ConfigurationParser(file: fileName, project: reference.project)
    try parser.parse(bytes)
    entries = parser.entries
    wrappedKey = parser.wrappedKey
  }

  package func entry(_ key: ConfigurationKey) -> ConfigurationEntry? { entries.first { $0.key == key } }

  /// Sets a plain value.
  ///
  /// Throws when the value looks like a secret and `allowsSecretLooking` is not given, when it cannot be written, or when
  /// the file is written in a way that does not let one line be changed.
  package mutating func set(_ key: ConfigurationKey, to value: Value, allowsSecretLooking: Bool = false) throws {
    if !allowsSecretLooking { try SecretLookingText.check(value, key: key, project: reference.project) }
    guard let text = YAMLWriter.text(value), !Self.hasSecureMember(value) else {
      throw DiagnosticError(
        Diagnostic(
          code: "config-value", "Value cannot be written",
          detail:
            "The value of '\(key.shortText(in: reference.project))' holds something that cannot stand in a settings "
            + "file as a plain value.",
          hint: "Leave out members named 'secure', which mark encrypted values, and byte order marks."))
    }
    try edit(key, text)
  }

  /// Whether the value could be taken for an encrypted one when it is read.
  private static func hasSecureMember(_ value: Value) -> Bool {
    switch value {
    case .array(let elements): return elements.contains(where: hasSecureMember)
    case .object(let members): return members["secure"] != nil || members.values.contains(where: hasSecureMember)
    default: return false
    }
  }

  /// Sets a sensitive value; only its ciphertext gets into the file.
  package mutating func set(_ key: ConfigurationKey, to value: Sensitive, cipher: ConfigurationCipher) throws {
    try edit(key, "{ secure: \(YAMLWriter.text(try cipher.seal(value, key: key.text))) }")
  }

  private mutating func edit(_ key: ConfigurationKey, _ text: String) throws {
    let written = entry(key)?.writtenKey ?? key.shortText(in: reference.project)
    bytes = try YAMLEdit(bytes, file: fileName).setting("config", written, to: text)
    try parse()
  }

  /// Removes a value; whether it was there.
  @discardableResult
  package mutating func remove(_ key: ConfigurationKey) throws -> Bool {
    guard let entry = entry(key),
      let changed = try YAMLEdit(bytes, file: fileName).removing("config", entry.writtenKey)
    else { return false }
    bytes = changed
    try parse()
    return true
  }

  /// All values by `namespace:name`, the sensitive ones opened and boxed.
  ///
  /// Without a cipher, throws when there is a sensitive one. Throws with every value that does not open.
  package func values(opening cipher: ConfigurationCipher?) throws -> [String: Value] {
    var values: [String: Value] = [:]
    var diagnostics: [Diagnostic] = []
    for entry in entries {
      switch entry.content {
      case .plain(let value): values[entry.key.text] = value
      case .secure(let sealed):
        if let value = cipher?.open(sealed, key: entry.key.text) {
          values[entry.key.text] = .sensitive(value)
        } else {
          diagnostics.append(unopened(entry))
        }
      }
    }
    guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
    return values
  }

  private func unopened(_ entry: ConfigurationEntry) -> Diagnostic {
    let key = entry.key.shortText(in: reference.project)
    return Diagnostic(
      code: "config-sealed", "Encrypted value does not open",
      detail: "The encrypted value of '\(key)' does not open with the data key of stack '\(reference.stack)': it was "
        + "changed, or copied from another key, stack or project.",
      hint: "Set it again:\n    cofre config set --secret \(key)", location: entry.location)
  }

  /// Whether any value is encrypted.
  package var hasSecureValues: Bool { entries.contains(where: \.isSecure) }

  /// Puts a wrapped data key into the section `secrets`.
  package mutating func setWrappedKey(provider: String, text: String) throws {
    bytes = try YAMLEdit(bytes, file: fileName).setting("secrets", "provider", to: YAMLWriter.text(provider))
    bytes = try YAMLEdit(bytes, file: fileName).setting("secrets", "key", to: YAMLWriter.text(text))
    try parse()
  }

  /// Writes the file if anything changed; its permissions stay.
  ///
  /// Throws, and writes nothing, when somebody else has changed the file since it was loaded.
  package mutating func save() async throws {
    guard bytes != savedBytes ?? [] else { return }
    let (path, fileName, folder, old, new) = (path, fileName, folder, savedBytes, bytes)
    try await SerialThread.runOnce {
      try SettingsFile.replace(path, shownAs: fileName, expecting: old, with: new, projectFolder: folder)
    }
    savedBytes = bytes
  }
}
