import LuaSyntax

extension DocumentAnalysis {
  /// What sensitive properties are given, as ranges of whole literals or expressions, whatever is silenced: what nobody who
  /// tells of the file may show of it.
  package func secretRanges() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for declaration in facts.declarations {
      guard let properties = LiteralProperties(of: declaration, facts: facts) else { continue }
      for path in properties.paths where properties.isSensitive(path) {
        if let place = properties.places[path] { ranges += secrets(in: place.value) }
      }
    }
    return ranges
  }

  /// The expression unless it takes the value from elsewhere, and what the variable is given that it takes it from.
  private func secrets(in expression: Expression) -> [Range<Int>] {
    (facts.writtenText(expression)?.literals ?? []) + secretsFound(in: expression)
  }

  private func secretsFound(in expression: Expression) -> [Range<Int>] {
    switch expression {
    case .methodCall, .member, .index: return []
    case .name(let name):
      let index = facts.binding(of: name)
      let binding = index.map { facts.bindings[$0] }
      let uses = binding?.uses ?? facts.globals[name.text]?.uses ?? []
      let given = uses.filter(\.isWrite).compactMap { assignment(at: $0.range)?.range }
      switch binding?.valueExpression {
      case nil, .name, .methodCall, .member, .index: return given
      case let value?: return given + [value.range]
      }
    default: return [expression.range]
    }
  }

  private func assignment(at range: Range<Int>) -> Node? {
    file.innermostNode(covering: range).ancestors.first { $0.kind == .assignment }
  }
}
