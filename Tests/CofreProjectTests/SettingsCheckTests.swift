import CofreModel
import CofreProject
import CofreSettings
import Testing

struct SettingsCheckTests {
  @Test(arguments: [
    (SettingsFileKind.project, "name: a\n", []),
    (.project, "main: b.lua\n", ["missing-setting 1"]),
    (.project, "name: a\nmian: b.lua\nsandbox: 3\n", ["setting-kind 3", "unknown-setting 2"]),
    (.project, "name: a\nname: b\n", ["yaml-duplicate-key 2"]),
    (.project, "name: [\n", ["yaml-syntax 2"]),
    (.stack("dev"), "config:\n  a: 1\n  shop:a: 2\n", ["config-duplicate 3"]),
    (.stack("dev"), "confg: {}\n", ["unknown-setting 1"]),
    (.stack("dev"), "secrets: { provider: keyfile, kee: x }\n", ["unknown-setting 1"]),
  ])
  func saysWhatTheCommandsWouldSay(_ kind: SettingsFileKind, _ text: String, _ expected: [String]) {
    let diagnostics = SettingsCheck.diagnostics(of: Array(text.utf8), kind: kind, project: "shop")
    #expect(diagnostics.map { "\($0.code) \($0.location?.line ?? 0)" } == expected)
  }

  /// What the editor makes out by itself is what the reader reads.
  @Test(arguments: [
    "config:\n  a: 1\n  b: { secure: x }\n  aws:region: eu\n  \"q\": [1, 2]\n  t: |\n    s: u\n  c:\n    secure: y\n",
    "# c\nsecrets:\n  provider: keyfile\nconfig: { a: 1, b: 'x: y', c: {secure: z} } # d\n",
    "config:\n    m: { n: 1, o: [2, { p: 3 }] }\n    r: \"s # t\"\n",
  ])
  func theOutlineHasTheKeysOfTheReader(_ text: String) async throws {
    let bytes = Array(text.utf8)
    let folder = try Folder()
    try folder.write("Cofre.yaml", "name: shop\n")
    try folder.write("Cofre.dev.yaml", text)
    let read = try StackConfiguration.load(try Project.load(from: folder.path), stack: "dev").entries
    let outline = SettingsOutline(bytes)
    #expect(outline.configuration.map { outline.entries[$0].key } == read.map { $0.key.shortText(in: "shop") })
    #expect(outline.configuration.map(outline.isSecure) == read.map(\.isSecure))
    let lines = outline.configuration.map { index in
      bytes.prefix(outline.entries[index].keyRange.lowerBound).filter { $0 == 10 }.count + 1
    }
    #expect(lines == read.map(\.location.line))
  }

  @Test func theReaderKnowsTheKeysOfTheSchema() {
    for key in SettingsSchema.project {
      let text = "name: a\n\(key.name): {}\n"
      let codes = SettingsCheck.diagnostics(of: Array(text.utf8), kind: .project, project: "a").map(\.code)
      // A wrong kind shows that it was looked at.
      #expect(codes == [key.name == "name" ? "yaml-duplicate-key" : "setting-kind"], "\(key.name)")
    }
  }
}
