import LuaSyntax

/// The places that name a field, in all files.
struct FieldReferences {
  /// File by file, each in order.
  var files: [(file: SearchedFile, uses: [FieldUse])] = []
  /// What the field is where names are followed without types.
  var symbols: [(symbol: SharedSymbol, key: SymbolKey)] = []

  fileprivate mutating func add(_ uses: [FieldUse], in file: SearchedFile) {
    guard !uses.isEmpty else { return }
    guard let index = files.firstIndex(where: { $0.file.path == file.path }) else {
      return files.append((file, uses))
    }
    let known = Set(files[index].uses.map(\.range.lowerBound))
    files[index].uses += uses.filter { !known.contains($0.range.lowerBound) }
    files[index].uses.sort { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension DocumentAnalysis {
  /// The places that name a field: those of which types tell, and those that name what these name.
  func references(to field: FieldSymbol) -> FieldReferences {
    var found = FieldReferences()
    for file in searchedFiles where file.path == nil || file.text.mentions(field.name) {
      found.add(facts(of: file).uses(of: field), in: file)
    }
    found.symbols = found.files.flatMap { symbols(of: field, named: $0.uses, in: $0.file) }
    for (symbol, _) in found.symbols {
      for (file, uses) in uses(of: symbol) { found.add(uses.map(FieldUse.init), in: file) }
    }
    return found
  }

  /// The places in this file that name a field, in order.
  func ownUses(of field: FieldSymbol) -> [FieldUse] {
    let own = SearchedFile(path: nil, text: text, index: index, isLibrary: false)
    var found = FieldReferences()
    let uses = facts.uses(of: field)
    found.add(uses, in: own)
    for (symbol, _) in symbols(of: field, named: uses, in: own) {
      found.add(symbol.uses(in: own).map(FieldUse.init), in: own)
    }
    return found.files.first?.uses ?? []
  }

  private func symbols(
    of field: FieldSymbol, named uses: [FieldUse], in file: SearchedFile
  ) -> [(symbol: SharedSymbol, key: SymbolKey)] {
    let starts = Set(uses.map(\.range.lowerBound))
    return file.index.uses.compactMap { key, uses in
      guard key.path.hasSuffix(field.name), key.name == field.name,
        uses.contains(where: { starts.contains($0.range.lowerBound) })
      else { return nil }
      return (sharedSymbol(key, in: file.path), key)
    }
  }

  /// What is known of a file as it sees the others, this one among them; its tree is kept no longer than the answer.
  private func facts(of file: SearchedFile) -> DocumentFacts {
    guard let path = file.path else { return facts }
    var context = workspace
    context.surroundings = workspace.surroundings.asSeen(from: path, with: text)
    return DocumentFacts.collect(from: ScriptText(file.text.bytes), in: context)
  }
}

extension FieldUse {
  fileprivate init(_ use: FileIndex.Use) { self.init(range: use.range, isWrite: use.isWrite) }
}

extension ScriptText {
  /// Whether a word stands anywhere in the text, be it as a part of others.
  fileprivate func mentions(_ word: String) -> Bool {
    let word = Array(word.utf8)
    guard let first = word.first, bytes.count >= word.count else { return word.isEmpty }
    return bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start <= bytes.count - word.count {
        if bytes[start] == first, bytes[start..<start + word.count].elementsEqual(word) { return true }
        start += 1
      }
      return false
    }
  }
}
