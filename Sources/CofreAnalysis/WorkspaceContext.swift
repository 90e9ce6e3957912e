/// What surrounds a file and is not in it: other modules, the stack's configuration, the catalog, settings.
///
/// It is a value: whoever serves an editor makes a new one when a file or a setting changes, and gives it to the next
/// ``DocumentAnalysis``.
package struct WorkspaceContext: Sendable {
  /// One key of the stack's configuration.
  package struct ConfigurationKey: Sendable, Hashable {
    /// As scripts ask for it: without the project's name when it is the project's own.
    package var name: String
    /// Whether it is stored encrypted, so that scripts take it by `require_secret` or `get_secret`.
    package var isSecret: Bool
    /// Where it is set, such as `Cofre.dev.yaml`; shown beside the name.
    package var origin: String?

    package init(_ name: String, isSecret: Bool = false, origin: String? = nil) {
      self.name = name
      self.isSecret = isSecret
      self.origin = origin
    }
  }

  /// The project's other files, and those of its libraries.
  package var surroundings: Surroundings
  /// The keys of the stack's configuration; nil when no stack is known, so that no key can be called missing.
  package var configurationKeys: [ConfigurationKey]?
  /// The settings files of the project.
  package var settings: SettingsFiles = .none
  package var catalog: CatalogLookup
  /// Global names that exist beside the limited VM's own.
  package var globals: Set<String>
  /// Codes of diagnostics that are not wanted.
  package var silencedCodes: Set<String>
  /// How serious diagnostics are, by their codes or what other Lua servers call them, where it is not as their pages say.
  package var severities: [String: AnalysisDiagnostic.Severity] = [:]

  package init(
    surroundings: Surroundings = .none, configurationKeys: [ConfigurationKey]? = nil,
    catalog: CatalogLookup = .standard, globals: Set<String> = [], silencedCodes: Set<String> = []
  ) {
    self.surroundings = surroundings
    self.configurationKeys = configurationKeys
    self.catalog = catalog
    self.globals = globals
    self.silencedCodes = silencedCodes
  }

  /// The project's other files by the name under which `require` finds them.
  var modules: Surroundings.Modules { surroundings.modules }

  /// Whether an analysis in one of the two would say the same as in the other.
  package func hasSameContent(as other: WorkspaceContext) -> Bool {
    surroundings === other.surroundings && settings === other.settings && configurationKeys == other.configurationKeys
      && globals == other.globals
      && silencedCodes == other.silencedCodes && severities == other.severities
  }
}
