import CofreModel
import CofreState

/// When a command asks for the passphrase that wraps the key of a stack, where `COFRE_PASSPHRASE` does not give it.
enum PassphraseQuestion {
  /// What is encrypted stays so.
  case never
  /// When the stack has a key.
  case toOpen
  /// And when it is to get one: the passphrase is then chosen, and typed twice.
  case toOpenOrChoose

  /// Nil where nobody can be asked.
  func prompt(on console: Console, stack: String) -> PassphraseSecretsProvider.Prompt? {
    guard self != .never, console.capabilities.canAsk else { return nil }
    let choice = self == .toOpenOrChoose
    return { isNew in
      let prompt = Prompt(console: console)
      guard isNew else { return try prompt.secret("Passphrase of stack '\(stack)': ") }
      // An operation is under way otherwise, which does not wait for two answers.
      guard choice else { throw Self.notChosen(stack) }
      let passphrase = try prompt.secret("New passphrase for stack '\(stack)': ")
      guard try prompt.secret("The same again: ") == passphrase else { throw Self.different }
      return passphrase
    }
  }

  /// Whether a new passphrase can be asked for.
  func canChoose(on console: Console) -> Bool { self == .toOpenOrChoose && console.capabilities.canAsk }

  static func notChosen(_ stack: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "passphrase-missing", "Passphrase needed",
        detail: "The data key of stack '\(stack)' is to be wrapped by a passphrase, and none has been chosen.",
        hint: "'cofre config set --secret NAME' asks for one; or set COFRE_PASSPHRASE."))
  }

  private static let different = DiagnosticError(
    Diagnostic(
      code: "passphrase-different", "Passphrases differ", detail: "What was typed twice is not the same.",
      hint: "Nothing was changed. Try again."))
}
