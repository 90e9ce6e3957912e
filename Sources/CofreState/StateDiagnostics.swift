import CofreModel

/// What users are told when their state cannot be read or written.
///
/// No message holds a key or a value.
extension DiagnosticError {
  /// A checkpoint or journal that cannot be read.
  ///
  /// `backup` is the newest sound backup, when there is one.
  static func unreadable(_ what: String, _ path: String, _ error: FormatError, backup: String?) -> DiagnosticError {
    if error.kind == .newer {
      return DiagnosticError(
        Diagnostic(
          code: "state-newer", "State of a newer version",
          detail: "The \(what) '\(path)' cannot be read. \(error.message)",
          hint: "Install the version of Cofre that wrote it, or a later one. Nothing was changed."))
    }
    let next =
      backup.map {
        "The newest sound backup is '\($0)'. To go back to it:\n    cp '\($0)' '\(path)'\n    cofre refresh"
      }
      ?? "There is no backup of it. Restore the file from your own backups."
    let hint =
      what == "checkpoint" ? next : "Keep the file: it says what was done. Move it away, then run:\n    cofre refresh"
    return DiagnosticError(
      Diagnostic(
        code: error.kind == .truncated ? "state-truncated" : "state-damaged",
        error.kind == .truncated ? "State file cut off" : "State file damaged",
        detail: "The \(what) '\(path)' cannot be read. \(error.message) Nothing was changed.", hint: hint))
  }

  static func unsound(_ path: String, _ errors: [String]) -> DiagnosticError {
    let shown = errors.prefix(3).joined(separator: " ")
    let rest = errors.count > 3 ? " There are \(errors.count - 3) more such errors." : ""
    return DiagnosticError(
      Diagnostic(
        code: "state-unsound", "State breaks its own rules",
        detail: "The state '\(path)' can be read but is not sound. \(shown)\(rest) Nothing was changed.",
        hint: "This is a bug in Cofre, or the file was edited. Older checkpoints lie in the folder 'history' beside it."
      ))
  }

  static func foreign(_ path: String, found: StackReference, wanted: StackReference) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "state-foreign", "State of another stack",
        detail: "The file '\(path)' holds the state of stack '\(found.stack)' of project '\(found.project)', "
          + "not of stack '\(wanted.stack)' of project '\(wanted.project)'.",
        hint: "Move it back to where it was copied from."))
  }

  static func checkpointMissing(_ path: String, journal: String, backup: String?) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "state-missing", "Checkpoint missing",
        detail: "There is a journal '\(journal)', but the checkpoint that it continues, '\(path)', is gone.",
        hint: backup.map { "Restore it from its newest backup:\n    cp '\($0)' '\(path)'" }
          ?? "Restore it from your own backups, or move the journal away to start with an empty state."))
  }

  static func locked(_ stack: String, by holder: LockHolder?, here host: String) -> DiagnosticError {
    let who =
      holder.map { holder in
        let place = holder.host == host ? "" : " on \(holder.host)"
        return "Process \(holder.processID)\(place) has held it since \(holder.sinceText), running `\(holder.command)`."
      } ?? "Another process holds it."
    return DiagnosticError(
      Diagnostic(
        code: "state-locked", "Stack is locked", detail: "The state of stack '\(stack)' is locked. \(who)",
        hint: "Wait until it has ended. Should the process be dead, its lock goes with it: no file needs to be removed."
      ))
  }

  static func fileFailure(_ error: FileError, _ consequence: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "state-file", "State file not accessible",
        detail: "\(error.path.isEmpty ? "A file" : "'\(error.path)'") \(error.action): \(error.reason). \(consequence)")
    )
  }

  static func unwritable(_ error: FormatError) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(code: "state-unwritable", "Change cannot be recorded", detail: error.message))
  }

  static func stateExists(_ stack: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "stack-exists", "Stack exists", detail: "The stack '\(stack)' has a state already.",
        hint: "To use it:\n    cofre stack select \(stack)"))
  }

  static func invalidName(_ stack: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "invalid-name", "Invalid name", detail: "A stack cannot have the name '\(stack)'.",
        hint: "Use letters, digits, '_', '-' and '.', as in 'dev'."))
  }

  static func noState(_ stack: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "stack-unknown", "Stack has no state", detail: "The stack '\(stack)' has no state.",
        hint: "To see the stacks:\n    cofre stack ls"))
  }

  static func notEmpty(_ stack: String, count: Int) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "stack-not-empty", "Stack still has resources",
        detail: "The stack '\(stack)' still has \(count) resource\(count == 1 ? "" : "s"), which would be forgotten.",
        hint: "To delete them first:\n    cofre destroy --stack \(stack)"))
  }

  static var sessionClosed: DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "state-closed", "State is closed",
        detail: "A change was to be recorded after the state had been closed. This is a bug in Cofre."))
  }
}
