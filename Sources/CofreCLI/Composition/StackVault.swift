import CofreModel
import CofreProject
import CofreState
import Synchronization

/// The settings of a stack and its keys, which are made when something is first to be sealed.
///
/// A data key that is made is in memory only until ``persist()``: a preview leaves nothing behind, and a recorder calls it
/// before the first record that may hold something sealed with it.
final class StackVault: Sendable {
  private struct State {
    var configuration: StackConfiguration
    var keys: StackKeys?
    /// Made and not yet written into the settings file.
    var unsaved: SecretBytes?
    /// The writing of it that goes on.
    var saving: Task<Void, any Error>?
    /// Why the key that the settings file holds cannot be had.
    var failure: (any Error)?
  }

  private let providers: SecretsProviderSet
  /// Why a key that is made cannot be wrapped, by the kind of the secrets provider.
  private let obstacles: [String: DiagnosticError]
  private let state: Mutex<State>

  private init(
    _ configuration: StackConfiguration, providers: SecretsProviderSet, obstacles: [String: DiagnosticError]
  ) {
    self.providers = providers
    self.obstacles = obstacles
    state = Mutex(State(configuration: configuration))
  }

  /// Reads the settings of a stack, and unwraps its data key if it has one; a key that cannot be had is an error only for
  /// what needs it.
  static func open(
    _ project: Project, stack: String, providers: SecretsProviderSet, obstacles: [String: DiagnosticError] = [:]
  ) async throws -> StackVault {
    let configuration = try StackConfiguration.load(project, stack: stack)
    let vault = StackVault(configuration, providers: providers, obstacles: obstacles)
    do {
      let keys = try await configuration.keys(using: providers)
      vault.state.withLock { $0.keys = keys }
    } catch {
      vault.state.withLock { $0.failure = error }
    }
    return vault
  }

  var configuration: StackConfiguration { state.withLock { $0.configuration } }

  /// The keys of the stack, made if there are none.
  func keys() throws -> StackKeys {
    try state.withLock { state in
      if let keys = state.keys { return keys }
      if let failure = state.failure { throw failure }
      let dataKey = SecretBytes.random(StackKeys.dataKeyByteCount)
      let keys = StackKeys(dataKey: dataKey, for: state.configuration.reference)
      state.unsaved = dataKey
      state.keys = keys
      return keys
    }
  }

  /// Why a key that was made, or would be made, could not be written; nil when it could, or when there is a key.
  private func obstacle(_ state: State) -> DiagnosticError? {
    guard state.configuration.wrappedKey?.text == nil else { return nil }
    return obstacles[state.configuration.wrappedKey?.provider ?? providers.defaultProvider.kind]
  }

  /// Whether the stack could not keep a secret, as it has no key and none could be written.
  var canKeepNothing: Bool { state.withLock { obstacle($0) != nil } }

  /// Throws when a key was made that ``persist()`` could not write.
  ///
  /// To be called after a preview, which makes the key when it meets a secret, and before anything is begun.
  func requireKeepableKey() throws {
    if let obstacle = state.withLock({ $0.unsaved == nil ? nil : obstacle($0) }) { throw obstacle }
  }

  /// Writes a data key that was made into the stack's settings file, wrapped; who comes while that goes on waits for it.
  func persist() async throws {
    let saving = state.withLock { state -> Task<Void, any Error>? in
      if let saving = state.saving { return saving }
      guard let unsaved = state.unsaved else { return nil }
      let configuration = state.configuration
      let saving = Task { try await save(unsaved, in: configuration) }
      state.saving = saving
      return saving
    }
    try await saving?.value
  }

  private func save(_ dataKey: SecretBytes, in configuration: StackConfiguration) async throws {
    var configuration = configuration
    defer { state.withLock { $0.saving = nil } }
    let provider =
      try configuration.wrappedKey.map { try providers.provider(ofKind: $0.provider, location: $0.location) }
      ?? providers.defaultProvider
    let wrapped = try await provider.wrap(dataKey, for: configuration.reference)
    try configuration.setWrappedKey(provider: provider.kind, text: wrapped)
    try await configuration.save()
    let saved = configuration
    state.withLock { state in
      state.configuration = saved
      state.unsaved = nil
    }
  }

  /// The configuration's values by `namespace:key`, secret ones opened and boxed.
  func values() throws -> [String: Value] {
    let configuration = configuration
    let cipher = configuration.hasSecureValues ? ConfigurationCipher(keys: try keys()) : nil
    return try configuration.values(opening: cipher)
  }

  /// Changes the configuration and saves it.
  func edit(_ change: (inout StackConfiguration) throws -> Void) async throws {
    try await persist()
    var changed = configuration
    try change(&changed)
    try await changed.save()
    let saved = changed
    state.withLock { $0.configuration = saved }
  }
}

/// Seals with the keys of a vault, which are made when they are first needed.
struct VaultSealer: Sealer {
  let vault: StackVault

  func digest(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Digest {
    try StackSealer(keys: try vault.keys()).digest(value, urn: urn, path: path)
  }

  func seal(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Ciphertext {
    try StackSealer(keys: try vault.keys()).seal(value, urn: urn, path: path)
  }

  func open(_ ciphertext: Ciphertext, urn: URN, path: PropertyPath) throws -> Sensitive {
    try StackSealer(keys: try vault.keys()).open(ciphertext, urn: urn, path: path)
  }
}

/// Records, and before that sees to it that the key of what is recorded is kept.
struct VaultRecorder: StateRecorder {
  let vault: StackVault
  let base: any StateRecorder

  func record(_ changes: [StateChange]) async throws {
    try await vault.persist()
    try await base.record(changes)
  }
}
