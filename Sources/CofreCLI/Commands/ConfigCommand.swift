import ArgumentParser
import CofreJSON
import CofreModel
import CofreProject

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Read and write the stack's configuration.",
    discussion: """
      A key without a colon belongs to the project's own namespace; aws:region and the like configure the clouds' \
      default providers. A secret value is asked for, or read from stdin; it never stands on a command line.

      EXAMPLES:
        cofre config set tenant_id 6a1e4c52-90f3-4d0b-8f4e-2f6f5f2b7c11
        cofre config set aws:region eu-central-1
        cofre config set --secret api_key     asks for the value
        pass show api | cofre config set --secret api_key
        cofre config ls
      """,
    subcommands: [ConfigSet.self, ConfigGet.self, ConfigRemove.self, ConfigList.self])
}

struct ConfigSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Set a value.",
    discussion: """
      EXAMPLES:
        cofre config set aws:region eu-central-1
        cofre config set --secret api_key     asks for the value
        cofre config set --secret api_key < key.txt
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Argument(help: "The key.") var key: String
  @Argument(help: "The value; not with --secret. Without one it is asked for, or read from stdin.") var value: String?
  @Flag(name: .long, help: "Keep the value encrypted.") var secret = false
  @Flag(name: .long, help: "Keep the value readable although it looks like a secret.") var plaintext = false

  func validate() throws {
    if secret, value != nil {
      throw ValidationError(
        "A secret value does not stand on a command line, where other users and the shell's history see it.\n"
          + "Leave it out: it is asked for, or read from stdin.")
    }
    if secret, plaintext { throw ValidationError("--secret and --plaintext contradict each other.") }
  }

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(
      global, stack, console: console, asking: secret ? .toOpenOrChoose : .never)
    if let value {
      try projectStack.setConfiguration(key, to: .string(value), allowsSecretLookingText: plaintext)
    } else {
      let typed = try Prompt(console: console).secret("Value of \(key): ")
      let plain = secret ? Value.sensitive(typed) : typed.reveal(for: .userRequest)
      try projectStack.setConfiguration(key, to: plain, allowsSecretLookingText: plaintext)
    }
    // What was typed unseen, or looks like a secret, is not shown by the way either.
    let plain = plaintext ? nil : value.map { ValueText(showsSecrets: false).text(.string($0)) }
    let shown = secret ? "[secret]" : plain
    let name = try projectStack.configurationKey(key).shortText(in: projectStack.project.name)
    let file = projectStack.vault.configuration.fileName
    console.say("cofre: \(projectStack.stack): \(name)\(shown.map { " = \($0)" } ?? " is set") in \(file)")
  }
}

struct ConfigGet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print a value; a secret one in clear, since it is asked for by name.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Argument(help: "The key.") var key: String
  @Flag(name: .long, help: "Print JSON.") var json = false

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(global, stack, console: console)
    let value = try projectStack.configurationValue(key)
    let values = ValueText(showsSecrets: true)
    if json {
      console.print(document: ["key": .string(key), "value": values.json(value)])
    } else if let text = value.revealed(for: .userRequest).stringValue {
      console.print(text)
    } else {
      console.print(values.text(value))
    }
  }
}

struct ConfigRemove: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rm", abstract: "Remove a value.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Argument(help: "The key.") var key: String

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(global, stack, console: console, asking: .never)
    try projectStack.removeConfiguration(key)
    console.say("cofre: \(projectStack.stack): \(key) is gone from \(projectStack.vault.configuration.fileName)")
  }
}

struct ConfigList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List keys and values; secret values stay hidden.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var stack: StackOptions
  @Flag(name: .long, help: "Print JSON.") var json = false
  @Flag(name: .customLong("show-secrets"), help: "Print secret values in clear.") var showSecrets = false

  func run() throws {
    let console = global.console
    let projectStack = try ProjectStack.open(
      global, stack, console: console, asking: showSecrets ? .toOpen : .never)
    let configuration = try projectStack.configuration(opening: showSecrets)
    let values = ValueText(showsSecrets: showSecrets)
    if json { return console.print(document: ["config": values.json(.object(configuration))]) }
    for key in configuration.keys.sorted() { console.print("\(key): \(values.text(configuration[key] ?? .null))") }
  }
}
