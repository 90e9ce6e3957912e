import LuaSyntax

extension DocumentAnalysis {
  /// What could be written at an offset, in the order to show it.
  ///
  /// `trigger` is the character that has just been typed where that, and nobody, asked: of those that are common in
  /// code and in text, most places answer nothing then.
  package func completions(at offset: Int, after trigger: Character? = nil) -> [CompletionCandidate] {
    let offset = max(0, min(offset, file.source.count))
    if let place = AnnotationPlace(at: offset, in: file) {
      var list = CandidateList(facts: facts, offset: offset, replaceRange: place.replaceRange)
      list.addAnnotation(place)
      return list.sorted()
    }
    guard CompletionTrigger.isOfCode(trigger, at: offset, in: file) else { return [] }
    let context = facts.completionContext(at: offset)
    var list = CandidateList(facts: facts, offset: offset, replaceRange: context.replaceRange)
    switch context.place {
    case .nothing: break
    case .text(let node): list.addTexts(for: facts.wish(of: node), node: node)
    case .member(let object, let isMethod): list.addMembers(of: object, isMethod: isMethod)
    case .field(let table): list.addFields(of: table)
    case .expression(let expectation):
      // A space is typed for many reasons: it brings what fits, not all names.
      if trigger == " ", case .anything = expectation { return [] }
      list.addExpressions(for: expectation)
    case .statement: list.addStatements()
    case .continuation(let token): list.addContinuations(behind: token)
    case .label(let jump): list.addLabels(for: jump)
    case .attribute(let isClosed): list.addAttributes(isClosed: isClosed)
    }
    var candidates = list.sorted()
    if let quote = context.missingQuote {
      for index in candidates.indices {
        candidates[index].plainText += quote
        candidates[index].insertText += quote
      }
    }
    if let comma = context.missingComma {
      for index in candidates.indices { candidates[index].additionalEdits.append(Edit(comma..<comma, ",")) }
    }
    return candidates
  }
}
