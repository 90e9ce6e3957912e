package import CofreModel

/// The name of a configuration value: `namespace:name`.
///
/// The namespace is the project's name, which need not be written, or a cloud, such as `aws`. Both parts follow the
/// grammar of ``Names``.
package struct ConfigurationKey: Sendable, Hashable, Comparable {
  package var namespace: String
  package var name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// Reads `name` or `namespace:name`; throws when it is neither.
  package init(parsing text: String, project: String, location: SourceLocation? = nil) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let problem: String?
    switch parts.count {
    case 1: problem = Names.problem(with: parts[0])
    case 2: problem = parts.lazy.compactMap(Names.problem).first
    default: problem = "has more than one ':'"
    }
    if let problem {
      throw DiagnosticError(
        Diagnostic(
          code: "invalid-key", "Invalid key", detail: "The configuration key '\(text)' \(problem).",
          hint: "Write 'name', or 'namespace:name' as in 'aws:region'.", location: location))
    }
    namespace = parts.count == 2 ? parts[0] : project
    name = parts[parts.count - 1]
  }

  /// `namespace:name`: what a value is stored and encrypted under.
  package var text: String { "\(namespace):\(name)" }

  /// As a person writes it in this project: without the project's own namespace.
  package func shortText(in project: String) -> String { namespace == project ? name : text }

  package static func < (left: ConfigurationKey, right: ConfigurationKey) -> Bool { left.text < right.text }
}
