import CofreCLI

@main
enum Cofre {
  static func main() {
    CofreCommand.runAndExit(Array(CommandLine.arguments.dropFirst()))
  }
}
