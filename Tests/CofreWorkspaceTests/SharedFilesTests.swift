import CofreAnalysis
import CofreWorkspace
import Testing

/// What scripts of a project share, and what each sees in its own way.
@Suite struct SharedFilesTests {
  /// A project in which each file declares a class and a global, and requires the one before it.
  private static func project(_ count: Int) -> [String: String] {
    let files = (0..<count).map { number in
      let text = """
        ---@class Thing\(number)
        ---@field size integer
        local M = {}
        \(number == 0 ? "" : "local before = require \"m\(number - 1)\"; print(before.size)")
        ---@type Thing\((number + 1) % count)
        everywhere_\(number) = M
        print(everywhere_\((number + 1) % count).sise)
        return M
        """
      return ("/p/m\(number).lua", text)
    }
    return Dictionary(uniqueKeysWithValues: files)
  }

  @Test(arguments: [3, 60]) func allFilesOfAProjectAreReadOnceForAllOfThem(count: Int) async throws {
    let files = Self.project(count)
    let workspace = Workspace(MemoryDisk(files))
    let analyses = try await withThrowingTaskGroup(of: DocumentAnalysis.self) { group in
      for path in files.keys {
        group.addTask {
          let analysis = try await workspace.analysis(path)
          _ = analysis.diagnostics()
          return analysis
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(workspace.projectReadings == 1)
    let shared = analyses[0].workspace.surroundings.project
    #expect(shared.files.count == count)
    #expect(analyses.allSatisfy { $0.workspace.surroundings.project === shared })
    #expect(shared.copyCount == 0)
    #expect(analyses.allSatisfy { $0.diagnostics().contains { $0.code == "undefined-field" } })
  }

  @Test func typingReadsNothingAgain() async throws {
    let disk = MemoryDisk(Self.project(20))
    let workspace = Workspace(disk)
    var open = ["/p/m3.lua": ScriptText("return 3"), "/p/m4.lua": ScriptText("return 4")]
    let other = try await workspace.analysis("/p/m9.lua", open)
    let before = try await workspace.analysis("/p/m3.lua", open).workspace.surroundings
    for count in 1...20 {
      open["/p/m3.lua"] = ScriptText("return 3" + String(repeating: " ", count: count))
      let typed = try await workspace.analysis("/p/m3.lua", open)
      // What surrounds the document that is typed in stays the same object.
      #expect(typed.workspace.surroundings === before)
      let follower = try await workspace.analysis("/p/m4.lua", open)
      #expect(follower.workspace.surroundings.file(at: "/p/m3.lua")?.text === open["/p/m3.lua"])
      _ = (typed.diagnostics(), follower.diagnostics())
    }
    #expect(workspace.projectReadings == 1)
    #expect(before.project.copyCount == 0)
    disk.write("/p/m5.lua", "return 5")
    workspace.fileChanged("/p/m5.lua")
    #expect(try await workspace.analysis("/p/m9.lua", open) !== other)
    #expect(workspace.projectReadings == 2)
  }

  @Test func whatIsOpenAndSaysTheSameAsTheDiskIsOneText() async throws {
    let workspace = Workspace(MemoryDisk(["/p/a.lua": "everywhere = 1", "/p/b.lua": "print(everywhere)"]))
    let open = ["/p/a.lua": ScriptText("everywhere = 1"), "/p/b.lua": ScriptText("print(everywhere, nowhere)")]
    let b = try await workspace.analysis("/p/b.lua", open)
    let project = b.workspace.surroundings.project
    #expect(project.file(at: "/p/a.lua")?.text === open["/p/a.lua"])
    #expect(project.file(at: "/p/b.lua")?.text !== open["/p/b.lua"])
    #expect(b.workspace.surroundings.file(at: "/p/a.lua")?.text === open["/p/a.lua"])
    #expect(try await workspace.findings("/p/b.lua", open) == ["1 undefined-global"])
    // What is opened later finds what has been read.
    #expect(workspace.text(Array("everywhere = 1".utf8), openedAt: "/p/a.lua") === open["/p/a.lua"])
    #expect(workspace.text(Array("everywhere = 2".utf8), openedAt: "/p/a.lua") !== open["/p/a.lua"])
    #expect(workspace.text(Array("everywhere = 1".utf8), openedAt: nil) !== open["/p/a.lua"])
    // It is typed in, and the disk says what it said.
    let typed = ["/p/a.lua": ScriptText("nowhere = 1"), "/p/b.lua": ScriptText("print(nowhere)")]
    #expect(try await workspace.findings("/p/b.lua", typed).isEmpty)
    #expect(try await workspace.analysis("/p/a.lua", typed).workspace.surroundings.project === project)
  }

  @Test(arguments: [3, 200]) func aCircleIsFoundHoweverLongItIs(count: Int) async throws {
    var files = Dictionary(
      uniqueKeysWithValues: (0..<count).map { ("/p/m\($0).lua", "return require \"m\($0 + 1)\"") })
    files["/p/m\(count).lua"] = "return 1"
    func findings(_ path: String, _ open: [String: String] = [:]) async throws -> [String] {
      try await Workspace(MemoryDisk(files)).findings(path, open.mapValues { ScriptText($0) })
    }
    let (last, closing) = ("/p/m\(count).lua", "return require \"m1\"")
    #expect(try await findings("/p/m1.lua").isEmpty)
    #expect(try await findings("/p/m1.lua", [last: closing]) == ["1 module-cycle"])
    // What is typed may close it, too.
    #expect(try await findings(last, [last: closing]) == ["1 module-cycle"])
    files[last] = closing
    #expect(try await findings("/p/m1.lua") == ["1 module-cycle"])
    #expect(try await findings("/p/m1.lua", ["/p/m2.lua": "return 2"]).isEmpty)
    #expect(try await findings("/p/m0.lua").isEmpty, "it leads into the circle and is not in it")
  }

  @Test func nobodySeesItselfAndAllSeeWhatIsTyped() async throws {
    let disk = MemoryDisk([
      "/p/a.lua": "---@class A\n---@field old integer\nlocal M = {}\nreturn M\n",
      "/p/b.lua": "---@type A\nlocal a = {}\nprint(a.old, a.new)\nreturn require \"a\"\n",
      "/p/sub/init.lua": "return 1\n",
    ])
    let workspace = Workspace(disk)
    func undefined(_ path: String, _ open: [String: ScriptText]) async throws -> [String] {
      try await workspace.findings(path, open).filter { $0.hasSuffix("undefined-field") }
    }
    #expect(try await undefined("/p/b.lua", [:]) == ["3 undefined-field"])
    let renamed = ScriptText("---@class A\n---@field new integer\n---@field old integer\nlocal M = {}\nreturn M\n")
    #expect(try await undefined("/p/b.lua", ["/p/a.lua": renamed]).isEmpty)
    let open = ["/p/a.lua": renamed, "/p/b.lua": ScriptText("local a ---@type A\nprint(a.neither)")]
    let (a, b) = (try await workspace.analysis("/p/a.lua", open), try await workspace.analysis("/p/b.lua", open))
    #expect(a.workspace.surroundings.files.map(\.path) == ["/p/b.lua", "/p/sub/init.lua"])
    #expect(b.workspace.surroundings.files.map(\.path) == ["/p/a.lua", "/p/sub/init.lua"])
    #expect(a.workspace.surroundings.file(at: "/p/a.lua") == nil)
    #expect(a.workspace.surroundings.ownModules == ["a"])
    #expect(b.workspace.surroundings.modules["a"]?.text === renamed)
    #expect(b.workspace.surroundings.modules["b"] == nil)
    #expect(b.workspace.surroundings.modules.keys.sorted() == ["a", "sub"])
    #expect(try await undefined("/p/b.lua", open) == ["2 undefined-field"])
  }

  @Test func documentsThatWereNeverSavedAreModules() async throws {
    let workspace = Workspace(MemoryDisk(["/p/b.lua": "return require \"new\"\n"]))
    let open = ["/p/new.lua": ScriptText("return {}\n"), "/q/far.lua": ScriptText("return {}\n")]
    let (b, new) = (try await workspace.analysis("/p/b.lua", open), try await workspace.analysis("/p/new.lua", open))
    #expect(b.workspace.surroundings.modules["new"]?.text === open["/p/new.lua"])
    #expect(b.workspace.surroundings.files.map(\.path) == ["/p/new.lua"])
    #expect(new.workspace.surroundings.ownModules == ["new"])
    #expect(new.workspace.surroundings.files.map(\.path) == ["/p/b.lua"])
  }

  @Test func modulesThatAreNotListedAreFoundWhereTheyAreRequired() async throws {
    let disk = MemoryDisk([
      "/p/main.lua": "local a = require('node_modules.a')\nreturn a\n",
      "/p/node_modules/a.lua": "return require \"node_modules.b\"\n",
      "/p/node_modules/b.lua": "return 1\n", "/p/node_modules/c.lua": "return 2\n",
      "/p/other.lua": "return 1\n",
    ])
    let workspace = Workspace(disk)
    let main = try await workspace.analysis("/p/main.lua")
    #expect(main.workspace.surroundings.modules.keys.sorted() == ["node_modules.a", "node_modules.b", "other"])
    // What is typed may require more of them.
    let typed = ScriptText("return require \"node_modules.c\"")
    let other = try await workspace.analysis("/p/other.lua", ["/p/other.lua": typed])
    #expect(other.workspace.surroundings.modules["node_modules.c"] != nil)
    #expect(workspace.projectReadings == 1)
  }

  @Test func ofTwoThatDeclareTheSameTheFirstWins() async throws {
    let alias = { (type: String) in "---@alias Size \(type)\nreturn {}\n" }
    let workspace = Workspace(
      MemoryDisk([
        "/p/a.lua": alias("integer"), "/p/c.lua": alias("string"),
        "/p/user.lua": "---@type Size\nlocal size = true\nreturn size\n",
      ]))
    func hover(_ open: [String: ScriptText]) async throws -> String {
      try await workspace.analysis("/p/user.lua", open).hover(at: 12)?.markdown ?? "nothing"
    }
    #expect(try await hover([:]).contains("integer"))
    #expect(try await hover(["/p/a.lua": ScriptText("return {}")]).contains("string"))
    #expect(try await hover(["/p/b.lua": ScriptText(alias("boolean"))]).contains("integer"))
    #expect(try await hover(["/p/0.lua": ScriptText(alias("boolean"))]).contains("boolean"))
  }
}
