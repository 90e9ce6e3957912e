import LuaSyntax

extension DocumentAnalysis {
  /// What a rename at an offset would be about; nil when nothing there can be renamed.
  package func prepareRename(at offset: Int) -> RenameTarget? {
    guard let (subject, range) = facts.subject(at: offset) else { return nil }
    switch subject {
    case .binding(let index) where !facts.bindings[index].nameRange.isEmpty:
      return RenameTarget(range: range, name: facts.bindings[index].name)
    case .global(let name) where facts.globals[name]?.isAssigned == true:
      return RenameTarget(range: range, name: name)
    default: return nil
    }
  }

  /// The edits that give the thing at an offset another name.
  ///
  /// It throws when nothing there can be renamed, or the name would not do.
  package func rename(at offset: Int, to name: String) throws(RenameRefusal) -> [FileEdit] {
    guard let target = prepareRename(at: offset), let (subject, _) = facts.subject(at: offset) else {
      throw RenameRefusal(message: "Only variables can be renamed, and none is here.")
    }
    guard name.isLuaName else { throw RenameRefusal(message: "'\(name)' is no name of a variable in Lua.") }
    if name == target.name { return [] }
    if case .binding(let index) = subject, let other = facts.variable(named: name, mixedUpWith: index) {
      let line = file.lines.line(at: facts.bindings[other].nameRange.lowerBound) + 1
      throw RenameRefusal(message: "'\(name)' would be mixed up with the variable of that name in line \(line).")
    }
    let scope: Range<Int>
    if case .binding(let index) = subject { scope = facts.bindings[index].scope } else { scope = 0..<file.source.count }
    if facts.globals[name]?.uses.contains(where: { scope.contains($0.range.lowerBound) }) == true {
      throw RenameRefusal(message: "'\(name)' is a global that is used where the variable can be seen.")
    }
    if case .global = subject, facts.bindings.contains(where: { $0.name == name }) {
      throw RenameRefusal(message: "'\(name)' is the name of a local variable of the file.")
    }
    return references(at: offset).map { FileEdit(Edit($0.range, name)) }
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

extension String {
  var isLuaName: Bool {
    guard let first = utf8.first, !(48...57).contains(first), !StandardLibrary.keywords.contains(self) else {
      return false
    }
    return utf8.allSatisfy { 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 95 }
  }
}
