import CofreAnalysis
import LuaSyntax
import Testing

/// An action by its title, a script with the place (`1️⃣`) or the selection (`1️⃣…2️⃣`), and the script after it.
struct Acted: Sendable, CustomTestStringConvertible {
  var title: String
  var before: String
  var after: String
  var testDescription: String { "\(title): \(before)" }

  init(_ title: String, _ before: String, _ after: String) {
    self.title = title
    self.before = before
    self.after = after
  }

  func check(_ workspace: WorkspaceContext = WorkspaceContext(), prelude: String = modules) throws {
    let marked = Marked(prelude + before)
    let offer = try #require(try offers(marked, workspace).first { $0.title == title }, "no '\(title)'")
    #expect(offer.disabledReason == nil)
    let change = offer.change()
    let text = marked.applying(change.edits)
    #expect(text == (after.hasPrefix("^") ? String(after.dropFirst()) : prelude + after))
    #expect(SourceFile(text).errors.isEmpty)
  }
}

func offers(_ marked: Marked, _ workspace: WorkspaceContext = WorkspaceContext()) throws -> [ActionOffer] {
  let start = try marked.offset()
  let end = marked.offsets["2️⃣"] ?? start
  return marked.analysis(workspace).actions(in: start..<end)
}

/// Why an action is not to be had at a place; nil when it can be, or is not offered.
func reason(_ title: String, _ text: String) throws -> String? {
  try offers(Marked(modules + text)).first { $0.title == title }?.disabledReason
}
