import CofreHTTP
import CofreModel
import CofreProvider

/// Whatever was thrown, as diagnostics.
enum ErrorText {
  static func diagnostics(for error: any Error) -> [Diagnostic] {
    switch error {
    case let error as DiagnosticError: return error.diagnostics
    case let error as ProviderError: return [error.diagnostic(urn: nil, location: nil)]
    case let error as HTTPError:
      return [Diagnostic(code: "unreachable", "The endpoint cannot be reached", detail: error.message)]
    default:
      return [.internalError(error, "outside of the work on any resource")]
    }
  }
}
