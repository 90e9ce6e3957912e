import CofreLanguageServer
import CofreModel
import CofreProject
import CofreSettings
import CofreState
import Glibc
import Synchronization

/// Changes the settings of projects for the language server, as `cofre config set --secret` would; it writes none.
///
/// It asks nobody: a key that cannot be had without asking is an obstacle, and says what to do instead.
final class EditorSettings: SettingsKeeper {
  /// A data key that was made for a stack and may not be on the disk yet.
  private struct MadeKey {
    var provider: String
    var wrapped: String
    var dataKey: SecretBytes
  }

  private let environment: [String: String]
  /// By the path of the settings file, so that two secrets that are moved before the file is saved share a key.
  private let made = Mutex<[String: MadeKey]>([:])

  /// What lay on the disk of settings that an editor has changed and does not show, by path.
  private let changed = Mutex<[String: [UInt8]?]>([:])

  init(_ environment: [String: String]) { self.environment = environment }

  func tookOver(around folder: String, open: OpenFiles) async {
    guard let stack = try? await stack(nil, around: folder, open), open[stack.path] == nil else { return }
    changed.withLock { $0[stack.path] = .some(stack.text) }
  }

  func forgetChanges() async { changed.withLock { $0 = [:] } }

  func hasProject(around folder: String) async -> Bool {
    (try? await SerialThread.runOnce { EditorProjects.projectFolder(around: folder) != nil }) ?? false
  }

  func obstacle(toSecretsAround folder: String, stack name: String?, open: OpenFiles) async -> String? {
    do {
      let stack = try await stack(name, around: folder, open)
      try checkIsSaved(stack, open)
      guard let wrapped = stack.configuration.wrappedKey else { return nil }
      if wrapped.provider == passphraseKind, environment["COFRE_PASSPHRASE"]?.isEmpty ?? true {
        return "The key of stack '\(stack.name)' is wrapped by a passphrase, and an editor does not ask for it. "
          + "In a terminal: cofre config set --secret NAME. Or start the editor with COFRE_PASSPHRASE set."
      }
      // A passphrase takes half a second to try, which is for when the action is taken.
      if wrapped.provider != passphraseKind { _ = try await stack.configuration.keys(using: providers()) }
      return nil
    } catch let error as DiagnosticError {
      let text = error.diagnostics.first.map { [$0.detail, $0.hint].compactMap(\.self).joined(separator: " ") }
      return "\(text ?? "The key of the stack cannot be had.") Until then: cofre config set --secret NAME."
    } catch {
      return "The key of the stack cannot be had. In a terminal: cofre config set --secret NAME."
    }
  }

  func storing(
    _ secret: Sensitive, as name: String, around folder: String, open: OpenFiles
  ) async throws -> SettingsChange {
    let stack = try await stack(nil, around: folder, open)
    try checkIsSaved(stack, open)
    var configuration = stack.configuration
    let key = try ConfigurationKey(parsing: name, project: stack.project.name)
    guard configuration.entry(key) == nil else {
      throw DiagnosticError(
        Diagnostic(
          code: "config-taken", "Key is taken",
          detail: "'\(name)' is already set in \(configuration.fileName).", hint: "Save the file, and try again."))
    }
    let keys = try await keys(of: &configuration, at: stack.path)
    try configuration.set(key, to: secret, cipher: ConfigurationCipher(keys: keys))
    return SettingsChange(path: stack.path, old: stack.text, new: configuration.text)
  }

  func encrypting(
    _ name: String, of stackName: String, around folder: String, open: OpenFiles
  ) async throws -> SettingsChange {
    let stack = try await stack(stackName, around: folder, open)
    try checkIsSaved(stack, open)
    var configuration = stack.configuration
    let key = try ConfigurationKey(parsing: name, project: stack.project.name)
    guard case .plain(.string(let value))? = configuration.entry(key)?.content else {
      throw DiagnosticError(
        Diagnostic(
          code: "config-value", "Value cannot be encrypted in place",
          detail: "The value of '\(name)' in \(configuration.fileName) is no text.",
          hint: "Write it in quotes, or store it with cofre config set --secret \(name) --stack \(stackName)."))
    }
    let keys = try await keys(of: &configuration, at: stack.path)
    try configuration.set(key, to: Sensitive(value), cipher: ConfigurationCipher(keys: keys))
    return SettingsChange(path: stack.path, old: stack.text, new: configuration.text)
  }

  func allowing(_ code: String, around folder: String, open: OpenFiles) async throws -> SettingsChange {
    let change: SettingsChange? = try await SerialThread.runOnce {
      guard let root = EditorProjects.projectFolder(around: folder) else { return nil }
      let path = "\(root)/\(Project.fileName)"
      guard let old = open[path] ?? FileReader.read(path) else { return nil }
      let before = try Project.parse(old, folder: root)
      guard let new = SettingsOutline(old).adding(code, toList: "allow"),
        let after = try? Project.parse(new, folder: root), after.allowed == before.allowed + [code]
      else {
        throw DiagnosticError(
          Diagnostic(
            code: "settings-edit", "File cannot be edited in place",
            detail: "The list 'allow' of \(Project.fileName) is written in a way that nothing can be added to.",
            hint: "Write it with one '- code' a line, and try again."))
      }
      return SettingsChange(path: path, old: old, new: new)
    }
    guard let change else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-project", "No project here", detail: "There is no \(Project.fileName) around the script.",
          hint: "To make a project: cofre new"))
    }
    return change
  }

  private var passphraseKind: String { PassphraseSecretsProvider(environment: environment).kind }

  // MARK: - The stack

  private struct Stack {
    var project: Project
    var name: String
    var path: String
    /// Nil when there is no file.
    var text: [UInt8]?
    var configuration: StackConfiguration
  }

  /// The stack of a name, or for nil the one that commands in the folder would take.
  private func stack(_ wanted: String?, around folder: String, _ open: OpenFiles) async throws -> Stack {
    let project = try await SerialThread.runOnce {
      try Project.load(from: EditorProjects.projectFolder(around: folder) ?? folder)
    }
    let named = environment["COFRE_STACK"].flatMap { $0.isEmpty ? nil : $0 }
    let name: String
    if let wanted { name = wanted } else { name = try await project.resolveStack(named, in: project.makeBackend()) }
    let path = "\(project.folder)/\(Project.settingsName(of: name))"
    let text = try await SerialThread.runOnce { open[path] ?? FileReader.read(path) }
    return Stack(
      project: project, name: name, path: path, text: text,
      configuration: try StackConfiguration.read(text, of: project, stack: name))
  }

  /// Refuses to give settings a key that an editor has given one already, in a text that it neither shows nor has saved.
  private func checkIsSaved(_ stack: Stack, _ open: OpenFiles) throws {
    guard open[stack.path] == nil, stack.configuration.wrappedKey == nil,
      let old = changed.withLock({ $0[stack.path] }), old == stack.text
    else { return }
    throw DiagnosticError(
      Diagnostic(
        code: "settings-unsaved", "Settings are not saved",
        detail: "An action has changed '\(stack.configuration.fileName)' in the editor, and the file is not saved.",
        hint: "Save it, and try again."))
  }

  private func providers() throws -> SecretsProviderSet {
    SecretsProviderSet(
      default: KeyFileSecretsProvider(path: try KeyFileSecretsProvider.defaultPath(environment: environment)),
      [PassphraseSecretsProvider(environment: environment)])
  }

  /// The keys of a stack; where it has none yet, makes them and puts them, wrapped, into the settings.
  private func keys(of configuration: inout StackConfiguration, at path: String) async throws -> StackKeys {
    let providers = try providers()
    if let keys = try await configuration.keys(using: providers) { return keys }
    guard !configuration.hasSecureValues else {
      throw DiagnosticError(
        Diagnostic(
          code: "data-key-missing", "Data key missing",
          detail: "The file '\(configuration.fileName)' has encrypted values, but the key to them is gone.",
          hint: "Restore the section 'secrets' from version control."))
    }
    let provider =
      try configuration.wrappedKey.map { try providers.provider(ofKind: $0.provider, location: $0.location) }
      ?? providers.defaultProvider
    let key: MadeKey
    if let known = made.withLock({ $0[path] }), known.provider == provider.kind {
      key = known
    } else {
      let dataKey = SecretBytes.random(StackKeys.dataKeyByteCount)
      let wrapped = try await provider.wrap(dataKey, for: configuration.reference)
      // Of two that are made at once the first is kept.
      key = made.withLock { made in
        if let first = made[path], first.provider == provider.kind { return first }
        let new = MadeKey(provider: provider.kind, wrapped: wrapped, dataKey: dataKey)
        made[path] = new
        return new
      }
    }
    try configuration.setWrappedKey(provider: key.provider, text: key.wrapped)
    return StackKeys(dataKey: key.dataKey, for: configuration.reference)
  }
}
