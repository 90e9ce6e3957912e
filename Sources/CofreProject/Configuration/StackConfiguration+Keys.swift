import CofreModel
package import CofreState

extension StackConfiguration {
  /// The keys of the stack, from the data key that its settings file holds; nil when there is none yet.
  package func keys(using providers: SecretsProviderSet) async throws -> StackKeys? {
    guard let wrappedKey, let text = wrappedKey.text else { return nil }
    let provider = try providers.provider(ofKind: wrappedKey.provider, location: wrappedKey.location)
    do {
      return StackKeys(dataKey: try await provider.unwrap(text, for: reference), for: reference)
    } catch var error as DiagnosticError {
      for index in error.diagnostics.indices where error.diagnostics[index].location == nil {
        error.diagnostics[index].location = wrappedKey.location
      }
      throw error
    }
  }

  /// The keys of the stack; where there is no data key yet, makes one, wraps it and saves it in the settings file.
  ///
  /// The provider is the one that the file names, or else the default. Other changes that were made are saved with it.
  package mutating func keysMakingThem(using providers: SecretsProviderSet) async throws -> StackKeys {
    if let keys = try await keys(using: providers) { return keys }
    guard !hasSecureValues else {
      throw DiagnosticError(
        Diagnostic(
          code: "data-key-missing", "Data key missing",
          detail:
            "The file '\(fileName)' has encrypted values, but its section 'secrets' with the key to them is gone.",
          hint: "Restore the section from version control.", location: SourceLocation(file: fileName, line: 1)))
    }
    let provider =
      try wrappedKey.map { try providers.provider(ofKind: $0.provider, location: $0.location) }
      ?? providers.defaultProvider
    let dataKey = SecretBytes.random(StackKeys.dataKeyByteCount)
    try setWrappedKey(provider: provider.kind, text: try await provider.wrap(dataKey, for: reference))
    try await save()
    return StackKeys(dataKey: dataKey, for: reference)
  }
}
