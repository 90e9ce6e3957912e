import CofreJSON
import Glibc

/// The process that runs a script for an editor: a request on stdin, the plan on stdout.
///
/// The language server starts it, and nobody else: it is no command that users see.
enum PlanDocumentCommand {
  static let name = "plan-document"

  static func run() throws {
    try ProcessLimits.apply()
    guard let bytes = FileReader.readAll(STDIN_FILENO), let json = try? JSON.parse(bytes),
      let request = PlanRequest(json)
    else { throw CommandExit(code: .failed) }
    let answer = try runBlocking { await PlanWorker.answer(request) }
    Console(noColor: true, noInput: true, environment: [:]).print(answer.text())
  }
}
