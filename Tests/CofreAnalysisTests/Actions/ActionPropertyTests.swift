import CofreAnalysis
import Foundation
import LuaSyntax
import Testing

/// What must hold for every action at every place.
struct ActionPropertyTests {
  static let scripts: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return ["examples", "stdlib/cofre"].flatMap { folder -> [String] in
      let paths = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap {
        $0 as? String
      }
      return (paths ?? []).filter { $0.hasSuffix(".lua") }.map { "\(folder)/\($0)" }
    }.sorted()
  }()

  private func text(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private func check(_ text: String) {
    let marked = Marked(text)
    let analysis = marked.analysis()
    var seen: Set<Range<Int>> = []
    for node in analysis.file.root.descendants where !node.isEmpty {
      for range in [node.range, node.range.lowerBound..<node.range.lowerBound] where seen.insert(range).inserted {
        for offer in analysis.actions(in: range) where offer.disabledReason == nil {
          let change = offer.change()
          let after = marked.applying(change.edits)
          let errors = SourceFile(after).errors
          #expect(
            errors.count <= analysis.file.errors.count,
            "\(offer.title) at \(range): \(errors.first.map { "\($0)" } ?? "") in\n\(after)")
          if let module = change.newModule { #expect(SourceFile(module.text).errors.isEmpty, "\(module.text)") }
        }
      }
    }
  }

  @Test(arguments: scripts) func noActionMakesASyntaxError(_ path: String) throws { check(try text(path)) }

  @Test func norInWhatIsHardToChange() {
    check(
      """
      #!/usr/bin/env cofre
      local aws, keys = require "cofre.aws", require "lib.keys"
      local config = require "cofre".config() local x <const> = "it's" .. 'a "b"' .. [[long
      text]]
      for i = 1, #x do if i == 1 then goto continue else print "a" end print(("x"):rep(i)) ::continue:: end
      local function f(a, ...) local t = { f(...), ["k"] = -a, n = { 1; 2 }; (f()) } return t[1], ... end
      function M.a.b:c(self_) return self.x or f { 1, 2 }, not (self_ and 1) end
      local y = 1 ; (f or M.a)("z")
      repeat local done = x == "b" until done or f(1) == "s"
      local password = "hunter2hunter2" f(password, function(...) return ... == nil end)
      aws.secretsmanager.SecretVersion("v", { secret_string = "hunter2", secret_id = "a" --[[c]] })
      while f(y) do y = y + 1 if y > 3 then break elseif y == "c" then return else y = 2 end end
      """)
  }

  @Test func aPlaceInADamagedFileHasAnAnswer() throws {
    let bytes = Array(
      (modules + "local t = { a = f(\"x\", { 1 }), b = function(a) return a end }\nif a then b() else c() end").utf8)
    for end in stride(from: modules.utf8.count, through: bytes.count, by: 2) {
      let analysis = DocumentAnalysis(ScriptText(Array(bytes[..<end])), in: WorkspaceContext())
      for start in stride(from: modules.utf8.count, through: end, by: 5) {
        for offer in analysis.actions(in: start..<end) { _ = offer.change() }
        for offer in analysis.actions(in: start..<start) { _ = offer.change() }
      }
    }
  }
}
