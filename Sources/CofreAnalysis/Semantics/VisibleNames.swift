/// The names of the variables in sight at one offset after the other, in the order of the text.
///
/// Going on costs what is declared on the way, so that asking at thousands of places takes the time of one walk.
struct VisibleNames {
  private let bindings: [Binding]
  /// The variables by the beginnings of their scopes.
  private let order: [Int]
  private var next = 0
  /// Those whose scopes have begun; a scope that begins later ends earlier, or with those before it.
  private var open: [Int] = []

  init(_ facts: DocumentFacts) {
    bindings = facts.bindings
    order = facts.bindings.indices.sorted { facts.bindings[$0].scope.lowerBound < facts.bindings[$1].scope.lowerBound }
  }

  /// The names at an offset, which is not below the one asked for before; the innermost first, each once.
  mutating func names(at offset: Int) -> [String] {
    while next < order.count, bindings[order[next]].scope.lowerBound <= offset {
      close(before: bindings[order[next]].scope.lowerBound)
      open.append(order[next])
      next += 1
    }
    close(before: offset)
    var seen: Set<String> = []
    return open.reversed().compactMap { index in
      bindings[index].scope.upperBound >= offset && seen.insert(bindings[index].name).inserted
        ? bindings[index].name : nil
    }
  }

  private mutating func close(before offset: Int) {
    while let last = open.last, bindings[last].scope.upperBound < offset { open.removeLast() }
  }
}
