import ArgumentParser
import CofreJSON
import CofreModel

struct OutputCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "output",
    abstract: "Print what the stack exports.",
    discussion: """
      EXAMPLES:
        cofre output                          all of them
        cofre output aws_secret_id            one, as plain text
        cofre output --json                   for programs
        cofre output token --show-secrets     a secret one, in clear
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions

  @Argument(help: "The export; all of them without one.")
  var name: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @Flag(name: .customLong("show-secrets"), help: "Print secret values in clear.")
  var showSecrets = false

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(
      global, stack, console: console, asking: showSecrets ? .toOpen : .never)
    let exports = try runBlocking { try await projectStack.readExports(opening: showSecrets) }
    let values = ValueText(showsSecrets: showSecrets)
    guard let name else { return printAll(exports, values, console) }
    guard let value = exports[name] else { throw DiagnosticError(Self.missing(name, exports.keys.sorted())) }
    if json {
      console.print(document: ["name": .string(name), "value": values.json(value)])
    } else if case .string(let text) = value {
      console.print(text)
    } else if case .sensitive(let sensitive) = value, showSecrets, let text = sensitive.revealString(for: .userRequest)
    {
      console.print(text)
    } else {
      console.print(values.text(value))
    }
  }

  private func printAll(_ exports: [String: Value], _ values: ValueText, _ console: Console) {
    if json { return console.print(document: ["outputs": values.json(.object(exports))]) }
    if exports.isEmpty { console.say("cofre: the stack exports nothing; 'cofre up' records what its script exports") }
    for name in exports.keys.sorted() { console.print("\(name): \(values.text(exports[name] ?? .null))") }
  }

  private static func missing(_ name: String, _ names: [String]) -> Diagnostic {
    let all =
      names.isEmpty
      ? "The stack exports nothing; 'cofre up' records what its script exports."
      : "It exports \(names.joined(separator: ", "))."
    return Diagnostic(
      code: "unknown-output", "Unknown output", detail: "The stack exports no '\(name)'.",
      hint: didYouMean(nearestNames(to: name, among: names)) ?? all)
  }
}
