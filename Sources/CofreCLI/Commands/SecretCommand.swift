import ArgumentParser
import CofreJSON
import CofreModel
import CofreProvider

struct SecretCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret",
    abstract: "Put values into the stack's secrets, and read them.",
    discussion: """
      NAME is the name that the script gives the resource. The value goes straight between you and the cloud; Cofre \
      keeps nothing of it.

      EXAMPLES:
        cofre secret set apiSecret            asks for the value
        pass show api | cofre secret set apiSecret
        cofre secret get apiSecret
        cofre secret ls
      """,
    subcommands: [SecretSet.self, SecretGet.self, SecretList.self])
}

struct SecretSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Store a value, asked for or read from stdin, as the secret's newest version.",
    discussion: """
      EXAMPLES:
        cofre secret set apiSecret            asks for the value
        pass show api | cofre secret set apiSecret
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Flag(name: .long, help: "Use the sandbox of the clouds.") var sandbox = false
  @Argument(help: "The secret's name in the script.") var name: String

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(global, stack, console: console)
    let version = try SecretSession.run(projectStack, sandbox: sandbox, name: name) { access, state in
      let value = try Prompt(console: console).secret("Value of \(name): ")
      return try await access.setSecretValue(value, of: state)
    }
    console.say("cofre: '\(name)' has a new value, version \(version)")
  }
}

struct SecretGet: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "get", abstract: "Print a secret's value.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Flag(name: .long, help: "Use the sandbox of the clouds.") var sandbox = false
  @Argument(help: "The secret's name in the script.") var name: String

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(global, stack, console: console)
    let value = try SecretSession.run(projectStack, sandbox: sandbox, name: name) { access, state in
      try await access.secretValue(of: state)
    }
    guard let text = value?.revealString(for: .userRequest) else {
      throw DiagnosticError(
        Diagnostic(
          code: "no-value", "The secret has no value", detail: "'\(name)' exists and holds no value yet.",
          hint: "cofre secret set \(name)"))
    }
    console.print(text)
  }
}

struct SecretList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the stack's secrets that can hold a value.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Flag(name: .long, help: "Print JSON.") var json = false

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(global, stack, console: console, asking: .never)
    let states = try SecretSession.secrets(in: projectStack)
    if json {
      let list = states.map {
        JSON.object(["name": .string($0.urn.name), "type": .string($0.urn.type), "id": .string($0.id)])
      }
      return console.print(document: ["secrets": .array(list)])
    }
    if states.isEmpty { console.say("cofre: the stack has no secrets yet; 'cofre up' makes those of its script") }
    for state in states { console.print("\(state.urn.name)  \(console.stdoutStyle.dim(state.urn.type))  \(state.id)") }
  }
}
