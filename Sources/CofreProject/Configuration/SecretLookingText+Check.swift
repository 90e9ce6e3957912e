import CofreModel
import CofreSettings

extension SecretLookingText {
  /// Throws when any text in the value looks like a secret; the message does not hold it.
  static func check(_ value: Value, key: ConfigurationKey, project: String) throws {
    var reason: String?
    _ = value.mapLeaves { leaf, path in
      if reason == nil, case .string(let text) = leaf {
        let name = path.components.last.flatMap { component in
          if case .key(let key) = component { return key }
          return nil
        }
        reason = self.reason(text, key: name ?? key.name)
      }
      return leaf
    }
    guard let reason else { return }
    let short = key.shortText(in: project)
    throw DiagnosticError(
      Diagnostic(
        code: "secret-looking", "Value looks like a secret",
        detail: "The value for '\(short)' \(reason), and would be written in clear. Nothing was written.",
        hint: "To store it encrypted:\n    cofre config set --secret \(short)\n"
          + "If it is no secret, say so with --plaintext."))
  }
}
