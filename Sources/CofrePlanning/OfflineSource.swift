import CofreEngine
import CofreModel

/// A script whose goals are noted, and which sees sealed outputs as unknown ones.
struct OfflineSource: Source {
  let base: any Source
  let notes: RunNotes

  func start() async throws -> [Goal] { noted(try await base.start()) }

  func resolve(_ resolutions: [Resolution]) async throws -> [Goal] {
    noted(try await base.resolve(resolutions.map(\.withoutSealedValues)))
  }

  func finish() async throws -> SourceResult { try await base.finish() }

  private func noted(_ goals: [Goal]) -> [Goal] {
    for goal in goals { notes.take(goal) }
    return goals
  }
}

extension Resolution {
  fileprivate var withoutSealedValues: Resolution {
    Resolution(
      urn: urn,
      outputs: outputs?.mapValues { output in
        output.mapLeaves { leaf, _ in
          switch leaf {
          case .ciphertext, .digest: .unknown(isSensitive: true)
          default: leaf
          }
        }
      })
  }
}
