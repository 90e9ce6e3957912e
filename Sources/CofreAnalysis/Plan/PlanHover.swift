import LuaSyntax

extension DocumentAnalysis {
  /// What state says of the resource at an offset, in Markdown, with the range that it is about; nil when there is none.
  package func planHover(_ plan: DocumentPlan, at offset: Int) -> HoverText? {
    guard let (index, range) = facts.declaration(at: offset) else { return nil }
    guard let resources = plan.resources[facts.declarationKeys[index]], !resources.isEmpty else { return nil }
    return HoverText(range: range, markdown: PlanText.state(resources, stack: plan.stack))
  }
}

extension DocumentFacts {
  /// The declaration that an offset names: by its variable, by its constructor, or by its logical name.
  fileprivate func declaration(at offset: Int) -> (index: Int, range: Range<Int>)? {
    if let (subject, range) = subject(at: offset), case .binding(let binding) = subject,
      case .handle(let index) = bindings[binding].value
    {
      return (index, range)
    }
    for (index, declaration) in declarations.enumerated() {
      let name = declaration.name?.node.range ?? declaration.calleeRange
      for range in [declaration.calleeRange, name] where range.contains(offset) || range.upperBound == offset {
        return (index, range)
      }
    }
    return nil
  }
}
