import LuaSyntax

extension DocumentAnalysis {
  /// Behind the parameters of functions that are passed on: what they are called with, as the type asks for it.
  func callbackHints(in range: Range<Int>) -> [InlayHintItem] {
    guard facts.types.mayHaveTypes(workspace.surroundings) else { return [] }
    let inquiry = TypeInquiry(facts)
    var hints: [InlayHintItem] = []
    for (index, binding) in facts.bindings.enumerated()
    where binding.kind == .parameter && range.contains(binding.nameRange.upperBound) && binding.name != "_" {
      guard binding.declaration.parent?.parent?.parent?.kind == .functionExpression,
        inquiry.annotatedType(of: index) == nil
      else { continue }
      let type = inquiry.declaredType(of: index)
      guard type != .unknown, type != .any else { continue }
      hints.append(
        InlayHintItem(offset: binding.nameRange.upperBound, label: ": \(inquiry.text(of: type))", kind: .type))
    }
    return hints
  }
}
