import CofreModel
import Foundation
import Testing

@testable import CofreState

@Suite struct SecretsProviderTests {
  private let reference = StackReference(project: "p", stack: "dev")

  @Test func makesAPrivateKeyFileOnFirstUse() async throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/config/cofre/keys/default.key"
    let provider = KeyFileSecretsProvider(path: path)
    let dataKey = SecretBytes.random(32)
    let wrapped = try await provider.wrap(dataKey, for: reference)
    #expect(Files.mode(of: path).map { Int($0) & 0o777 } == 0o600)
    #expect(Files.mode(of: "\(scratch.path)/config/cofre/keys").map { Int($0) & 0o777 } == 0o700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/config/cofre/keys") == ["default.key"])
    #expect(try await provider.unwrap(wrapped, for: reference) == dataKey)
    #expect(try await provider.wrap(dataKey, for: reference).prefix(27) == wrapped.prefix(27))
  }

  @Test func manyAtOnceMakeOneKeyFile() async throws {
    let scratch = try Scratch()
    let provider = KeyFileSecretsProvider(path: "\(scratch.path)/k/default.key")
    let wrapped = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<12 { group.addTask { try await provider.wrap(.random(32), for: self.reference) } }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(Set(wrapped.map { $0.prefix(27) }).count == 1)
    for text in wrapped { _ = try await provider.unwrap(text, for: reference) }
  }

  @Test(arguments: [0o640, 0o604, 0o666, 0o620])
  func refusesAKeyFileThatOthersMayUse(mode: Int) async throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/default.key"
    let provider = KeyFileSecretsProvider(path: path)
    let wrapped = try await provider.wrap(.random(32), for: reference)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    let error = await #expect(throws: DiagnosticError.self) { try await provider.unwrap(wrapped, for: reference) }
    #expect(error?.diagnostics.first?.code == "key-file-open")
    #expect(error?.diagnostics.first?.hint?.contains("chmod 600 '\(path)'") == true)
  }

  @Test func saysWhatIsWrongWithTheKeyFile() async throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/default.key"
    let provider = KeyFileSecretsProvider(path: path)
    let wrapped = try await provider.wrap(.random(32), for: reference)
    try FileManager.default.removeItem(atPath: path)
    #expect(await code(provider, wrapped) == "key-file-missing")
    _ = try await provider.wrap(.random(32), for: reference)
    #expect(await code(provider, wrapped) == "key-file-wrong")
    let key = try String(contentsOfFile: path, encoding: .utf8)
    for bad in [
      "", "# only a comment\n", "cofre-key-v1:AAAA\n", key + key, key.replacingOccurrences(of: "v1", with: "v2"),
    ] {
      try Data(bad.utf8).write(to: URL(fileURLWithPath: path))
      #expect(await code(provider, wrapped) == "key-file-malformed")
    }
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    #expect(await code(provider, wrapped) == "key-file-unreadable")
  }

  private func code(_ provider: any SecretsProvider, _ wrapped: String) async -> String? {
    do {
      _ = try await provider.unwrap(wrapped, for: reference)
      return nil
    } catch {
      return (error as? DiagnosticError)?.diagnostics.first?.code
    }
  }

  @Test(arguments: [
    (["COFRE_KEY_FILE": "/k", "HOME": "/h"], "/k"), (["HOME": "/h"], "/h/.config/cofre/keys/default.key"),
    (["HOME": "/h", "XDG_CONFIG_HOME": "/x"], "/x/cofre/keys/default.key"),
    (["HOME": "/h", "XDG_CONFIG_HOME": "relative"], "/h/.config/cofre/keys/default.key"),
    (["HOME": "/h", "COFRE_KEY_FILE": ""], "/h/.config/cofre/keys/default.key"),
  ])
  func findsThePlaceOfTheKeyFile(_ environment: [String: String], _ path: String) throws {
    #expect(try KeyFileSecretsProvider.defaultPath(environment: environment) == path)
  }

  @Test func withoutAHomeThereIsNoPlace() {
    #expect(throws: DiagnosticError.self) { try KeyFileSecretsProvider.defaultPath(environment: [:]) }
  }

  @Test func wrapsWithAPassphraseThatItAsksFor() async throws {
    let asking = PassphraseSecretsProvider(environment: [:], logCost: 10) { isNew in Sensitive("correct horse") }
    let given = PassphraseSecretsProvider(environment: ["COFRE_PASSPHRASE": "correct horse"], logCost: 10)
    let dataKey = SecretBytes.random(32)
    let wrapped = try await asking.wrap(dataKey, for: reference)
    #expect(wrapped.hasPrefix("passphrase:v1:10:"))
    #expect(try await given.unwrap(wrapped, for: reference) == dataKey)
    #expect(await code(PassphraseSecretsProvider(environment: [:]), wrapped) == "passphrase-missing")
    #expect(await code(PassphraseSecretsProvider(environment: ["COFRE_PASSPHRASE": ""]), wrapped) == "passphrase-empty")
    #expect(
      await code(PassphraseSecretsProvider(environment: ["COFRE_PASSPHRASE": "x"]), wrapped) == "passphrase-wrong")
  }

  @Test func findsProvidersByKind() throws {
    let providers = SecretsProviderSet(
      default: KeyFileSecretsProvider(path: "/k"), [PassphraseSecretsProvider(environment: [:])])
    #expect(providers.defaultProvider.kind == "keyfile")
    #expect(try providers.provider(ofKind: "passphrase").kind == "passphrase")
    let error = #expect(throws: DiagnosticError.self) { try providers.provider(ofKind: "passfrase") }
    #expect(error?.diagnostics.first?.hint == "Did you mean 'passphrase'?")
  }
}
