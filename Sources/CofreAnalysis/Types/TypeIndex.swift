/// The types that many files declare, by name.
final class TypeIndex: Sendable {
  let classes: [String: [ClassDeclaration]]
  let aliases: [String: AliasDeclaration]
  let enumerations: [String: EnumDeclaration]
  let globals: [String: GlobalDeclaration]
  private let files: [ProjectFile]
  private let fileOfText = Once<[FileIdentity: ProjectFile]>()

  /// Takes the files in the order in which they count: of two that declare an alias the first wins.
  init(_ files: [ProjectFile]) {
    var classes: [String: [ClassDeclaration]] = [:]
    var aliases: [String: AliasDeclaration] = [:]
    var enumerations: [String: EnumDeclaration] = [:]
    var globals: [String: GlobalDeclaration] = [:]
    for file in files {
      let summary = file.text.summary
      if !summary.declaresTypes, summary.globals.isEmpty { continue }
      for declaration in summary.classes { classes[declaration.name, default: []].append(declaration) }
      for alias in summary.aliases where aliases[alias.name] == nil { aliases[alias.name] = alias }
      for declaration in summary.enumerations where enumerations[declaration.name] == nil {
        enumerations[declaration.name] = declaration
      }
      for global in summary.globals where globals[global.name] == nil { globals[global.name] = global }
    }
    self.classes = classes
    self.aliases = aliases
    self.enumerations = enumerations
    self.globals = globals
    self.files = files
  }

  func file(_ identity: FileIdentity) -> ProjectFile? {
    fileOfText.value {
      Dictionary(files.map { (ObjectIdentifier($0.text), $0) }, uniquingKeysWith: { first, _ in first })
    }[identity]
  }
}
