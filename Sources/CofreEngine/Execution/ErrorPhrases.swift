import CofreModel
import CofreProvider

/// Turns whatever a step threw into what the user reads.
enum ErrorPhrases {
  static func diagnostics(for error: any Error, urn: URN?, location: SourceLocation?) -> [Diagnostic] {
    switch error {
    case let error as DiagnosticError:
      return error.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.urn = diagnostic.urn ?? urn
        diagnostic.location = diagnostic.location ?? location
        return diagnostic
      }
    case let error as ProviderError:
      return [error.diagnostic(urn: urn, location: location)]
    case is CancellationError:
      return [
        Diagnostic(
          code: "cancelled", "Cancelled", detail: "The step was cancelled before it ended.", urn: urn,
          location: location)
      ]
    default:
      let activity = urn.map { "while '\($0.name)' (\($0.type)) was worked on" } ?? "while the script was followed"
      return [.internalError(error, activity, urn: urn, location: location)]
    }
  }
}
