import LuaSyntax

/// Renames of what annotations declare: fields and type parameters.
extension DocumentAnalysis {
  /// Refuses a field that a library declares.
  func checkRenamable(_ field: FieldSymbol) throws(RenameRefusal) {
    let places = TypeInquiry(facts).member(field.name, of: .named(field.owner, []))?.places ?? []
    guard
      let file = places.lazy.compactMap({ self.workspace.surroundings.types.file($0.file) }).first(where: \.isLibrary)
    else { return }
    let name = file.path.split(separator: "/").last ?? ""
    throw RenameRefusal(
      message: "'\(field.name)' is declared in '\(name)', which belongs to a library and is not changed.")
  }

  func edits(renaming field: FieldSymbol, to name: String) throws(RenameRefusal) -> [FileEdit] {
    guard name.isLuaName else { throw .noName(name) }
    if TypeInquiry(facts).member(name, of: .named(field.owner, [])) != nil {
      throw RenameRefusal(message: "'\(name)' is there already: '\(field.owner)' has a field of that name.")
    }
    let references = references(to: field)
    for (symbol, key) in symbols(of: field, in: references) { try check(key, becoming: name, symbol) }
    return references.files.filter { !$0.file.isLibrary }.flatMap { file, uses in
      uses.map { FileEdit(path: file.path, Edit($0.range, name)) }
    }
  }

  func edits(renaming parameter: TypeParameterSymbol, to name: String) throws(RenameRefusal) -> [FileEdit] {
    try check(typeNamed: name)
    if parameter.others.contains(name) {
      throw RenameRefusal(message: "'\(name)' is there already: it is another type parameter.")
    }
    return parameter.uses.map { FileEdit(Edit($0, name)) }
  }
}
