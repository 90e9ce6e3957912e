import CofreModel
import CofreProject
import CofreState
import Foundation
import Testing

@Suite struct ProjectTests {
  @Test func needsOnlyAName() async throws {
    let project = try Folder().project()
    #expect(project.name == "ml-keys")
    #expect(project.main == "stack.lua")
    #expect(!project.usesSandbox)
    #expect(try await project.makeBackend().stacks() == [])
  }

  @Test func readsEverySetting() throws {
    let folder = try Folder([
      "Cofre.yaml": """
      # The keys of the team.
      name: ml-keys
      main: infra/main.lua
      description: "Keys: all of them"
      backend: local
      sandbox: true
      allow:
        - hard-coded-secret
      """
    ])
    var expected = Project(folder: folder.path, name: "ml-keys")
    expected.main = "infra/main.lua"
    expected.description = "Keys: all of them"
    expected.backend = "local"
    expected.usesSandbox = true
    expected.allowed = ["hard-coded-secret"]
    #expect(try folder.project() == expected)
  }

  @Test(arguments: [
    ("", ["missing-setting 1:0"]), ("# nothing\n", ["missing-setting 1:0"]),
    ("nam: x\n", ["missing-setting 1:0", "unknown-setting 1:1"]),
    ("name: x\nsandboxes: true\n", ["unknown-setting 2:1"]), ("name: x\ncheck: [a]\n", ["unknown-setting 2:1"]),
    ("name: 5\n", ["setting-kind 1:7"]),
    ("name: a b\n", ["invalid-name 1:7"]), ("name: \"\"\n", ["invalid-name 1:7"]), ("name: é\n", ["invalid-name 1:7"]),
    ("name: x\nsandbox: yes\n", ["setting-kind 2:10"]), ("name: x\nmain: ../x.lua\n", ["invalid-main 2:7"]),
    ("name: x\nmain: /x.lua\n", ["invalid-main 2:7"]), ("name: x\nallow: all\n", ["setting-kind 2:8"]),
    ("name: x\nallow: [a, 1]\n", ["setting-kind 2:12"]), ("- name\n", ["settings-shape 1:1"]),
    ("name\n", ["settings-shape 1:1"]),
    ("name: [x\n", ["yaml-syntax 2:1"]), ("name: x\nname: y\n", ["yaml-duplicate-key 2:1"]),
    ("name: x\n---\nname: y\n", ["yaml-syntax 2:1"]), ("name: *x\n", ["yaml-syntax 1:7"]),
    ("? [a]\n: x\n", ["yaml-key 1:3"]),
    ("name: é😀  \nmain: {a: [é, *b]}\n", ["yaml-syntax 2:16"]),
  ])
  func tellsWhatIsWrongAndWhere(_ text: String, _ expected: [String]) async throws {
    let folder = try Folder(["Cofre.yaml": text])
    #expect(await codes { _ = try folder.project() } == expected)
  }

  @Test func suggestsTheNearestName() throws {
    let folder = try Folder(["Cofre.yaml": "name: x\nsandbocks: true\n"])
    let error = #expect(throws: DiagnosticError.self) { try folder.project() }
    #expect(error?.diagnostics.first?.hint == "Did you mean 'sandbox'?")
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "a: {", count: 5_000), "\u{0}", "a: \u{1}",
  ])
  func badInputIsOneMessage(_ text: String) async throws {
    let folder = try Folder(["Cofre.yaml": text])
    #expect(await codes { _ = try folder.project() }.count == 1)
  }

  @Test func copiesOfCopiesAreRefused() async throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let folder = try Folder(["Cofre.yaml": text])
    #expect(await codes { _ = try folder.project() }.first?.hasPrefix("yaml-size") == true)
  }

  @Test func isFoundFromBelow() throws {
    let folder = try Folder()
    try folder.write("a/b/stack.lua", "")
    #expect(try Project.load(from: "\(folder.path)/a/b").folder == folder.path)
  }

  @Test func saysThatThereIsNone() async throws {
    let folder = try Folder([:])
    #expect(await codes { _ = try folder.project() } == ["no-project"])
    #expect(await codes { _ = try Project.load(from: "\(folder.path)/missing") } == ["no-folder"])
  }

  @Test func anUnknownBackendIsTold() async throws {
    let folder = try Folder(["Cofre.yaml": "name: x\nbackend: carrier-pigeon\n"])
    #expect(await codes { _ = try folder.project().makeBackend() }.first?.hasPrefix("unknown-backend") == true)
  }

  @Test func stacksAreThoseWithSettingsAndThoseWithState() async throws {
    let folder = try Folder()
    let project = try folder.project()
    let backend = try project.makeBackend()
    for name in ["Cofre.dev.yaml", "Cofre.us-east.prod.yaml", "Cofre..yaml", "Cofre.bad name.yaml", "Other.yaml"] {
      try folder.write(name, "")
    }
    try await backend.create("old", holder: .current(command: "test"))
    #expect(try await project.stacks(in: backend) == ["dev", "old", "us-east.prod"])
  }

  @Test func theSelectedStackIsRemembered() async throws {
    let folder = try Folder()
    let project = try folder.project()
    let backend = try project.makeBackend()
    #expect(await codes { _ = try await project.resolveStack(nil, in: backend) } == ["no-stack"])
    try folder.write("Cofre.dev.yaml", "")
    #expect(try await project.resolveStack(nil, in: backend) == "dev")
    try folder.write("Cofre.prod.yaml", "")
    #expect(await codes { _ = try await project.resolveStack(nil, in: backend) } == ["no-stack-selected"])
    try project.select("prod")
    #expect(try project.selectedStack() == "prod")
    #expect(try await project.resolveStack(nil, in: backend) == "prod")
    #expect(try await project.resolveStack("dev", in: backend) == "dev")
    #expect(await codes { _ = try await project.resolveStack("prods", in: backend) } == ["stack-unknown"])
    #expect(await codes { _ = try await project.resolveStack("../x", in: backend) } == ["invalid-name"])
    #expect(await codes { try project.select("a/b") } == ["invalid-name"])
    try project.select(nil)
    #expect(try project.selectedStack() == nil)
    #expect(try folder.text(".cofre/.gitignore") == "*\n")
  }
}
