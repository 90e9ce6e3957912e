import Foundation
import Testing

/// Runs a scenario in a folder of its own, with the programs that were built beside the tests.
///
/// Verbs; `!` before `cofre` expects a failure, before another verb its contrary:
///
///     cofre ARGUMENTS…         runs it; it must end with 0, or with `!` with anything else
///     exit N                   the exit code of the last one
///     stdout REGEX  stderr REGEX   found in what the last one wrote (`.` matches no newline)
///     stdin TEXT               given to the next one
///     env NAME=VALUE           for all that follow; an empty value takes the variable away
///     replace FILE OLD NEW     in a file, where OLD must be there; \n stands for a newline
///     append FILE TEXT         truncate FILE N   remove FILE   write FILE TEXT
///     exists FILE              cmp FILE FILE     mode FILE OCTAL
///     golden FILE              what the last one wrote to stdout is the file's text
///     repository PATH          puts a file or folder of this repository at the same path
///     unsaid TEXT              TEXT was written to no stream so far
///     nowhere TEXT             TEXT stands in no file of the folder, and in nothing that was written so far
struct ScenarioRunner {
  private let scenario: Scenario
  private let folder: URL
  private var environment: [String: String]
  private var stdin = ""
  private var last = Run(code: 0, stdout: "", stderr: "")
  private var everything = ""

  private struct Run {
    var code: Int32
    var stdout: String
    var stderr: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(_ scenario: Scenario) throws {
    self.scenario = scenario
    folder = FileManager.default.temporaryDirectory.appending(path: "cofre-scenario-\(UUID().uuidString)")
    environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.appending(path: ".home").path, "TERM": "dumb",
      "COFRE_KEY_FILE": folder.appending(path: ".home/cofre.key").path, "AWS_EC2_METADATA_DISABLED": "true",
      "NO_GCE_CHECK": "true",
    ]
    for (name, text) in scenario.files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: false, encoding: .utf8)
    }
    try FileManager.default.createDirectory(at: folder.appending(path: ".home"), withIntermediateDirectories: true)
  }

  mutating func run() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for line in scenario.lines {
      do {
        try step(line)
      } catch let failure as Failure {
        Issue.record(
          """
          \(scenario.name).txt:\(line.number): \(line.verb) \(line.words.joined(separator: " ")): \(failure.description)
          last exit code: \(last.code)
          last stdout:
          \(last.stdout)
          last stderr:
          \(last.stderr)
          """)
        return
      }
    }
  }

  private mutating func step(_ line: Scenario.Line) throws {
    let words = line.words
    func file(_ index: Int) throws -> URL {
      guard words.indices.contains(index) else { throw Failure(description: "a word is missing") }
      return folder.appending(path: words[index])
    }
    func expect(_ holds: Bool, _ what: String) throws {
      if holds == line.isNegated { throw Failure(description: what) }
    }
    switch line.verb {
    case "cofre":
      last = try launch(words)
      everything += last.stdout + last.stderr
      try expect(last.code == 0, line.isNegated ? "was to fail" : "failed")
    case "exit": try expect(String(last.code) == words[0], "the exit code is \(last.code)")
    case "stdout": try expect(find(words[0], in: last.stdout), "what stdout says is not so")
    case "stderr": try expect(find(words[0], in: last.stderr), "what stderr says is not so")
    case "golden":
      try expect(
        String(contentsOf: file(0), encoding: .utf8) == last.stdout, "stdout's being the file's text is not so")
    case "repository":
      try FileManager.default.createDirectory(
        at: file(0).deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Self.repository.appending(path: words[0]), to: file(0))
    case "stdin": stdin = words[0].replacingOccurrences(of: "\\n", with: "\n")
    case "env":
      let parts = words[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      environment[parts[0]] = parts[1].isEmpty ? nil : parts[1]
    case "replace":
      let text = try String(contentsOf: file(0), encoding: .utf8)
      let old = words[1].replacingOccurrences(of: "\\n", with: "\n")
      guard text.contains(old) else { throw Failure(description: "the old text is not there") }
      try text.replacingOccurrences(of: old, with: words[2].replacingOccurrences(of: "\\n", with: "\n"))
        .write(to: file(0), atomically: false, encoding: .utf8)
    case "append":
      let text = try String(contentsOf: file(0), encoding: .utf8)
      try (text + words[1].replacingOccurrences(of: "\\n", with: "\n"))
        .write(to: file(0), atomically: false, encoding: .utf8)
    case "write":
      try words[1].replacingOccurrences(of: "\\n", with: "\n").write(to: file(0), atomically: false, encoding: .utf8)
    case "truncate":
      let data = try Data(contentsOf: file(0))
      try data.prefix(Int(words[1]) ?? 0).write(to: file(0))
    case "remove": try FileManager.default.removeItem(at: file(0))
    case "exists": try expect(FileManager.default.fileExists(atPath: file(0).path), "the file's being there is not so")
    case "cmp": try expect(Data(contentsOf: file(0)) == Data(contentsOf: file(1)), "the files' being equal is not so")
    case "mode":
      let mode = try FileManager.default.attributesOfItem(atPath: file(0).path)[.posixPermissions] as? Int ?? -1
      try expect(String(mode, radix: 8) == words[1], "the mode is \(String(mode, radix: 8))")
    case "unsaid":
      if everything.contains(words[0]) { throw Failure(description: "the text was written to a stream") }
    case "nowhere":
      if everything.contains(words[0]) { throw Failure(description: "the text was written to a stream") }
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      for case let url as URL in files ?? .init() {
        guard let data = try? Data(contentsOf: url) else { continue }
        if data.range(of: Data(words[0].utf8)) != nil { throw Failure(description: "the text is in \(url.path)") }
      }
    default: throw Failure(description: "there is no such verb")
    }
  }

  private func find(_ expression: String, in text: String) throws -> Bool {
    try text.contains(Regex(expression))
  }

  private mutating func launch(_ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = Self.binaries.appending(path: "cofre")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try? input.fileHandleForWriting.write(contentsOf: Data(stdin.utf8))
    try? input.fileHandleForWriting.close()
    stdin = ""
    let reader = StreamReader(errors.fileHandleForReading)
    let stdout = output.fileHandleForReading.readDataToEndOfFile()
    let stderr = reader.wait()
    process.waitUntilExit()
    let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Run(
      code: code, stdout: String(decoding: stdout, as: UTF8.self), stderr: String(decoding: stderr, as: UTF8.self))
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where the programs are: beside the test bundle.
  private static let binaries: URL = {
    if let path = ProcessInfo.processInfo.environment["COFRE_BIN"] { return URL(filePath: path) }
    return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  }()
}

/// Reads a stream to its end on a thread of its own, so that two of them cannot wait for each other.
private final class StreamReader: @unchecked Sendable {
  private let thread: Thread
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()

  init(_ handle: FileHandle) {
    let box = Box()
    thread = Thread { box.body?() }
    box.body = { [unowned self] in
      data = handle.readDataToEndOfFile()
      done.signal()
    }
    thread.start()
  }

  func wait() -> Data {
    done.wait()
    return data
  }

  private final class Box: @unchecked Sendable { var body: (() -> Void)? }
}
