/// What scripts find beside the resource types, as plain data: for the definition files that other Lua servers read.
package struct LibraryDescription: Sendable {
  /// A function that scripts call, with the module it is in: `cofre.log.info`.
  package struct Function: Sendable {
    package var name: String
    /// Names as they are shown; one that ends with `?` may be left out.
    package var parameters: [String]
    /// What it answers, in a word; nil for nothing.
    package var result: String?
    package var documentation: String
  }

  /// An option of a declaration, or a method of the stack's configuration.
  package struct Entry: Sendable {
    package var name: String
    package var documentation: String
  }

  /// The functions of the modules `cofre` and `cofre.log`, sorted by name.
  package var functions: [Function]
  package var configurationMethods: [Entry]
  package var options: [Entry]
  /// What Lua has and scripts have not, sorted, with what to do instead.
  package var unavailable: [Entry]

  package static var standard: LibraryDescription {
    let functions = StandardLibrary.tables.filter { $0.key == "cofre" || $0.key.hasPrefix("cofre.") }.values.joined()
    return LibraryDescription(
      functions: functions.map {
        Function(
          name: $0.name, parameters: $0.parameters, result: $0.result, documentation: $0.documentation)
      }.sorted { $0.name < $1.name },
      configurationMethods: ConfigurationMethod.all.map { Entry(name: $0.name, documentation: $0.documentation) },
      options: ResourceOption.all.map { Entry(name: $0.name, documentation: $0.documentation) },
      unavailable: StandardLibrary.unavailable.map { Entry(name: $0.key, documentation: $0.value) }
        .sorted { $0.name < $1.name })
  }
}
