import CofreAnalysis
import Foundation
import Testing

/// The committed pages of the reference are those of the rules; with UPDATE=1 they are written.
@Suite struct RulePagesTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/reference/diagnostics")
  private let note = "<!-- Generated from Sources/CofreAnalysis/Diagnostics/Rules; do not edit. -->\n"

  @Test func areWhatTheRulesSay() throws {
    var wanted = ["README.md": note + RuleList.index]
    for page in RuleList.all { wanted["\(page.code).md"] = note + page.markdown }
    let files = FileManager.default
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
      try? files.removeItem(at: folder)
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in wanted { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    }
    #expect(try Set(files.contentsOfDirectory(atPath: folder.path)) == Set(wanted.keys), "run with UPDATE=1")
    for (name, text) in wanted {
      let found = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(found == text, "\(name) is not what its rule says: run this test with UPDATE=1")
    }
  }
}
