import CofreCrypto
import CofreModel
import Foundation
import Testing

@testable import CofreState

/// The files in `Vectors/`, which other implementations can be tested with too.
@Suite struct KnownAnswerTests {
  @Test func thereAreVectors() { #expect(VectorFile.all.count > 40) }

  @Test(arguments: VectorFile.all)
  func givesTheKnownAnswer(_ vector: VectorFile) async throws {
    let reference = StackReference(project: try vector.text("project"), stack: try vector.text("stack"))
    switch try vector.text("operation") {
    case "subkey":
      vector.expectOnly("data-key", "project", "stack", "purpose")
      let keys = try keys(vector, reference)
      let key: SecretBytes
      switch try vector.text("purpose") {
      case "digest": key = keys.digestKey
      case "state": key = keys.stateKey
      default: key = keys.configurationKey
      }
      #expect(try key.withBytes { $0 } == vector.bytes("expect"))
    case "digest":
      vector.expectOnly("data-key", "project", "stack", "urn", "path", "kind", "value")
      let digest = try StackSealer(keys: keys(vector, reference)).digest(
        Sensitive(vector.value("value")), urn: urn(vector), path: vector.path())
      #expect(try digest.hex == vector.text("expect"))
    case "open-state":
      vector.expectOnly("data-key", "project", "stack", "urn", "path", "ciphertext", "kind")
      let sealer = StackSealer(keys: try keys(vector, reference))
      let opened = try? sealer.open(
        Ciphertext(base64: vector.text("ciphertext")), urn: urn(vector), path: vector.path())
      try expect(opened, vector)
    case "open-configuration":
      vector.expectOnly("data-key", "project", "stack", "key", "ciphertext", "kind")
      let cipher = ConfigurationCipher(keys: try keys(vector, reference))
      try expect(cipher.open(vector.text("ciphertext"), key: vector.text("key")), vector)
    case "unwrap-keyfile":
      vector.expectOnly("key-file", "project", "stack", "wrapped")
      let scratch = try Scratch()
      let path = "\(scratch.path)/key"
      try vector.text("key-file").write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      try await expect(KeyFileSecretsProvider(path: path), reference, vector)
    case "unwrap-passphrase":
      vector.expectOnly("passphrase", "project", "stack", "wrapped")
      let environment = ["COFRE_PASSPHRASE": try vector.text("passphrase")]
      try await expect(PassphraseSecretsProvider(environment: environment), reference, vector)
    case let operation: Issue.record("unknown operation \(operation)")
    }
  }

  private func keys(_ vector: VectorFile, _ reference: StackReference) throws -> StackKeys {
    var dataKey = try vector.bytes("data-key")
    return StackKeys(dataKey: SecretBytes(wiping: &dataKey), for: reference)
  }

  private func urn(_ vector: VectorFile) throws -> URN { try #require(URN(parsing: vector.text("urn"))) }

  private func expect(_ opened: Sensitive?, _ vector: VectorFile) throws {
    if try vector.text("expect") == "failure" {
      #expect(opened == nil)
    } else {
      #expect(try opened?.reveal(for: .validation) == vector.value("expect"))
    }
  }

  private func expect(
    _ provider: any SecretsProvider, _ reference: StackReference, _ vector: VectorFile
  ) async throws {
    let wrapped = try vector.text("wrapped")
    let expected = try vector.text("expect")
    if let code = expected.split(separator: " ").dropFirst().first {
      let error = await #expect(throws: DiagnosticError.self) { try await provider.unwrap(wrapped, for: reference) }
      #expect(error?.diagnostics.first?.code == String(code))
    } else {
      let key = try await provider.unwrap(wrapped, for: reference)
      #expect(key.withBytes { Hex.encode($0) } == expected)
    }
  }
}
