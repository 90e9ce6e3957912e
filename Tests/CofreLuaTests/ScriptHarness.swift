import CofreLua
import CofreModel
import CofreSchema
import Synchronization
import Testing

/// Runs scripts for the tests and plays the engine.
final class ScriptHarness: Sendable {
  let messages = Mutex<[ScriptMessage]>([])
  /// The files of the project; the main script is `stack.lua`.
  let files: [String: String]
  let config: [String: Value]
  let isPreview: Bool
  let limits: ScriptLimits

  init(
    _ script: String, files: [String: String] = [:], config: [String: Value] = [:], isPreview: Bool = false,
    limits: ScriptLimits = ScriptLimits()
  ) {
    self.files = files.merging(["stack.lua": script]) { _, last in last }
    self.config = config
    self.isPreview = isPreview
    self.limits = limits
  }

  var options: StackProgramOptions {
    StackProgramOptions(
      project: "demo", stack: "dev", readFile: { [files] path in files[path].map { Array($0.utf8) } },
      isPreview: isPreview, config: config, resourceType: { TestCatalog.byName[$0] },
      resourceTypeNames: TestCatalog.types.map(\.name), limits: limits,
      onMessage: { [self] message in messages.withLock { $0.append(message) } })
  }

  /// What a script's resources come to, by name; a resource that is not in it gets `id` and `stamp` from its name.
  typealias Outcomes = [String: [String: Value]]

  struct Run {
    /// The goals in the order in which they were returned, a wave at a time.
    var waves: [[Goal]] = []
    var result: StackProgramResult

    var goals: [Goal] { waves.flatMap { $0 } }
    func goal(_ name: String) -> Goal? { goals.first { $0.urn.name == name } }
  }

  /// Runs the script to its end, resolving each wave as a batch.
  func run(_ outcomes: Outcomes = [:], failing: Set<String> = []) async throws -> Run {
    let program = StackProgram(options)
    var waves: [[Goal]] = []
    var wave = try await program.start()
    while !wave.isEmpty {
      waves.append(wave)
      wave = try await program.resolve(
        wave.map { goal in
          let name = goal.urn.name
          let outcome = outcomes[name] ?? ["id": .string("id-of-\(name)"), "stamp": .string("stamp-of-\(name)")]
          return Resolution(urn: goal.urn, outputs: failing.contains(name) ? nil : outcome)
        })
    }
    return Run(waves: waves, result: try await program.finish())
  }

  var said: [ScriptMessage] { messages.withLock { $0 } }
  var printed: [String] { messages.withLock { $0.map(\.text) } }
}

/// The exports of a script that declares nothing which fails.
func exports(
  _ script: String, files: [String: String] = [:], config: [String: Value] = [:],
  _ outcomes: ScriptHarness.Outcomes = [:]
) async throws -> [String: Value] {
  try await ScriptHarness(script, files: files, config: config).run(outcomes).result.exports
}

/// The whole text of what a script fails with: `file:line: code: detail hint`, one diagnostic a line.
func failure(
  _ script: String, files: [String: String] = [:], config: [String: Value] = [:], isPreview: Bool = false,
  limits: ScriptLimits = ScriptLimits(), _ outcomes: ScriptHarness.Outcomes = [:]
) async -> String {
  do {
    let harness = ScriptHarness(script, files: files, config: config, isPreview: isPreview, limits: limits)
    _ = try await harness.run(outcomes)
    return "no error"
  } catch let error as DiagnosticError {
    return error.diagnostics.map { diagnostic in
      (diagnostic.location.map { "\($0): " } ?? "") + "\(diagnostic.code): \(diagnostic.detail)"
        + (diagnostic.hint.map { " \($0)" } ?? "")
    }.joined(separator: "\n")
  } catch {
    return "unexpected \(error)"
  }
}

func urn(_ type: String, _ name: String) -> URN { URN(stack: "dev", project: "demo", type: type, name: name) }
