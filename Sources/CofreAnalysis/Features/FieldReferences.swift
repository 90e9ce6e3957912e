import LuaSyntax

/// The places that name a field, in all files.
struct FieldReferences {
  /// File by file, each in order.
  var files: [(file: SearchedFile, uses: [FieldUse])] = []
  private var positions: [String?: Int] = [:]

  fileprivate func useCount(in file: SearchedFile) -> Int {
    positions[file.path].map { files[$0].uses.count } ?? 0
  }

  fileprivate mutating func add(_ uses: [FieldUse], in file: SearchedFile) {
    guard !uses.isEmpty else { return }
    guard let index = positions[file.path] else {
      positions[file.path] = files.count
      return files.append((file, uses))
    }
    let known = Set(files[index].uses.map(\.range.lowerBound))
    files[index].uses += uses.filter { !known.contains($0.range.lowerBound) }
    files[index].uses.sort { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension DocumentAnalysis {
  /// The places that name a field: those of which types tell, and those that name what these name.
  ///
  /// A file is asked for its types only when its text has the word more often than it is known to name the field.
  func references(to field: FieldSymbol) -> FieldReferences {
    var found = FieldReferences()
    var followed: [SharedSymbol] = []
    for file in searchedFiles {
      if file.path != nil, file.text.count(ofWord: field.name) <= found.useCount(in: file) { continue }
      let uses = facts(of: file).uses(of: field)
      found.add(uses, in: file)
      for (symbol, _) in symbols(of: field, named: uses, in: file) {
        if followed.contains(where: { $0.keys == symbol.keys && $0.home?.path == symbol.home?.path }) { continue }
        followed.append(symbol)
        for (other, uses) in self.uses(of: symbol) { found.add(uses.map(FieldUse.init), in: other) }
      }
    }
    return found
  }

  /// What a field is, in each file that names it, where names are followed without types.
  func symbols(
    of field: FieldSymbol, in references: FieldReferences
  ) -> [(symbol: SharedSymbol, key: SymbolKey)] {
    references.files.flatMap { symbols(of: field, named: $0.uses, in: $0.file) }
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
  /// How often a word stands in the text, be it in comments or texts, but not as a part of other words.
  fileprivate func count(ofWord word: String) -> Int {
    let word = Array(word.utf8)
    guard let first = word.first else { return Int.max }
    return bytes.withUnsafeBufferPointer { bytes in
      var (count, start) = (0, 0)
      while start + word.count <= bytes.count {
        if bytes[start] == first, bytes[start..<start + word.count].elementsEqual(word),
          start == 0 || !bytes[start - 1].continuesName,
          start + word.count == bytes.count || !bytes[start + word.count].continuesName
        {
          count += 1
        }
        start += 1
      }
      return count
    }
  }
}

extension UInt8 {
  fileprivate var continuesName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
