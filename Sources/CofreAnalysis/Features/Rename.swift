import LuaSyntax

extension DocumentAnalysis {
  /// What a rename at an offset would be about; nil when there is nothing with a name of its own.
  ///
  /// It throws where there is something that keeps its name, and says why.
  package func prepareRename(at offset: Int) throws(RenameRefusal) -> RenameTarget? {
    if text.isMadeFromCatalog {
      throw RenameRefusal(message: "The file is written by Cofre, and what it declares keeps its name.")
    }
    if let parameter = facts.typeParameter(at: offset) {
      return RenameTarget(range: parameter.range, name: parameter.name)
    }
    if let label = facts.label(at: offset) { return RenameTarget(range: label.range, name: label.name) }
    if let (field, range) = facts.field(at: offset) {
      try checkRenamable(field)
      return RenameTarget(range: range, name: field.name)
    }
    if let (symbol, key, use) = annotatedSymbol(at: offset) {
      guard try isRenamable(symbol, key) else { return nil }
      return RenameTarget(range: use.range, name: file.text(use.range))
    }
    guard let (subject, range) = facts.subject(at: offset) else { return nil }
    if case .binding(let index) = subject {
      guard !facts.bindings[index].nameRange.isEmpty else { return nil }
      return RenameTarget(range: range, name: facts.bindings[index].name)
    }
    if case .text(let literal) = subject,
      let module = index.symbols.first(where: { $0.range == range && $0.kind == .resource })?.module,
      workspace.surroundings.hasResourceTypes(module)
    {
      throw .logicalName(String(decoding: literal.value, as: UTF8.self))
    }
    if let key = configurationKey(at: range), case .text(let literal) = subject {
      return RenameTarget(range: literal.contentRange, name: key)
    }
    guard let (symbol, key, use) = sharedSymbol(at: range), try isRenamable(symbol, key) else { return nil }
    return RenameTarget(range: use.range, name: file.text(use.range))
  }

  /// The edits, in this file and in others, that give the thing at an offset another name.
  ///
  /// It throws when nothing there can be renamed, or the name would not do. Files of libraries are never edited.
  package func rename(at offset: Int, to name: String) throws(RenameRefusal) -> [FileEdit] {
    guard let target = try prepareRename(at: offset) else {
      throw RenameRefusal(message: "Nothing that can be renamed is here.")
    }
    if name == target.name { return [] }
    if let parameter = facts.typeParameter(at: offset) { return try edits(renaming: parameter, to: name) }
    if let label = facts.label(at: offset) { return try edits(renaming: label, to: name) }
    if let (field, _) = facts.field(at: offset) { return try edits(renaming: field, to: name) }
    if let (symbol, key, _) = annotatedSymbol(at: offset) { return try edits(renaming: symbol, key, to: name) }
    guard let (subject, range) = facts.subject(at: offset) else { return [] }
    if case .binding(let index) = subject {
      try checkVariable(index, becoming: name)
      return references(at: offset).map { FileEdit(path: $0.path, Edit($0.range, name)) }
    }
    if let key = configurationKey(at: range) {
      let rename = ConfigurationKeyRename(files: workspace.settings, scripts: workspace.surroundings, own: text)
      return try rename.edits(renaming: key, to: name)
    }
    guard let (symbol, key, _) = sharedSymbol(at: range) else { return [] }
    return try edits(renaming: symbol, key, to: name)
  }

  private func edits(
    renaming symbol: SharedSymbol, _ key: SymbolKey, to name: String
  ) throws(RenameRefusal) -> [FileEdit] {
    try check(key, becoming: name, symbol)
    return uses(of: symbol).filter { !$0.file.isLibrary }.flatMap { file, uses in
      uses.map { FileEdit(path: file.path, Edit($0.range, name)) }
    }
  }

  private func edits(renaming label: LabelSymbol, to name: String) throws(RenameRefusal) -> [FileEdit] {
    guard name.isLuaName else { throw .noName(name) }
    if label.others.contains(name) {
      throw RenameRefusal(message: "The function has a label '\(name)' already.")
    }
    return label.uses.map { FileEdit(path: nil, Edit($0, name)) }
  }

  private func checkVariable(_ index: Int, becoming name: String) throws(RenameRefusal) {
    guard name.isLuaName else { throw .noName(name) }
    if let other = facts.variable(named: name, mixedUpWith: index) {
      let line = file.lines.line(at: facts.bindings[other].nameRange.lowerBound) + 1
      throw RenameRefusal(message: "'\(name)' would be mixed up with the variable of that name in line \(line).")
    }
    let scope = facts.bindings[index].scope
    if facts.globals[name]?.uses.contains(where: { scope.contains($0.range.lowerBound) }) == true {
      throw RenameRefusal(message: "'\(name)' is a global that is used where the variable can be seen.")
    }
  }
}

extension DocumentFacts {
  /// A variable of a name that would hide, or be hidden by, another one under that name.
  fileprivate func variable(named name: String, mixedUpWith index: Int) -> Int? {
    let scope = bindings[index].scope
    return bindings.indices.first { other in
      other != index && bindings[other].name == name && bindings[other].scope.overlaps(scope)
    }
  }
}

extension RenameRefusal {
  static func noName(_ name: String) -> RenameRefusal {
    RenameRefusal(message: "'\(name)' is no name in Lua: letters, digits and '_', not beginning with a digit.")
  }

  fileprivate static func logicalName(_ name: String) -> RenameRefusal {
    RenameRefusal(
      message: "'\(name)' is the logical name by which the state knows the resource: under another one it would be "
        + "replaced. To keep it, change the name by hand and add `aliases = { \"\(name)\" }` to its options.")
  }
}

extension String {
  var isLuaName: Bool {
    guard let first = utf8.first, !(48...57).contains(first), !StandardLibrary.keywords.contains(self) else {
      return false
    }
    return utf8.allSatisfy { 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 95 }
  }
}
