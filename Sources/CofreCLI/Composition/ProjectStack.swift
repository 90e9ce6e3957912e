import CofreCatalog
import CofreCrypto
import CofreLua
import CofreModel
import CofreProject
import CofreSchema
import CofreState

/// One stack of one project, as a command works with it.
struct ProjectStack: Sendable {
  let project: Project
  let stack: String
  let vault: StackVault
  private let backend: any StateBackend

  var root: String { project.folder }
  var sealer: any Sealer { VaultSealer(vault: vault) }

  /// What the stack's exports are bound to.
  var stackURN: URN { URN(stack: stack, project: project.name, type: "cofre.Stack", name: stack) }

  /// Finds the project and the stack, and reads the stack's settings.
  static func open(
    _ global: GlobalOptions, _ options: StackOptions, console: Console, asking question: PassphraseQuestion = .toOpen
  ) throws -> ProjectStack {
    let folder = try ProjectFolder.load(global)
    let variables = ProcessEnvironment.variables
    let named = options.stack ?? variables["COFRE_STACK"].flatMap { $0.isEmpty ? nil : $0 }
    let keyFile = try KeyFileSecretsProvider.defaultPath(environment: variables)
    return try runBlocking {
      let stack = try await folder.project.resolveStack(named, in: folder.backend)
      let passphrase = PassphraseSecretsProvider(
        environment: variables, prompt: question.prompt(on: console, stack: stack))
      let providers = SecretsProviderSet(default: KeyFileSecretsProvider(path: keyFile), [passphrase])
      let vault = try await StackVault.open(
        folder.project, stack: stack, providers: providers,
        obstacles: question.canChoose(on: console) || variables["COFRE_PASSPHRASE"] != nil
          ? [:] : [passphrase.kind: PassphraseQuestion.notChosen(stack)])
      return ProjectStack(project: folder.project, stack: stack, vault: vault, backend: folder.backend)
    }
  }

  // MARK: - State

  /// The snapshot of this moment.
  ///
  /// A stack without a state gets an empty one, so that the names that a preview makes up are those of the up to come;
  /// where that cannot be written, a preview works all the same.
  func readSnapshot() async throws -> Snapshot {
    if let snapshot = try await backend.read(stack) { return snapshot }
    try? await backend.create(stack, holder: .current(command: "cofre preview"))
    return try await backend.read(stack) ?? Snapshot(nameSeed: Random.hex(bytes: 16))
  }

  func openState(for operation: OperationName) async throws -> any StateSession {
    try await backend.open(stack, holder: .current(command: "cofre \(operation.rawValue)"))
  }

  func readExports(opening: Bool) async throws -> [String: Value] {
    let exports = try await backend.read(stack)?.exports ?? [:]
    return opening ? try sealer.openOutputs(exports, urn: stackURN) : exports
  }

  /// Throws when the stack's resources are in the sandbox and the command is to reach the clouds, or the other way round.
  func checkRealm(of snapshot: Snapshot, usesSandbox: Bool) throws {
    guard snapshot.isSandboxed != usesSandbox, !snapshot.resources.isEmpty || !snapshot.pendingOperations.isEmpty else {
      return
    }
    throw DiagnosticError(
      Diagnostic(
        code: "wrong-realm", snapshot.isSandboxed ? "The stack is in the sandbox" : "The stack is in the clouds",
        detail: snapshot.isSandboxed
          ? "The resources of stack '\(stack)' were made in the sandbox, and this command would look for them in the clouds."
          : "The resources of stack '\(stack)' were made in the clouds, and this command would look for them in the sandbox.",
        hint: snapshot.isSandboxed
          ? "Give --sandbox, or 'cofre destroy --sandbox' first, or take another stack: --stack NAME."
          : "Leave --sandbox out, or take another stack: --stack NAME."))
  }

  // MARK: - Script and providers

  func program(
    isPreview: Bool, acceptsPlaceholders: Bool = false, onMessage: @escaping @Sendable (ScriptMessage) -> Void
  ) throws -> ScriptSource {
    let files = try ProjectFileReader(root: root)
    let variables = ProcessEnvironment.variables
    let limits = Self.scriptLimits(default: .seconds(30))
    return ScriptSource(
      program: StackProgram(
        StackProgramOptions(
          project: project.name, stack: stack, mainScript: project.main, readFile: { try files.read($0) },
          readStandardFile: Self.standardLibrary(variables["COFRE_STDLIB"]), isPreview: isPreview,
          config: try vault.values(),
          resourceType: { acceptsPlaceholders ? Placeholders.resourceType($0) : Catalog.resourceType($0) },
          resourceTypeNames: Catalog.resourceTypes.map(\.name), limits: limits, onMessage: onMessage)))
  }

  /// How much a script may use; `COFRE_SCRIPT_SECONDS` sets the processor time.
  static func scriptLimits(default time: Duration?) -> ScriptLimits {
    let seconds = ProcessEnvironment.variables["COFRE_SCRIPT_SECONDS"].flatMap { Int($0) }
    return ScriptLimits(time: seconds.flatMap { $0 > 0 ? .seconds($0) : nil } ?? time)
  }

  /// The standard library from a folder, for people who work on it.
  static func standardLibrary(_ folder: String?) -> (@Sendable (String) throws -> [UInt8]?)? {
    guard let folder, !folder.isEmpty else { return nil }
    return { path in FileReader.read("\(folder)/\(path)") }
  }

  func providers(sandbox: Sandbox?) throws -> CloudFactory {
    let defaults = CloudFactory.defaults(try vault.values(), project: project.name)
    let variables = ProcessEnvironment.variables
    return CloudFactory(
      environment: sandbox?.replacing(variables) ?? variables, defaults: defaults,
      acceptsPlaceholders: sandbox?.acceptsPlaceholders == true)
  }

  /// The sandbox of the project, which takes ids that nobody has filled in where the project or the codes allow them.
  func openSandbox(allowing codes: [String] = []) throws -> Sandbox {
    try Sandbox.open(project: root, acceptsPlaceholders: Placeholders.areAllowed(by: project, and: codes))
  }

  // MARK: - Configuration

  func configurationKey(_ text: String) throws -> ConfigurationKey {
    try ConfigurationKey(parsing: text, project: project.name)
  }

  func setConfiguration(_ text: String, to value: Value, allowsSecretLookingText: Bool) throws {
    let key = try configurationKey(text)
    try runBlocking {
      if case .sensitive(let sensitive) = value {
        let cipher = ConfigurationCipher(keys: try vault.keys())
        try await vault.edit { try $0.set(key, to: sensitive, cipher: cipher) }
      } else {
        guard allowsSecretLookingText || vault.configuration.entry(key)?.isSecure != true else {
          throw DiagnosticError(
            Diagnostic(
              code: "config-was-secret", "The value was secret",
              detail: "'\(text)' is encrypted in \(vault.configuration.fileName), and would become readable.",
              hint: "Give --secret to keep it so, or --plaintext if that is meant."))
        }
        try await vault.edit { try $0.set(key, to: value, allowsSecretLooking: allowsSecretLookingText) }
      }
    }
  }

  func removeConfiguration(_ text: String) throws {
    let key = try configurationKey(text)
    guard vault.configuration.entry(key) != nil else { throw DiagnosticError(missing(key)) }
    try runBlocking { try await vault.edit { try $0.remove(key) } }
  }

  func configurationValue(_ text: String) throws -> Value {
    let key = try configurationKey(text)
    guard vault.configuration.entry(key) != nil, let value = try vault.values()[key.text] else {
      throw DiagnosticError(missing(key))
    }
    return value
  }

  /// The values by the keys as a user writes them; secret ones opened only when they are to be shown.
  func configuration(opening: Bool) throws -> [String: Value] {
    let values = opening ? try vault.values() : [:]
    var result: [String: Value] = [:]
    for entry in vault.configuration.entries {
      let hidden: Value
      if case .plain(let value) = entry.content { hidden = value } else { hidden = .ciphertext(Ciphertext(base64: "")) }
      result[entry.key.shortText(in: project.name)] = values[entry.key.text] ?? hidden
    }
    return result
  }

  private func missing(_ key: ConfigurationKey) -> Diagnostic {
    let short = key.shortText(in: project.name)
    let known = vault.configuration.entries.map { $0.key.shortText(in: project.name) }
    return Diagnostic(
      code: "unknown-config-key", "Unknown key", detail: "The configuration of stack '\(stack)' has no '\(short)'.",
      hint: didYouMean(nearestNames(to: short, among: known)) ?? "To set it:\n    cofre config set \(short)")
  }
}
