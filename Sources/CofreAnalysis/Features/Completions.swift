import LuaSyntax

extension DocumentAnalysis {
  /// What could be written at an offset, in the order to show it.
  package func completions(at offset: Int) -> [CompletionCandidate] {
    let offset = max(0, min(offset, file.source.count))
    let context = facts.completionContext(at: offset)
    var list = CandidateList(facts: facts, offset: offset, replaceRange: context.replaceRange)
    switch context.place {
    case .nothing: break
    case .text(let node): list.addTexts(for: facts.wish(of: node), node: node)
    case .member(let object, let isMethod): list.addMembers(of: object, isMethod: isMethod)
    case .field(let table): list.addFields(of: table)
    case .expression(let expectation): list.addExpressions(for: expectation)
    case .statement: list.addStatements()
    }
    guard let comma = context.missingComma else { return list.sorted() }
    return list.sorted().map { candidate in
      var candidate = candidate
      candidate.additionalEdits.append(Edit(comma..<comma, ","))
      return candidate
    }
  }
}
