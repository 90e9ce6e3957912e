import CofreEngine
import CofreLua
import CofreModel

/// A stack script as the engine's source.
struct ScriptSource: Source {
  let program: StackProgram

  func start() async throws -> [Goal] { try await program.start() }

  func resolve(_ resolutions: [Resolution]) async throws -> [Goal] { try await program.resolve(resolutions) }

  func finish() async throws -> SourceResult {
    let result = try await program.finish()
    return SourceResult(
      exports: result.exports,
      blocked: result.blocked.map { BlockedGoal(urn: $0.urn, waitingFor: $0.waitingOn) }, warnings: result.warnings)
  }
}
