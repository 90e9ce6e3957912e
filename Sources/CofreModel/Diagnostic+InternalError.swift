extension Diagnostic {
  /// What is said of an error that nothing was prepared for.
  ///
  /// Of the error only its type is told, never its text, which might repeat a value. `activity` says where it happened, as
  /// in "while 'key' was worked on"; it holds no value either.
  package static func internalError(
    _ error: any Error, _ activity: String, urn: URN? = nil, location: SourceLocation? = nil
  ) -> Diagnostic {
    // A private type has a place without a name in its own, which is another one in each run.
    let type = String(reflecting: type(of: error)).split(separator: ".").filter { !$0.hasPrefix("(unknown context") }
    return Diagnostic(
      code: "internal-error", "Something went wrong in Cofre itself",
      detail: "An error of the type \(type.joined(separator: ".")) came up \(activity).",
      hint: "Please report it with this message, the command, and the output of 'cofre version'; the state is safe.",
      urn: urn, location: location)
  }
}
