import CofreAnalysis
import CofreWorkspace
import Testing

@testable import CofreCLI

/// Files in memory.
private struct FakeProjects: ProjectSource {
  var files: [String: String]
  var allowed: Set<String> = []

  func read(_ path: String) async -> [UInt8]? { files[path].map { Array($0.utf8) } }

  func luaFiles(below folder: String) async -> [String] {
    files.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
  }

  func project(containing folder: String) async -> ProjectDescription? {
    folder.hasPrefix("/p") ? ProjectDescription(folder: "/p", silencedCodes: allowed) : nil
  }
}

@Suite struct CheckRunnerTests {
  private func runner(_ projects: FakeProjects, allowed: Set<String> = []) -> CheckRunner {
    CheckRunner(projects, folders: ["/w"], allowed: allowed) { String($0.dropFirst(3)) }
  }

  @Test func findingsAreInTheOrderOfTheFiles() async throws {
    let names = (10..<60).map { "/p/m\($0).lua" }
    let projects = FakeProjects(files: Dictionary(uniqueKeysWithValues: names.map { ($0, "print(x)\nprint(y)") }))
    let report = try await runner(projects).run(names)
    #expect(report.fileCount == 50)
    #expect(report.findings.map(\.place.path) == names.flatMap { [String($0.dropFirst(3)), String($0.dropFirst(3))] })
  }

  @Test func modulesAreThoseOfTheProject() async throws {
    let script = "local a = require \"cofre.own\"\nprint(a)"
    let projects = FakeProjects(files: [
      "/p/sub/stack.lua": script, "/p/cofre/own.lua": "return {}", "/w/main.lua": script,
    ])
    let report = try await runner(projects).run(["/p/cofre/own.lua", "/p/sub/stack.lua", "/w/main.lua"])
    #expect(report.findings.map { "\($0.place.path) \($0.diagnostic.code)" } == ["main.lua unknown-module"])
  }

  @Test func whatIsAllowedIsNotTold() async throws {
    let files = ["/p/a.lua": "print(x)\nlocal y = 1"]
    #expect(try await runner(FakeProjects(files: files)).run(["/p/a.lua"]).findings.count == 2)
    let byProject = FakeProjects(files: files, allowed: ["unused-local"])
    #expect(try await runner(byProject).run(["/p/a.lua"]).findings.map(\.diagnostic.code) == ["undefined-global"])
    #expect(try await runner(byProject, allowed: ["undefined-global"]).run(["/p/a.lua"]).findings.isEmpty)
  }

  @Test func settingsForLuaServersThatCannotBeReadAreToldOnce() async throws {
    let files = ["/p/a.lua": "return 1", "/p/sub/b.lua": "return 2", "/p/.luarc.json": "{\n  \"diagnostics\": [\n"]
    let report = try await runner(FakeProjects(files: files)).run(["/p/a.lua", "/p/sub/b.lua"])
    #expect(report.findings.map(\.diagnostic.code) == ["lua-settings-syntax"])
    #expect(report.count(.warning) == 1 && report.fileCount == 2)
    let allowed = try await runner(FakeProjects(files: files), allowed: ["lua-settings-syntax"]).run(["/p/a.lua"])
    #expect(allowed.findings.isEmpty)
  }

  @Test func aFileThatCannotBeReadIsAnError() async throws {
    let report = try await runner(FakeProjects(files: [:])).run(["/p/gone.lua"])
    #expect(report.count(.error) == 1)
    let text = CheckText().text(report)
    #expect(text.contains("error[unreadable-file]: File cannot be read\n   --> gone.lua:1:1\n  The file"))
  }

  @Test func aFolderIsOnlyAskedForItself() async throws {
    let projects = FakeProjects(files: ["/p/a.lua": "", "/p/lib/b.lua": "", "/p/library/c.lua": ""])
    #expect(await runner(projects).scripts(in: "/p/lib", wholeProject: false) == ["/p/lib/b.lua"])
    #expect(await runner(projects).scripts(in: "/p/lib", wholeProject: true).count == 3)
  }

  @Test func aNameCannotDriveATerminal() async throws {
    let projects = FakeProjects(files: ["/p/a\n\u{1B}[31m.lua": "print(x)"])
    let text = CheckText().text(try await runner(projects).run(["/p/a\n\u{1B}[31m.lua"]))
    #expect(text.contains("--> a\\x0a\\x1b[31m.lua:1:7"))
  }
}
