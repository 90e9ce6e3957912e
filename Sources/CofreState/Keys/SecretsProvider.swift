/// Wraps the data key of a stack, so that it may lie in the stack's settings file.
package protocol SecretsProvider: Sendable {
  /// What the wrapped key starts with and the settings file names, such as `keyfile`.
  var kind: String { get }

  /// The data key as text that only this provider can unwrap, and only for this stack: `kind:v1:…`.
  func wrap(_ dataKey: SecretBytes, for reference: StackReference) async throws -> String

  /// The data key; throws a `DiagnosticError` that says what is wrong and never holds key material.
  func unwrap(_ wrappedKey: String, for reference: StackReference) async throws -> SecretBytes
}
