import CofreEngine
import CofreModel
import Synchronization

/// One run of a program: a goal is settled once everything that its inputs are made from is resolved.
final class ProgramSource: Source {
  /// An error that would give a value away, if its text were shown.
  struct Failure: Error, CustomStringConvertible {
    var description: String { "canary" }
  }

  private struct Contents {
    var outputs: [URN: [String: Value]] = [:]
    /// By declaration: what it waits for.
    var missing: [Set<URN>]
    /// Declarations by what they wait for.
    var waiters: [URN: [Int]] = [:]
  }

  private let program: Program
  private let contents: Mutex<Contents>
  /// Throws when this resource is resolved, as a script does whose function raises an error.
  private let raisesAt: URN?

  init(_ program: Program, raisesAt: URN? = nil) {
    self.program = program
    self.raisesAt = raisesAt
    var contents = Contents(missing: [])
    for (index, declaration) in program.declarations.enumerated() {
      let sources = declaration.inputs.values.reduce(into: Set<URN>()) { $0.formUnion($1.sources) }
      contents.missing.append(sources)
      for urn in sources { contents.waiters[urn, default: []].append(index) }
    }
    self.contents = Mutex(contents)
  }

  func start() -> [Goal] {
    contents.withLock { contents in
      program.declarations.indices.filter { contents.missing[$0].isEmpty }.map { goal($0, contents) }
    }
  }

  func resolve(_ resolutions: [Resolution]) throws -> [Goal] {
    if resolutions.contains(where: { $0.urn == raisesAt }) { throw Failure() }
    return contents.withLock { contents in
      var settled: [Int] = []
      for resolution in resolutions {
        guard let outputs = resolution.outputs else { continue }
        contents.outputs[resolution.urn] = outputs
        for index in contents.waiters.removeValue(forKey: resolution.urn) ?? [] {
          contents.missing[index].remove(resolution.urn)
          if contents.missing[index].isEmpty { settled.append(index) }
        }
      }
      return settled.sorted().map { goal($0, contents) }
    }
  }

  func finish() -> SourceResult {
    contents.withLock { contents in
      SourceResult(
        exports: program.exports.mapValues { $0.value(contents.outputs) },
        blocked: program.declarations.indices.filter { !contents.missing[$0].isEmpty }.map { index in
          BlockedGoal(
            urn: program.declarations[index].urn, location: location(index),
            waitingFor: contents.missing[index].sorted { $0.name < $1.name })
        })
    }
  }

  private func goal(_ index: Int, _ contents: Contents) -> Goal {
    let declaration = program.declarations[index]
    return Goal(
      urn: declaration.urn, inputs: declaration.inputs.mapValues { $0.value(contents.outputs) },
      options: declaration.options,
      propertyDependencies: declaration.inputs.mapValues(\.sources).filter { !$0.value.isEmpty },
      location: location(index))
  }

  private func location(_ index: Int) -> CofreModel.SourceLocation {
    SourceLocation(file: "stack.lua", line: index + 1)
  }
}
