import LuaSyntax

/// A thing that several files may name, each in its own way.
struct SharedSymbol: Hashable, Sendable {
  /// The file that gives a symbol, and what the symbol is there.
  struct Home: Hashable, Sendable {
    /// Nil for the file asked about.
    var path: String?
    var key: SymbolKey
  }

  /// What it is for files that do not declare it; several where a module is found under several names.
  var keys: [SymbolKey]
  /// Nil for what belongs to no file.
  var home: Home?
}

/// One file among those that are searched.
struct SearchedFile: Sendable {
  /// Nil for the file asked about.
  var path: String?
  var text: ScriptText
  var index: FileIndex
  var isLibrary: Bool
}

extension DocumentAnalysis {
  /// What this file shares with others.
  var index: FileIndex {
    // Taken first, so that nothing is computed from other files while the index is waited for.
    let facts = facts
    return text.index(from: facts)
  }

  /// The file asked about, and then all others.
  var searchedFiles: some Sequence<SearchedFile> {
    let own = SearchedFile(path: nil, text: text, index: index, isLibrary: false)
    let others = workspace.surroundings.files
    return (-1..<others.count).lazy.map { number in
      guard number >= 0 else { return own }
      let file = others[number]
      return SearchedFile(path: file.path, text: file.text, index: file.text.index, isLibrary: file.isLibrary)
    }
  }

  /// What a name in a file (nil: this one) means for all of them.
  func sharedSymbol(_ key: SymbolKey, in path: String? = nil) -> SharedSymbol {
    let surroundings = workspace.surroundings
    func symbol(_ names: Set<String>, home: String?) -> SharedSymbol {
      SharedSymbol(
        keys: names.sorted().map { SymbolKey(root: .module($0), path: key.path) },
        home: SharedSymbol.Home(path: home, key: SymbolKey(root: .ownModule, path: key.path)))
    }
    switch key.root {
    case .global, .type: return SharedSymbol(keys: [key])
    case .localFunction, .localTable: return SharedSymbol(keys: [], home: SharedSymbol.Home(path: path, key: key))
    case .ownModule:
      return symbol(path.map { surroundings.moduleNames(of: $0) } ?? surroundings.ownModules, home: path)
    case .module(let name):
      if surroundings.ownModules.contains(name) { return symbol(surroundings.ownModules, home: nil) }
      guard let file = workspace.modules[name] else { return SharedSymbol(keys: [key]) }
      return symbol(surroundings.moduleNames(of: file.path), home: file.path)
    }
  }

  /// What a token of this file names, when files share it.
  func sharedSymbol(at token: Range<Int>) -> (symbol: SharedSymbol, key: SymbolKey, use: FileIndex.Use)? {
    guard let (key, use) = index.symbol(in: token) else { return nil }
    return (sharedSymbol(key), key, use)
  }

  /// What a name in an annotation of this file names, when files share it; nil outside of comments.
  func annotatedSymbol(at offset: Int) -> (symbol: SharedSymbol, key: SymbolKey, use: FileIndex.Use)? {
    guard file.comment(at: offset) != nil else { return nil }
    for (key, uses) in index.uses {
      if let use = uses.first(where: { $0.range.holds(offset) }) { return (sharedSymbol(key), key, use) }
    }
    return nil
  }

  /// What an offset is about, when files share it: a name in the code or in an annotation.
  func sharedSymbol(around offset: Int) -> (symbol: SharedSymbol, key: SymbolKey, use: FileIndex.Use)? {
    if let found = annotatedSymbol(at: offset) { return found }
    return facts.subject(at: offset).flatMap { sharedSymbol(at: $0.range) }
  }

  /// All places that name a symbol, file by file, each in order.
  func uses(of symbol: SharedSymbol) -> [(file: SearchedFile, uses: [FileIndex.Use])] {
    var found: [(file: SearchedFile, uses: [FileIndex.Use])] = []
    for file in searchedFiles {
      let uses = symbol.uses(in: file)
      if !uses.isEmpty { found.append((file, uses)) }
    }
    return found
  }

  /// The places that declare a symbol: where functions are, only those; otherwise where it is first assigned.
  func declarations(of symbol: SharedSymbol) -> [LocationItem] {
    var functions: [LocationItem] = []
    var others: [LocationItem] = []
    for (file, uses) in uses(of: symbol) {
      for use in uses where use.isWrite {
        let function = file.index.functions.first { $0.nameRange.upperBound == use.range.upperBound }
        let isInside = function.map { $0.range.lowerBound <= use.range.lowerBound } ?? false
        let item = LocationItem(path: file.path, range: use.range, fullRange: isInside ? function?.range : nil)
        if function != nil { functions.append(item) } else { others.append(item) }
      }
    }
    // What others put into a module does not hide what the module says itself.
    if let home = symbol.home, (functions + others).contains(where: { $0.path == home.path }) {
      functions.removeAll { $0.path != home.path }
      others.removeAll { $0.path != home.path }
    }
    return functions.isEmpty ? Array(others.prefix(1)) : functions
  }
}

extension SharedSymbol {
  /// The places in one file, in order.
  func uses(in file: SearchedFile) -> [FileIndex.Use] {
    var uses: [FileIndex.Use] = []
    var parts = 0
    func add(_ key: SymbolKey) {
      guard let more = file.index.uses[key] else { return }
      parts += 1
      uses = uses.isEmpty ? more : uses + more
    }
    keys.forEach(add)
    if let home, home.path == file.path { add(home.key) }
    if parts > 1 { uses.sort { $0.range.lowerBound < $1.range.lowerBound } }
    return uses
  }
}
