import ArgumentParser
import CofreJSON
import CofreModel
import CofreProject

struct StackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stack",
    abstract: "Make, list, select and remove stacks.",
    discussion: """
      A stack is one instance of the script, such as dev or prod, with a configuration and a state of its own.

      EXAMPLES:
        cofre stack init prod                 make a stack and select it
        cofre stack ls
        cofre stack select dev
        cofre stack rm prod                   once 'cofre destroy' has emptied it
      """,
    subcommands: [StackInit.self, StackList.self, StackSelect.self, StackRemove.self])
}

struct StackInit: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "init", abstract: "Make a stack and select it.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The stack's name: letters, digits, '-', '_' and '.'.") var name: String

  func run() throws {
    let console = global.console
    let project = try ProjectFolder.load(global)
    try project.createStack(name)
    console.say("cofre: stack '\(name)' is made and selected; 'cofre preview' shows what it would get")
  }
}

struct StackList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the stacks; * marks the selected one.")

  @OptionGroup var global: GlobalOptions
  @Flag(name: .long, help: "Print JSON.") var json = false

  func run() throws {
    let console = global.console
    let project = try ProjectFolder.load(global)
    let stacks = try runBlocking { try await project.stacks() }
    let selected = try? project.selectedStack()
    if json {
      let list = stacks.map { JSON.object(["name": .string($0), "selected": .bool($0 == selected)]) }
      return console.print(document: ["stacks": .array(list)])
    }
    if stacks.isEmpty { console.say("cofre: there is no stack yet; 'cofre stack init dev' makes one") }
    for stack in stacks { console.print("\(stack == selected ? "*" : " ") \(stack)") }
  }
}

struct StackSelect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select", abstract: "Select the stack that commands work on.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The stack's name.", completion: .stacks) var name: String

  func run() throws {
    let console = global.console
    let project = try ProjectFolder.load(global)
    let stacks = try runBlocking { try await project.stacks() }
    guard stacks.contains(name) else { throw DiagnosticError(project.project.unknownStack(name, among: stacks)) }
    try project.select(name)
    console.say("cofre: stack '\(name)' is selected")
  }
}

struct StackRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove an empty stack: its state and its configuration.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The stack's name.", completion: .stacks) var name: String

  @Flag(name: .long, help: "Remove it even if it has resources, which stay in the clouds and are forgotten.")
  var force = false

  @Flag(name: .customLong("keep-config"), help: "Keep Cofre.<stack>.yaml.")
  var keepConfig = false

  @Flag(name: [.customShort("y"), .long], help: "Do not ask.")
  var yes = false

  func run() throws {
    let console = global.console
    let project = try ProjectFolder.load(global)
    if !yes {
      guard console.capabilities.canAsk else {
        throw DiagnosticError(
          Diagnostic(
            code: "no-input", "Approval is needed",
            detail: "Nobody can be asked whether to remove the stack '\(name)'.",
            hint: "Give --yes to go on without being asked."))
      }
      let question = "Remove the stack '\(name)' with its state and configuration? Type its name to go on."
      guard Prompt(console: console).confirm(question, expecting: name) else {
        console.say("cofre: nothing was removed")
        throw CommandExit(code: .failed)
      }
    }
    try runBlocking { try await project.removeStack(name, force: force, keepsConfiguration: keepConfig) }
    console.say("cofre: stack '\(name)' is removed")
  }
}
