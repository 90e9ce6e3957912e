import CofreModel
import Testing

@Suite struct DiagnosticTests {
  private struct Careless: Error, CustomStringConvertible, CustomDebugStringConvertible {
    var value = "canary"
    var description: String { value }
    var debugDescription: String { value }
  }

  private enum Choice: Error { case first(String) }

  @Test(
    arguments: [
      (Careless(), "Careless"), (Choice.first("canary"), "Choice"),
      (Wrapped(inner: Choice.first("canary")), "Wrapped<CofreModelTests.DiagnosticTests.Choice>"),
    ] as [(any Error, String)])
  func anUnexpectedErrorIsNamedAndNotShown(_ error: any Error, _ name: String) {
    let diagnostic = Diagnostic.internalError(error, "while 'key' was worked on")
    #expect(!"\(diagnostic)".contains("canary"))
    #expect(
      diagnostic.detail
        == "An error of the type CofreModelTests.DiagnosticTests.\(name) came up while 'key' was worked on.")
    #expect(diagnostic.hint?.contains("report") == true)
  }

  private struct Wrapped<Inner: Error>: Error { var inner: Inner }
}
