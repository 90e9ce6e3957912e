import LuaSyntax

/// What may be renamed of things that files share, and to what.
extension DocumentAnalysis {
  /// Whether a symbol is declared where its declaration can be changed; throws where it is known to keep its name.
  func isRenamable(_ symbol: SharedSymbol, _ key: SymbolKey) throws(RenameRefusal) -> Bool {
    switch key.root {
    case .localFunction: return true
    case .localTable:
      guard isWritten(symbol), let use = LocalTableUse(key, in: facts) else { return false }
      if let place = use.firstUnclearPlace {
        throw RenameRefusal(
          message: "'\(key.name)' may be named in places that cannot be found: the table is handed on in line "
            + "\(file.lines.line(at: place.lowerBound) + 1).")
      }
      return true
    case .module(let name) where key.path.isEmpty:
      if symbol.home == nil { return false }
      throw RenameRefusal(
        message: "The module '\(name)' is called after its file: rename the file, and all that require it follow.")
    case .module(let name) where symbol.home == nil:
      guard name == "cofre" || name.hasPrefix("cofre.") else { return false }
      throw RenameRefusal(message: "'\(key.name)' comes with Cofre and keeps its name.")
    case .global(let name):
      guard !StandardLibrary.globalNames.contains(name), !workspace.globals.contains(name) else { return false }
      let root = SharedSymbol(keys: [SymbolKey(root: key.root)])
      // A member of what nobody here makes is somebody else's.
      guard key.path.isEmpty || isWritten(root) else { return false }
    case .module, .ownModule, .type: break
    }
    if let file = uses(of: symbol).first(where: { $0.file.isLibrary && $0.uses.contains(where: \.isWrite) })?.file {
      throw RenameRefusal(
        message: "'\(key.name)' is declared in '\(Self.name(of: file))', which belongs to a library and is not changed."
      )
    }
    return isWritten(symbol)
  }

  private func isWritten(_ symbol: SharedSymbol) -> Bool {
    searchedFiles.contains { file in symbol.uses(in: file).contains(where: \.isWrite) }
  }

  /// Refuses a name that is none, or that would be mixed up with another.
  func check(_ key: SymbolKey, becoming name: String, _ symbol: SharedSymbol) throws(RenameRefusal) {
    if case .type = key.root { return try check(typeNamed: name) }
    guard name.isLuaName else { throw .noName(name) }
    var other = key.parent?.member(name) ?? key
    if case .global = key.root, key.path.isEmpty {
      if StandardLibrary.globalNames.contains(name) || workspace.globals.contains(name) {
        throw RenameRefusal(message: "'\(name)' is a global that scripts find without declaring it.")
      }
      other = SymbolKey(root: .global(name))
    }
    if other != key, let (file, uses) = uses(of: sharedSymbol(other)).first, let use = uses.first {
      throw RenameRefusal(message: "'\(name)' is there already: \(place(of: use.range, in: file)).")
    }
    guard case .global = key.root, key.path.isEmpty else { return }
    for (file, uses) in uses(of: symbol) {
      let facts = file.path == nil ? self.facts : DocumentFacts.collect(from: file.text, in: WorkspaceContext())
      let hiding = facts.bindings.first { binding in
        binding.name == name && uses.contains { binding.scope.contains($0.range.lowerBound) }
      }
      guard let hiding else { continue }
      throw RenameRefusal(
        message: "A local variable '\(name)' would hide it: \(place(of: hiding.nameRange, in: file)).")
    }
  }

  /// Refuses a name for a type that is none, or that is another's.
  func check(typeNamed name: String) throws(RenameRefusal) {
    let isName =
      !name.isEmpty
      && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        guard let first = part.utf8.first, !(48...57).contains(first) else { return false }
        return part.utf8.allSatisfy {
          48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 95 || $0 == 45 || $0 >= 0x80
        }
      }
    guard isName else {
      throw RenameRefusal(
        message: "'\(name)' is no name of a type: letters, digits, '_' and '-', in parts with dots between them.")
    }
    if DocumentedNames.builtIn.contains(name) || workspace.catalog.resourceType(name) != nil {
      throw RenameRefusal(message: "'\(name)' is a type that needs no declaration.")
    }
    let other = SharedSymbol(keys: [SymbolKey(root: .type(name))])
    if let (file, uses) = uses(of: other).first, let use = uses.first {
      throw RenameRefusal(message: "'\(name)' is there already: \(place(of: use.range, in: file)).")
    }
  }

  private func place(of range: Range<Int>, in file: SearchedFile) -> String {
    let line = file.text.lines.line(at: range.lowerBound) + 1
    return file.path == nil ? "line \(line)" : "'\(Self.name(of: file))', line \(line)"
  }

  private static func name(of file: SearchedFile) -> String {
    String((file.path ?? "").split(separator: "/").last ?? "this file")
  }
}
