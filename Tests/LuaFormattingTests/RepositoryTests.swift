import Foundation
import LuaFormatting
import LuaSyntax
import Testing

/// The scripts of this repository are in the style that they are an example of.
struct RepositoryTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let scripts: [String] = ["stdlib/cofre", "examples"].flatMap { folder -> [String] in
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects as? [String]
    return (names ?? []).filter { $0.hasSuffix(".lua") }.map { "\(folder)/\($0)" }
      .sorted()
  }

  @Test func thereAreScripts() { #expect(Self.scripts.count > 6) }

  @Test(arguments: scripts) func everyScriptIsFormatted(_ name: String) throws {
    let source = try Array(Data(contentsOf: Self.root.appending(path: name)))
    checkPromises(source)
    let file = SourceFile(source)
    #expect(LuaFormatter.edits(file) == [], "run 'cofre fmt \(name)'")
  }
}
