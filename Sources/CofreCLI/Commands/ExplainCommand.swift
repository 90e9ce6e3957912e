import ArgumentParser
import CofreAnalysis
import CofreJSON
import CofreModel

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a code of 'cofre check' and of the language server means.",
    discussion: """
      EXAMPLES:
        cofre explain                        all codes
        cofre explain hard-coded-secret      one: why, and what to do about it
        cofre explain --all --json           all pages, for programs
      """)

  @Argument(help: "The code, as the report has it.", completion: .list(RuleList.everyPage.map(\.code)))
  var code: String?

  @Flag(name: .long, help: "Print all pages.")
  var all = false

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @Flag(name: .customLong("no-color"), help: "Use no colour. NO_COLOR and TERM=dumb do the same.")
  var noColor = false

  func validate() throws {
    if all, code != nil { throw ValidationError("Give either a code or --all.") }
  }

  func run() throws {
    let console = Console(noColor: noColor, noInput: true, environment: ProcessEnvironment.variables)
    let text = ExplainText(style: console.stdoutStyle)
    let pages = try code.map { [try page($0)] } ?? RuleList.everyPage
    if json {
      console.print(ExplainText.json(pages).text(.pretty))
    } else if code == nil, !all {
      console.print(text.list(pages))
    } else {
      console.print(pages.map(text.text).joined(separator: "\n\n\n"))
    }
  }

  private func page(_ code: String) throws -> RulePage {
    // What a report shows around it may have been copied along.
    let bare = code.hasPrefix("[") && code.hasSuffix("]") ? String(code.dropFirst().dropLast()) : code
    if let page = RuleList.page(for: bare) { return page }
    let isForeign = RuleList.isKnown(bare)
    throw DiagnosticError(
      Diagnostic(
        code: "unknown-code", "Unknown code",
        detail: isForeign
          ? "'\(bare)' is a code of other Lua servers; Cofre reports nothing under it."
          : "The code '\(bare)' has no page. What clouds and commands report says all there is to say itself.",
        hint: didYouMean(RuleList.nearestCodes(to: bare)) ?? "'cofre explain' lists the codes."))
  }
}
