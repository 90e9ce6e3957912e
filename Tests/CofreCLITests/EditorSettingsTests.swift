import CofreLanguageServer
import CofreModel
import CofreProject
import CofreState
import Foundation
import Testing

@testable import CofreCLI

/// What an editor gets of settings, with nobody to ask.
struct EditorSettingsTests {
  private static let canary = "canary-hunter2"

  /// A project with a stack, removed at its end.
  private final class Folder: Sendable {
    let path: String

    init(_ settings: String = "config: {}\n", project: String = "name: p\n") throws {
      let path = NSTemporaryDirectory() + "cofre-editor-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: path + "/lib", withIntermediateDirectories: true)
      self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      try Data(project.utf8).write(to: URL(filePath: "\(self.path)/Cofre.yaml"))
      try Data(settings.utf8).write(to: URL(filePath: "\(self.path)/Cofre.dev.yaml"))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var environment: [String: String] { ["COFRE_KEY_FILE": "\(path)/the.key"] }

    func text(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    /// What is stored under a key in a text of the settings, for somebody who has the key file.
    func value(_ key: String, in text: [UInt8], _ environment: [String: String]) async throws -> String? {
      let configuration = try StackConfiguration.read(text, of: Project.load(from: path), stack: "dev")
      let providers = SecretsProviderSet(
        default: KeyFileSecretsProvider(path: "\(path)/the.key"), [PassphraseSecretsProvider(environment: environment)])
      let keys = try #require(try await configuration.keys(using: providers))
      let values = try configuration.values(opening: ConfigurationCipher(keys: keys))
      guard case .sensitive(let value)? = values["p:\(key)"] else { return nil }
      return value.revealString(for: .userRequest)
    }
  }

  @Test func aSecretIsEncryptedAndNothingIsWritten() async throws {
    let folder = try Folder("# the settings\nconfig:\n  region: eu\n")
    let settings = EditorSettings(folder.environment)
    #expect(await settings.obstacle(toSecretsAround: folder.path + "/lib", stack: nil, open: [:]) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/the.key"))
    let change = try await settings.storing(
      Sensitive(Self.canary), as: "api_key", around: folder.path + "/lib", open: [:])
    let new = String(decoding: change.new, as: UTF8.self)
    #expect(change.path == folder.path + "/Cofre.dev.yaml")
    #expect(new.hasPrefix("# the settings\nconfig:\n"))
    #expect(new.contains("  api_key: { secure:"))
    #expect(!new.contains(Self.canary))
    #expect(try await folder.value("api_key", in: change.new, [:]) == Self.canary)
    #expect(try folder.text("Cofre.dev.yaml") == "# the settings\nconfig:\n  region: eu\n")
  }

  @Test func secretsThatAreMovedBeforeTheFileIsSavedShareAKey() async throws {
    let folder = try Folder()
    let settings = EditorSettings(folder.environment)
    let one = try await settings.storing(Sensitive("1"), as: "one", around: folder.path, open: [:])
    let two = try await settings.storing(Sensitive("2"), as: "two", around: folder.path, open: [one.path: one.new])
    #expect(two.old == one.new)
    #expect(try await folder.value("one", in: two.new, [:]) == "1")
    #expect(try await folder.value("two", in: two.new, [:]) == "2")
    let unseen = try await settings.storing(Sensitive("2"), as: "two", around: folder.path, open: [:])
    let line = { (text: [UInt8]) in
      String(decoding: text, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("  key:") }
    }
    #expect(line(unseen.new) != nil)
    #expect(line(unseen.new) == line(one.new))
  }

  @Test func settingsThatAnEditorHasChangedAndDoesNotShowWaitUntilTheyAreSaved() async throws {
    let folder = try Folder()
    let settings = EditorSettings(folder.environment)
    let one = try await settings.storing(Sensitive("1"), as: "one", around: folder.path, open: [:])
    // An edit that was only looked at says nothing of the file.
    #expect(await settings.obstacle(toSecretsAround: folder.path, stack: nil, open: [:]) == nil)
    await settings.tookOver(around: folder.path, open: [one.path: one.new])
    #expect(await settings.obstacle(toSecretsAround: folder.path, stack: nil, open: [:]) == nil)
    await settings.tookOver(around: folder.path, open: [:])
    #expect(await settings.obstacle(toSecretsAround: folder.path, stack: nil, open: [:])?.contains("not saved") == true)
    await #expect(throws: DiagnosticError.self) {
      try await settings.storing(Sensitive("2"), as: "two", around: folder.path, open: [:])
    }
    #expect(await settings.obstacle(toSecretsAround: folder.path, stack: nil, open: [one.path: one.new]) == nil)
    await settings.forgetChanges()
    #expect(await settings.obstacle(toSecretsAround: folder.path, stack: nil, open: [:]) == nil)
    await settings.tookOver(around: folder.path, open: [:])
    try Data(one.new).write(to: URL(filePath: one.path))
    let two = try await settings.storing(Sensitive("2"), as: "two", around: folder.path, open: [:])
    let text = String(decoding: two.new, as: UTF8.self)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("secrets:") } == 1)
    #expect(try await folder.value("one", in: two.new, [:]) == "1")
    #expect(try await folder.value("two", in: two.new, [:]) == "2")
  }

  @Test func aValueInClearIsEncryptedWhereItStands() async throws {
    // Of the stack whose file it is, whichever is selected.
    let folder = try Folder("config:\n  a: 1\n  \"p:api_key\": \"\(Self.canary)\" # of the shop\n  b: 2\n")
    try Data("config: {}\n".utf8).write(to: URL(filePath: "\(folder.path)/Cofre.prod.yaml"))
    let settings = EditorSettings(folder.environment)
    #expect(await settings.obstacle(toSecretsAround: folder.path, stack: "dev", open: [:]) == nil)
    let change = try await settings.encrypting("api_key", of: "dev", around: folder.path, open: [:])
    let new = String(decoding: change.new, as: UTF8.self)
    #expect(change.path == folder.path + "/Cofre.dev.yaml")
    #expect(new.hasPrefix("config:\n  a: 1\n  \"p:api_key\": { secure: "))
    #expect(new.contains("# of the shop\n  b: 2\n"))
    #expect(!new.contains(Self.canary))
    #expect(try await folder.value("api_key", in: change.new, [:]) == Self.canary)
    let error = await #expect(throws: DiagnosticError.self) {
      try await settings.encrypting("a", of: "dev", around: folder.path, open: [:])
    }
    #expect(error?.diagnostics.first?.detail == "The value of 'a' in Cofre.dev.yaml is no text.")
  }

  @Test func aKeyThatIsTakenIsRefusedWithoutTheValue() async throws {
    let folder = try Folder("config:\n  one: x\n")
    let error = await #expect(throws: DiagnosticError.self) {
      try await EditorSettings(folder.environment).storing(
        Sensitive(Self.canary), as: "one", around: folder.path, open: [:])
    }
    #expect(error?.diagnostics.first?.code == "config-taken")
    #expect(!"\(String(describing: error))".contains(Self.canary))
  }

  @Test func aPassphraseThatWouldHaveToBeAskedForIsAnObstacle() async throws {
    let folder = try Folder("secrets:\n  provider: passphrase\nconfig: {}\n")
    let reason = await EditorSettings(folder.environment).obstacle(toSecretsAround: folder.path, stack: nil, open: [:])
    #expect(reason?.contains("cofre config set --secret NAME") == true)
    let environment = folder.environment.merging(["COFRE_PASSPHRASE": "correct horse"]) { $1 }
    #expect(await EditorSettings(environment).obstacle(toSecretsAround: folder.path, stack: nil, open: [:]) == nil)
  }

  @Test(arguments: ["secrets:\n  provider: keyfile\n  key: keyfile:v1:0123456789abcdef:AAAA\n", "config: [\n"])
  func aKeyThatCannotBeHadIsAnObstacle(_ text: String) async throws {
    let folder = try Folder(text)
    let reason = await EditorSettings(folder.environment).obstacle(toSecretsAround: folder.path, stack: nil, open: [:])
    #expect(reason?.contains("cofre config set --secret NAME") == true)
  }

  @Test(arguments: [
    ("name: p\n", "name: p\nallow:\n  - unused-local\n"),
    ("name: p", "name: p\nallow:\n  - unused-local\n"),
    ("name: p\nallow: [a-b] # c\n", "name: p\nallow: [a-b, unused-local] # c\n"),
    ("allow: []\nname: p\n", "allow: [unused-local]\nname: p\n"),
    ("allow:\n- a-b # c\n\nname: p\n", "allow:\n- a-b # c\n- unused-local\n\nname: p\n"),
    ("allow:\n  - \"a-b\"\n  - c\nname: p\n", "allow:\n  - \"a-b\"\n  - c\n  - unused-local\nname: p\n"),
  ])
  func aCodeIsAllowed(_ before: String, _ after: String) async throws {
    let folder = try Folder(project: before)
    let settings = EditorSettings(folder.environment)
    let change = try await settings.allowing("unused-local", around: folder.path + "/lib", open: [:])
    #expect(String(decoding: change.new, as: UTF8.self) == after)
    #expect(await settings.hasProject(around: folder.path + "/not/yet"))
    #expect(await !settings.hasProject(around: "/"))
  }
}
