import LuaSyntax

extension DocumentAnalysis {
  /// The places of a local variable that change together while its name at an offset is typed, in order.
  ///
  /// Empty for what is no local variable, and where another variable of its name could be taken for it: there a rename
  /// is the way, which looks at what would be mixed up.
  package func linkedRanges(at offset: Int) -> [Range<Int>] {
    guard let (subject, _) = facts.subject(at: offset), case .binding(let index) = subject else { return [] }
    let binding = facts.bindings[index]
    guard !binding.nameRange.isEmpty else { return [] }
    let isAlone = facts.bindings.indices.allSatisfy { other in
      other == index || facts.bindings[other].name != binding.name
        || !facts.bindings[other].scope.overlaps(binding.scope)
    }
    guard isAlone else { return [] }
    return ([binding.nameRange] + binding.uses.map(\.range) + facts.documentedNames(of: index))
      .sorted { $0.lowerBound < $1.lowerBound }
  }
}
