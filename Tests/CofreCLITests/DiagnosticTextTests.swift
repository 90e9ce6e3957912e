import CofreModel
import Foundation
import Testing

@testable import CofreCLI

struct DiagnosticTextTests {
  private static let escape = "\u{1B}"

  /// What is shown of an error in the second line of a script.
  private func shown(_ script: String, detail: String, isColored: Bool) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "diagnostic-text-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(script.utf8).write(to: folder.appending(path: "stack.lua"))
    let diagnostic = Diagnostic(
      code: "script-error", "Script failed", detail: detail, hint: "Look.",
      location: SourceLocation(file: "stack.lua", line: 2))
    return DiagnosticText(style: Style(isOn: isColored), places: ScriptPlaces(root: folder.path)).text(diagnostic)
  }

  @Test func showsThePlaceInColors() throws {
    let text = try shown("local a = 1\nfail(a)\n", detail: "It failed.", isColored: true)
    #expect(text.contains("\(Self.escape)[2m2 |\(Self.escape)[0m fail(a)"))
    #expect(!text.contains("\\x1b"))
  }

  @Test(arguments: [
    ("fail(a)", "stack.lua:2:1: error"), ("  fail(a)", "stack.lua:2:3: error"),
    ("print(stack(), config(\"n\"))", "stack.lua:2: error"), ("local n = a.b .. c()", "stack.lua:2: error"),
  ])
  func pointsAtACallOnlyWhereItIsTheOne(_ line: String, _ place: String) throws {
    let text = try shown("local a = 1\n\(line)\n", detail: "It failed.", isColored: false)
    #expect(text.hasPrefix(place))
    #expect(text.contains("\n  2 | \(line)\n"))
  }

  @Test(arguments: [true, false])
  func whatScriptsAndMessagesHoldDrivesNoTerminal(isColored: Bool) throws {
    let clear = "\(Self.escape)[2J"
    let text = try shown("local a = 1\nfail(a) -- \(clear)\n", detail: "It failed: \(clear)", isColored: isColored)
    #expect(!text.contains(clear))
    #expect(text.components(separatedBy: "\\x1b[2J").count == 3)
    if !isColored { #expect(!text.contains(Self.escape)) }
  }
}
