extension Surroundings {
  /// What the files declare whose name, or whose type, matches what somebody types, the best matches first.
  ///
  /// An empty query matches everything. Of equal matches those of the project come before those of its libraries, and then
  /// it goes by path and place.
  package func symbols(matching query: String, limit: Int) -> [ProjectSymbolItem] {
    let matcher = FuzzyMatcher(query)
    let isQualified = query.contains(".")
    var found: [(score: Int, file: Int, symbol: Int)] = []
    let projectFirst = files.indices.filter { !files[$0].isLibrary } + files.indices.filter { files[$0].isLibrary }
    for file in projectFirst {
      for (number, symbol) in files[file].text.index.symbols.enumerated() {
        guard let score = score(of: symbol, matcher, isQualified: isQualified), isShown(symbol) else { continue }
        found.append((score, file, number))
      }
    }
    // What comes first among equals is what was found first.
    let order = found.indices.sorted { (found[$1].score, $0) < (found[$0].score, $1) }
    return order.prefix(limit).map { place in
      let file = files[found[place].file]
      let symbol = file.text.index.symbols[found[place].symbol]
      return ProjectSymbolItem(
        name: symbol.name, container: symbol.container, kind: symbol.kind, path: file.path, range: symbol.range)
    }
  }

  /// Where what was found stands by now: in its file, of what looks the same, what is nearest to where it stood.
  ///
  /// Nil when there is no such thing any more.
  package func range(of item: ProjectSymbolItem) -> Range<Int>? {
    file(at: item.path)?.text.index.symbols.filter { symbol in
      symbol.name == item.name && symbol.container == item.container && symbol.kind == item.kind && isShown(symbol)
    }.map(\.range).min { $0.distance(to: item.range) < $1.distance(to: item.range) }
  }

  /// A name counts for more than what it belongs to.
  private func score(of symbol: FileIndex.Symbol, _ matcher: FuzzyMatcher, isQualified: Bool) -> Int? {
    if let score = matcher.score(symbol.name) { return score + 1 << 20 }
    guard let container = symbol.container else { return nil }
    return matcher.score(isQualified ? "\(container).\(symbol.name)" : container)
  }

  private func isShown(_ symbol: FileIndex.Symbol) -> Bool { symbol.module.map(hasResourceTypes) ?? true }
}

extension Range<Int> {
  fileprivate func distance(to other: Range<Int>) -> Int { abs(lowerBound - other.lowerBound) }
}
