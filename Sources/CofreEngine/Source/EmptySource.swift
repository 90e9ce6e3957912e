package import CofreModel

/// The source of a destroy: nothing is wanted.
package struct EmptySource: Source {
  package init() {}

  package func start() -> [Goal] { [] }
  package func resolve(_ resolutions: [Resolution]) -> [Goal] { [] }
  package func finish() -> SourceResult { SourceResult() }
}
