import CofreModel
import CofreProject
import CofreState
import Foundation
import Testing

@Suite struct StackConfigurationTests {
  private func key(_ text: String) throws -> ConfigurationKey {
    try ConfigurationKey(parsing: text, project: "ml-keys")
  }

  private func keys(_ stack: String = "dev", seed: UInt8 = 7) -> StackKeys {
    var bytes = [UInt8](repeating: seed, count: 32)
    return StackKeys(dataKey: SecretBytes(wiping: &bytes), for: StackReference(project: "ml-keys", stack: stack))
  }

  @Test func readsPlainValues() throws {
    let folder = try Folder()
    try folder.write(
      "Cofre.dev.yaml",
      """
      config:
        aws:region: eu-west-1
        count: 3
        ratio: 1.5
        enabled: true
        nothing:
        quoted: "3"
        yes: yes
        octal: 0755
        time: 12:30
        list: [a, 2]
        map:
          a: {b: c}
        text: |
          two
          lines
      """)
    let values = try folder.configuration().values(opening: nil)
    #expect(
      values == [
        "aws:region": "eu-west-1", "ml-keys:count": 3, "ml-keys:ratio": 1.5, "ml-keys:enabled": true,
        "ml-keys:nothing": nil, "ml-keys:quoted": "3", "ml-keys:yes": "yes", "ml-keys:octal": "0755",
        "ml-keys:time": "12:30", "ml-keys:list": ["a", 2], "ml-keys:map": ["a": ["b": "c"]],
        "ml-keys:text": "two\nlines",
      ])
  }

  @Test func aMissingFileIsEmpty() throws {
    let configuration = try Folder().configuration()
    #expect(configuration.entries.isEmpty)
    #expect(try configuration.values(opening: nil) == [:])
  }

  @Test func setsGetsAndRemoves() async throws {
    let folder = try Folder()
    var configuration = try folder.configuration()
    try configuration.set(key("region"), to: "eu-west-1")
    try configuration.set(key("aws:profile"), to: "team")
    try configuration.set(key("count"), to: 3)
    try await configuration.save()
    #expect(
      try folder.text("Cofre.dev.yaml") == "config:\n  aws:profile: team\n  count: 3\n  region: eu-west-1\n")
    var again = try folder.configuration()
    #expect(again.entries.map(\.key.text) == ["aws:profile", "ml-keys:count", "ml-keys:region"])
    #expect(try again.remove(key("ml-keys:count")))
    #expect(try !again.remove(key("count")))
    try again.set(key("ml-keys:region"), to: "eu-west-2")
    try await again.save()
    #expect(try folder.text("Cofre.dev.yaml") == "config:\n  aws:profile: team\n  region: eu-west-2\n")
  }

  @Test func sensitiveValuesAreOnlyWrittenEncrypted() async throws {
    let folder = try Folder()
    var configuration = try folder.configuration()
    let providers = folder.providers
    let keys = try await configuration.keysMakingThem(using: providers)
    let cipher = ConfigurationCipher(keys: keys)
    try configuration.set(key("apiKey"), to: Sensitive("canary-8d21"), cipher: cipher)
    try configuration.set(key("region"), to: "eu-west-1")
    try await configuration.save()
    let text = try folder.text("Cofre.dev.yaml")
    #expect(!text.contains("canary"))
    #expect(text.hasPrefix("secrets:\n  key: keyfile:v1:"))
    let again = try folder.configuration()
    #expect(again.entries.map(\.isSecure) == [true, false])
    #expect(await codes { _ = try again.values(opening: nil) } == ["config-sealed 5:3"])
    let opened = try #require(try await again.keys(using: providers))
    let values = try again.values(opening: ConfigurationCipher(keys: opened))
    #expect(values["ml-keys:apiKey"] == .sensitive(Sensitive("canary-8d21")))
    #expect(values["ml-keys:region"] == "eu-west-1")
  }

  @Test func theDataKeyIsMadeOnce() async throws {
    let folder = try Folder()
    let providers = folder.providers
    var configuration = try folder.configuration()
    _ = try await configuration.keysMakingThem(using: providers)
    let text = try folder.text("Cofre.dev.yaml")
    _ = try await configuration.keysMakingThem(using: providers)
    var again = try folder.configuration()
    _ = try await again.keysMakingThem(using: providers)
    #expect(try folder.text("Cofre.dev.yaml") == text)
  }

  @Test func theChosenProviderWrapsTheDataKey() async throws {
    let folder = try Folder()
    try folder.write("Cofre.dev.yaml", "# ours\nsecrets:\n  provider: passphrase\n")
    let passphrase = PassphraseSecretsProvider(environment: ["COFRE_PASSPHRASE": "x"], logCost: 10)
    let providers = SecretsProviderSet(default: KeyFileSecretsProvider(path: "/nowhere"), [passphrase])
    var configuration = try folder.configuration()
    _ = try await configuration.keysMakingThem(using: providers)
    #expect(try folder.text("Cofre.dev.yaml").hasPrefix("# ours\nsecrets:\n  key: passphrase:v1:10:"))
  }

  @Test func encryptedValuesWithoutTheirKeyAreTold() async throws {
    let folder = try Folder()
    try folder.write("Cofre.dev.yaml", "config:\n  a: { secure: v1:AAAA }\n")
    let providers = folder.providers
    #expect(
      await codes {
        var configuration = try folder.configuration()
        _ = try await configuration.keysMakingThem(using: providers)
      } == ["data-key-missing 1:0"])
  }

  @Test func nothingCanBeTransplanted() throws {
    let folder = try Folder()
    var configuration = try folder.configuration()
    let cipher = ConfigurationCipher(keys: keys())
    try configuration.set(key("a"), to: Sensitive("x"), cipher: cipher)
    guard case .secure(let sealed) = configuration.entry(try key("a"))?.content else {
      Issue.record("not sealed")
      return
    }
    #expect(cipher.open(sealed, key: "ml-keys:a") == Sensitive("x"))
    #expect(cipher.open(sealed, key: "ml-keys:b") == nil)
    #expect(cipher.open(sealed, key: "aws:a") == nil)
    #expect(ConfigurationCipher(keys: keys("prod")).open(sealed, key: "ml-keys:a") == nil)
    #expect(ConfigurationCipher(keys: keys(seed: 8)).open(sealed, key: "ml-keys:a") == nil)
  }

  @Test(arguments: [
    ("config: 5\n", ["setting-kind 1:9"]), ("config:\n  a b: 1\n", ["invalid-key 2:3"]),
    ("config:\n  a:b:c: 1\n", ["invalid-key 2:3"]), ("config:\n  a: 1\n  ml-keys:a: 2\n", ["config-duplicate 3:3"]),
    ("config:\n  a: [{secure: v1:x}]\n", ["config-secure 2:8"]),
    ("config:\n  a: {secure: x, b: 1}\n", ["config-secure 2:7"]),
    ("config:\n  a: {secure: 5}\n", ["config-secure 2:7"]), ("conf:\n  a: 1\n", ["unknown-setting 1:1"]),
    ("secrets: x\n", ["setting-kind 1:10"]), ("secrets:\n  key: x\n", ["missing-setting 2:3"]),
    ("secrets:\n  provider: x\n  keys: y\n", ["unknown-setting 3:3"]),
  ])
  func tellsWhatIsWrongAndWhere(_ text: String, _ expected: [String]) async throws {
    let folder = try Folder()
    try folder.write("Cofre.dev.yaml", text)
    #expect(await codes { _ = try folder.configuration() } == expected)
  }

  @Test func anUnknownProviderIsTold() async throws {
    let folder = try Folder()
    try folder.write("Cofre.dev.yaml", "secrets:\n  provider: pigeon\n  key: pigeon:v1:x\n")
    let providers = folder.providers
    #expect(
      await codes { _ = try await folder.configuration().keys(using: providers) } == ["unknown-secrets-provider 2:3"])
  }

  @Test func keepsThePermissionsAndLinksOfTheFile() async throws {
    let folder = try Folder()
    try folder.write("real.yaml", "config:\n  a: 1\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: "\(folder.path)/real.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/Cofre.dev.yaml", withDestinationPath: "\(folder.path)/real.yaml")
    var configuration = try folder.configuration()
    try configuration.set(key("a"), to: 2)
    try await configuration.save()
    #expect(try folder.text("real.yaml") == "config:\n  a: 2\n")
    #expect(try folder.mode("real.yaml") == 0o640)
  }

  @Test func doesNotOverwriteWhatSomeoneElseWrote() async throws {
    let folder = try Folder()
    try folder.write("Cofre.dev.yaml", "config:\n  a: 1\n")
    var configuration = try folder.configuration()
    try configuration.set(key("a"), to: 2)
    try folder.write("Cofre.dev.yaml", "config:\n  a: 3\n")
    let before = configuration
    #expect(
      await codes {
        var copy = before
        try await copy.save()
      } == ["settings-changed"])
    #expect(try folder.text("Cofre.dev.yaml") == "config:\n  a: 3\n")
  }

  @Test func manyAtOnceEndWithOneDataKey() async throws {
    let folder = try Folder()
    let providers = folder.providers
    let made = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            var configuration = try folder.configuration()
            _ = try await configuration.keysMakingThem(using: providers)
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    // Each got the one that is in the file, or was told that the file had changed.
    #expect(made >= 1)
    #expect(try await folder.configuration().keys(using: providers) != nil)
  }

  @Test(arguments: [
    ("url", "https://user:pass@example.com/x"), ("x", "AKIAIOSFODNN7EXAMPLE"),
    ("x", "-----BEGIN PRIVATE KEY-----\nabc\n"),
    ("x", "ghp_0123456789abcdefghijABCDEFGHIJ"), ("dbPassword", "hunter2"), ("api_key", "abcd"), ("API-KEY", "abcd"),
    ("x", "4f8Zq1Lk0Vt7Yb3Nc9Rw2Hs6"), ("x", "9f86d081884c7d659a2feaa0c55ad015"),
  ])
  func refusesSecretsInClear(_ name: String, _ value: String) async throws {
    var configuration = try Folder().configuration()
    let error = #expect(throws: DiagnosticError.self) { try configuration.set(key(name), to: .string(value)) }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.code == "secret-looking")
    #expect(!diagnostic.detail.contains(value))
    #expect(diagnostic.hint?.contains("cofre config set --secret \(name)") == true)
    #expect(throws: DiagnosticError.self) {
      try configuration.set(key("x"), to: [["y": .string("AKIAIOSFODNN7EXAMPLE")]])
    }
    try configuration.set(key(name), to: .string(value), allowsSecretLooking: true)
    #expect(try configuration.values(opening: nil)["ml-keys:\(name)"] == .string(value))
  }

  @Test(
    arguments: [["secure": "v1:abcd"], ["a": [["secure": 1]]], ["\u{FEFF}"], .unknown, .sensitive(Sensitive("x"))]
      as [Value])
  func refusesWhatWouldReadBackAsSomethingElse(_ value: Value) async throws {
    let configuration = try Folder().configuration()
    #expect(
      await codes {
        var copy = configuration
        try copy.set(key("a"), to: value)
      } == ["config-value"])
  }

  @Test(arguments: [
    ("region", "eu-west-1"), ("url", "https://example.com/a?b=c"), ("id", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
    ("secret", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"), ("passwordLength", "32"),
    ("greeting", "hello, this is a long text without any secret"), ("email", "someone@example.com"),
    ("tokenFile", "/run/token"),
    ("name", "a-rather-long-name-with-many-words-in-it"), ("password", ""),
  ])
  func letsOrdinaryValuesPass(_ name: String, _ value: String) throws {
    var configuration = try Folder().configuration()
    try configuration.set(key(name), to: .string(value))
  }
}
