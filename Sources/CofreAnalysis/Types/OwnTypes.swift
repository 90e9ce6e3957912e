/// The types that the file asked about declares, by name.
struct OwnTypes: Sendable {
  var classes: [String: [ClassDeclaration]] = [:]
  var aliases: [String: AliasDeclaration] = [:]
  var enumerations: [String: EnumDeclaration] = [:]

  init(_ summary: ScriptSummary) {
    for declaration in summary.classes { classes[declaration.name, default: []].append(declaration) }
    for alias in summary.aliases where aliases[alias.name] == nil { aliases[alias.name] = alias }
    for declaration in summary.enumerations where enumerations[declaration.name] == nil {
      enumerations[declaration.name] = declaration
    }
  }
}
