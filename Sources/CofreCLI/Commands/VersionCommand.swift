import ArgumentParser
import CofreJSON

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

  @Flag(name: .long, help: "Print it as JSON.")
  var json = false

  func run() {
    let console = Console(noColor: true, noInput: true, environment: [:])
    if json {
      console.print(document: ["version": .string(Version.text)])
    } else {
      console.print("cofre \(Version.text)")
    }
  }
}
