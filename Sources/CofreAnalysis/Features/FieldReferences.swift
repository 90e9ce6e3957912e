import LuaSyntax

/// The places that name a field, in all files.
struct FieldReferences {
  /// File by file, each in order.
  var files: [(file: SearchedFile, uses: [FieldUse])] = []
  private var positions: [String?: Int] = [:]
  /// How many places in a file have the name and are known to name something else.
  private var otherCounts: [String?: Int] = [:]

  /// In how many places it is known what the name stands for.
  fileprivate func knownCount(in file: SearchedFile) -> Int {
    (positions[file.path].map { files[$0].uses.count } ?? 0) + otherCounts[file.path, default: 0]
  }

  fileprivate mutating func leaveOut(_ count: Int, in file: SearchedFile) {
    otherCounts[file.path, default: 0] += count
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
  /// A file is asked for its types only when its text has the word in more places than it is known of what they name.
  func references(to field: FieldSymbol) -> FieldReferences {
    var found = FieldReferences()
    var followed: Set<SharedSymbol> = []
    for file in searchedFiles {
      if file.path != nil, file.text.count(ofWord: field.name) <= found.knownCount(in: file) { continue }
      let (uses, others) = facts(of: file).namesakes(of: field)
      found.add(uses, in: file)
      for (symbol, _) in symbols(of: field, named: uses.map(\.range), in: file)
      where followed.insert(symbol).inserted {
        for (other, uses) in self.uses(of: symbol) { found.add(uses.map(FieldUse.init), in: other) }
      }
      // What a module gives is the same to all; what a global is may differ from file to file.
      for (symbol, _) in symbols(of: field, named: others, in: file)
      where symbol.isOfModule && followed.insert(symbol).inserted {
        for (other, uses) in self.uses(of: symbol) { found.leaveOut(uses.count, in: other) }
      }
    }
    return found
  }

  /// What a field is, in each file that names it, where names are followed without types.
  func symbols(
    of field: FieldSymbol, in references: FieldReferences
  ) -> [(symbol: SharedSymbol, key: SymbolKey)] {
    references.files.flatMap { symbols(of: field, named: $0.uses.map(\.range), in: $0.file) }
  }

  /// The places in this file that name a field, in order.
  func ownUses(of field: FieldSymbol) -> [FieldUse] {
    let own = SearchedFile(path: nil, text: text, index: index, isLibrary: false)
    var found = FieldReferences()
    let uses = facts.uses(of: field)
    found.add(uses, in: own)
    for (symbol, _) in symbols(of: field, named: uses.map(\.range), in: own) {
      found.add(symbol.uses(in: own).map(FieldUse.init), in: own)
    }
    return found.files.first?.uses ?? []
  }

  private func symbols(
    of field: FieldSymbol, named ranges: [Range<Int>], in file: SearchedFile
  ) -> [(symbol: SharedSymbol, key: SymbolKey)] {
    let starts = Set(ranges.map(\.lowerBound))
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
    return DocumentFacts.collect(from: file.text, file.text.fleetingFile, in: context)
  }
}

extension SharedSymbol {
  /// Whether it is what one module gives, or a part of that.
  fileprivate var isOfModule: Bool {
    home != nil
      || keys.allSatisfy {
        if case .module = $0.root { true } else { false }
      }
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
        // Eight bytes at a time, as long as the first letter is not among them.
        while start + 8 <= bytes.count, !Self.mayHold(first, at: start, in: bytes) { start += 8 }
        guard start + word.count <= bytes.count else { break }
        if bytes[start] == first, bytes[start..<start + word.count].elementsEqual(word),
          start == 0 || !bytes[start - 1].isNamePart,
          start + word.count == bytes.count || !bytes[start + word.count].isNamePart
        {
          count += 1
        }
        start += 1
      }
      return count
    }
  }

  /// Whether a byte may be among the eight from an offset on; when it is, it is always said.
  private static func mayHold(_ byte: UInt8, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    // The bytes that are the one that is looked for become zero, and the highest bit tells of zeros.
    let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
  }
}
