import ArgumentParser

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

  @Flag(name: .long, help: "Print it as JSON.")
  var json = false

  func run() {
    let console = Console(noColor: true, noInput: true, environment: [:])
    console.print(json ? "{\"formatVersion\":1,\"version\":\"\(Version.text)\"}" : "cofre \(Version.text)")
  }
}
