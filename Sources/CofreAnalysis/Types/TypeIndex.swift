/// The types that many files declare, by name.
///
/// Of each name it has all declarations in the order of the files: of two that declare an alias the first wins.
final class TypeIndex: Sendable {
  let classes: [String: [ClassDeclaration]]
  let aliases: [String: [AliasDeclaration]]
  let enumerations: [String: [EnumDeclaration]]
  let globals: [String: [GlobalDeclaration]]
  /// How many declarations of types there are.
  let typeCount: Int
  private let files: [ProjectFile]
  private let fileOfText = Once<[FileIdentity: ProjectFile]>()

  init(_ files: [ProjectFile]) {
    var classes: [String: [ClassDeclaration]] = [:]
    var aliases: [String: [AliasDeclaration]] = [:]
    var enumerations: [String: [EnumDeclaration]] = [:]
    var globals: [String: [GlobalDeclaration]] = [:]
    var typeCount = 0
    for file in files {
      let summary = file.text.summary
      if !summary.declaresTypes, summary.globals.isEmpty { continue }
      typeCount += summary.typeCount
      for declaration in summary.classes { classes[declaration.name, default: []].append(declaration) }
      for alias in summary.aliases { aliases[alias.name, default: []].append(alias) }
      for declaration in summary.enumerations { enumerations[declaration.name, default: []].append(declaration) }
      for global in summary.globals { globals[global.name, default: []].append(global) }
    }
    self.classes = classes
    self.aliases = aliases
    self.enumerations = enumerations
    self.globals = globals
    self.typeCount = typeCount
    self.files = files
  }

  /// The names of all types; some may be there twice.
  var names: [String] { Array(classes.keys) + Array(aliases.keys) + Array(enumerations.keys) }

  func file(_ identity: FileIdentity) -> ProjectFile? {
    fileOfText.value {
      Dictionary(files.map { (ObjectIdentifier($0.text), $0) }, uniquingKeysWith: { first, _ in first })
    }[identity]
  }
}
