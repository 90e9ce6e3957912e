import LuaSyntax

extension DocumentAnalysis {
  /// The names above which it is of use to say how often they are used: functions, classes and resources, in order.
  package func countedNames() -> [Range<Int>] {
    var names = index.functions.map(\.nameRange)
    names += index.symbols.filter { $0.kind == .type }.map(\.range)
    for declaration in facts.declarations {
      if let binding = declaration.binding { names.append(facts.bindings[binding].nameRange) }
    }
    return names.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
  }
}
