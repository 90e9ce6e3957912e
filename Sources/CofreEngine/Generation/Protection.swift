import CofreModel

/// The guard of protected resources.
enum Protection {
  /// Throws when one of the states is protected; `because` is the end of a sentence.
  static func check(_ states: [ResourceState], verb: String, because: String) throws {
    let diagnostics = states.filter(\.options.protect).map { state in
      Diagnostic(
        code: "protected-resource", "The resource is protected",
        detail: "'\(state.urn.name)' (\(state.urn.type)) would be \(verb) because \(because), and it is protected."
          + (state.location.map { " It was declared at \($0)." } ?? ""),
        hint: "Declare it without protect = true, run 'cofre up', and try again.", urn: state.urn)
    }
    guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
  }
}
