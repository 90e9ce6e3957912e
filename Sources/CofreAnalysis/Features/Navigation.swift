import LuaSyntax

extension DocumentAnalysis {
  /// Where the thing at an offset is declared; empty when nothing is known of it.
  package func definition(at offset: Int) -> [LocationItem] {
    guard let (subject, _) = facts.subject(at: offset) else { return [] }
    switch subject {
    case .binding(let index): return [facts.location(of: index)]
    case .global(let name):
      guard let write = facts.globals[name]?.uses.first(where: \.isWrite) else { return [] }
      return [LocationItem(range: write.range)]
    case .member(let member, let name):
      switch facts.value(of: member.object) {
      case .handle(let index): return [facts.location(of: name.text, in: index)]
      case .module(let module): return facts.location(of: name.text, inModule: module).map { [$0] } ?? []
      default: return []
      }
    case .text(let literal):
      if case .configurationKey = facts.expectation(of: literal.node) { return facts.settingsLocations(of: literal) }
      guard case .moduleName = facts.expectation(of: literal.node),
        case .module(let name) = facts.module(named: .string(literal))
      else { return [] }
      return facts.workspace.modules[name].map { [LocationItem(path: $0.path, range: 0..<0)] } ?? []
    case .method, .key: return []
    }
  }

  /// All uses of the thing at an offset, in order; its declaration is among them when asked for.
  package func references(at offset: Int, includingDeclaration: Bool = true) -> [LocationItem] {
    guard let (subject, _) = facts.subject(at: offset) else { return [] }
    switch subject {
    case .binding(let index):
      let binding = facts.bindings[index]
      var ranges = binding.uses.map(\.range)
      if includingDeclaration, !binding.nameRange.isEmpty { ranges.append(binding.nameRange) }
      return ranges.sorted { $0.lowerBound < $1.lowerBound }.map { LocationItem(range: $0) }
    case .global(let name): return facts.globals[name]?.uses.map { LocationItem(range: $0.range) } ?? []
    default: return []
    }
  }

  /// All uses in this file of the thing at an offset, in order.
  package func highlights(at offset: Int) -> [HighlightItem] {
    guard let (subject, _) = facts.subject(at: offset) else { return [] }
    switch subject {
    case .binding(let index):
      let binding = facts.bindings[index]
      var items = binding.uses.map { HighlightItem(range: $0.range, isWrite: $0.isWrite) }
      if !binding.nameRange.isEmpty { items.append(HighlightItem(range: binding.nameRange, isWrite: true)) }
      return items.sorted { $0.range.lowerBound < $1.range.lowerBound }
    case .global(let name):
      return facts.globals[name]?.uses.map { HighlightItem(range: $0.range, isWrite: $0.isWrite) } ?? []
    default: return []
    }
  }
}

extension DocumentFacts {
  fileprivate func location(of index: Int) -> LocationItem {
    let binding = bindings[index]
    let full = binding.declaration.range
    let isInside = full.lowerBound <= binding.nameRange.lowerBound && binding.nameRange.upperBound <= full.upperBound
    return LocationItem(range: binding.nameRange, fullRange: isInside ? full : binding.nameRange)
  }

  /// The property that a field of a resource is given by, or else the resource's declaration.
  fileprivate func location(of field: String, in index: Int) -> LocationItem {
    let declaration = declarations[index]
    if let given = declaration.properties?.fields.first(where: { $0.stringKey == field }), let key = given.keyRange {
      return LocationItem(range: key, fullRange: given.node.range)
    }
    let range = declaration.name?.range ?? declaration.calleeRange
    return LocationItem(range: range, fullRange: declaration.call.range)
  }

  /// Where a module gives one of its fields.
  fileprivate func location(of name: String, inModule module: String) -> LocationItem? {
    guard let path = workspace.modules[module]?.path else { return nil }
    return fields(ofModule: module).first { $0.name == name }.map {
      LocationItem(path: path, range: $0.range, fullRange: $0.fullRange)
    }
  }
}
