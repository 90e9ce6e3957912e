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
      return [
        Diagnostic(
          code: "internal-error", "Something went wrong in Cofre itself",
          detail: "\(type(of: error)): \(error)", hint: "Please report it; the state is safe.", urn: urn,
          location: location)
      ]
    }
  }
}
