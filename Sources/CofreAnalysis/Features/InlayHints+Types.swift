import LuaSyntax

extension DocumentAnalysis {
  /// Hints that types give: what a function passed on is called with, and what a bare literal argument is for.
  func typedHints(in range: Range<Int>) -> [InlayHintItem] {
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
    var nodes = file.root.descendants
    while let node = nodes.next() {
      let bytes = node.range
      if bytes.upperBound <= range.lowerBound || bytes.lowerBound >= range.upperBound {
        nodes.skipChildren()
        continue
      }
      guard node.kind == .argumentList else { continue }
      addNames(ofArguments: node, in: range, inquiry, to: &hints)
    }
    return hints
  }

  private func addNames(
    ofArguments list: Node, in range: Range<Int>, _ inquiry: TypeInquiry, to hints: inout [InlayHintItem]
  ) {
    guard let call = list.parent, let arguments = ArgumentList(list)?.expressions,
      arguments.contains(where: \.isBareLiteral)
    else { return }
    let (shapes, receiver) = inquiry.shapes(ofCall: call)
    guard let shape = inquiry.best(of: shapes, arguments, receiver: receiver) else { return }
    for (parameter, argument) in zip(shape.positional(isColonCall: receiver != nil), arguments) {
      let offset = argument.range.lowerBound
      guard argument.isBareLiteral, !parameter.isVariadic, range.contains(offset) else { continue }
      hints.append(
        InlayHintItem(offset: offset, label: "\(parameter.name): ", kind: .parameter, tooltip: parameter.documentation))
    }
  }
}

extension Expression {
  /// Whether it is a number, a truth value or nil, which does not say what it is for.
  fileprivate var isBareLiteral: Bool {
    switch self {
    case .number, .boolean, .nil: true
    default: false
    }
  }
}
