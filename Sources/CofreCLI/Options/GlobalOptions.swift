package import ArgumentParser
import Glibc

/// What every command takes.
package struct GlobalOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .customLong("cwd")],
    help: ArgumentHelp("Work in this folder, as if started there.", valueName: "folder"), completion: .directory)
  package var workingDirectory: String?

  @Flag(name: .customLong("no-color"), help: "Use no colour. NO_COLOR and TERM=dumb do the same.")
  package var noColor = false

  @Flag(name: .customLong("no-input"), help: "Never ask; fail where an answer would be needed.")
  package var noInput = false

  package init() {}

  package func validate() throws {
    guard let workingDirectory else { return }
    var information = stat()
    let code = stat(workingDirectory, &information) != 0 ? errno : ENOTDIR
    guard information.st_mode & S_IFMT == S_IFDIR else {
      throw ValidationError(Self.unreadable(workingDirectory, code: code))
    }
  }

  /// Throws when a file or a folder that a command is to look at is not there, or cannot be read.
  func requireReadable(_ paths: [String]) throws {
    for path in paths where CheckPaths.kind(ProjectFolder.absolute(path, self)) == nil {
      throw ValidationError(Self.unreadable(path, code: errno))
    }
  }

  private static func unreadable(_ path: String, code: Int32) -> String {
    "'\(path)' cannot be read: \(String(cString: strerror(code)))."
  }
}

/// What every command takes that works on one stack.
package struct StackOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .long],
    help: "The stack; else COFRE_STACK, the selected one, or the only one.", completion: .stacks)
  package var stack: String?

  package init() {}
}

/// What every command takes that reaches the clouds.
package struct OperationOptions: ParsableArguments {
  @Flag(name: .long, help: "Use the sandbox of the clouds instead of accounts; needs no network.")
  package var sandbox = false

  @Option(name: [.customShort("p"), .long], help: "How many resources to work on at once.")
  package var parallel = 16

  @Flag(name: .long, help: "Tell it in JSON, one event a line.")
  package var json = false

  @Flag(name: .customLong("show-secrets"), help: "Show secret values. Beware of logs.")
  package var showSecrets = false

  @OptionGroup package var allowed: AllowOptions

  package init() {}

  package func validate() throws {
    guard 1...1000 ~= parallel else { throw ValidationError("--parallel takes a number from 1 to 1000.") }
  }
}

extension GlobalOptions {
  /// The standard streams as these options want them written to.
  var console: Console {
    Console(noColor: noColor, noInput: noInput, environment: ProcessEnvironment.variables)
  }
}
