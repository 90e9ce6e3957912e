import LuaSyntax

extension DocumentAnalysis {
  /// Where the thing at an offset is declared; empty when nothing is known of it.
  package func definition(at offset: Int) -> [LocationItem] {
    if let parameter = facts.typeParameter(at: offset) { return [LocationItem(range: parameter.declaration)] }
    if let label = facts.label(at: offset) { return [LocationItem(range: label.declaration)] }
    if file.comment(at: offset) != nil, let (field, _) = facts.field(at: offset) { return locations(of: field) }
    if let documented = documentedDefinition(at: offset) { return documented }
    guard let (subject, range) = facts.subject(at: offset) else { return [] }
    if let typed = typedDefinition(of: subject) { return typed }
    switch subject {
    case .binding(let index): return [facts.location(of: index)]
    case .member(let member, let name):
      guard case .handle(let index) = facts.value(of: member.object) else { return declarations(at: range) }
      return [facts.location(of: name.text, in: index)]
    // A property is the catalog's, and given where it stands.
    case .key(let name, let table) where facts.propertyKeys(like: name, in: table) != nil:
      return [LocationItem(range: range)]
    case .global, .method, .key: return declarations(at: range)
    case .text(let literal):
      if case .configurationKey = facts.expectation(of: literal.node) { return facts.settingsLocations(of: literal) }
      guard case .moduleName = facts.expectation(of: literal.node),
        case .module(let name) = facts.module(named: .string(literal))
      else { return [] }
      return facts.workspace.modules[name].map { [LocationItem(path: $0.path, range: 0..<0)] } ?? []
    }
  }

  /// Where annotations and the code declare a field.
  private func locations(of field: FieldSymbol) -> [LocationItem] {
    let member = TypeInquiry(facts).member(field.name, of: .named(field.owner, []))
    return member?.places.compactMap { facts.location(of: $0) } ?? []
  }

  /// Where what an annotation names is declared; nil where none names anything that is known.
  private func documentedDefinition(at offset: Int) -> [LocationItem]? {
    guard file.comment(at: offset) != nil else { return nil }
    if let (symbol, key, _) = annotatedSymbol(at: offset) {
      guard case .type(let name) = key.root else { return declarations(of: symbol) }
      let locations = facts.locations(ofType: name)
      if !locations.isEmpty { return locations }
      // `@see` may mean a global function of another file.
      let global = declarations(of: SharedSymbol(keys: [SymbolKey(global: name)]))
      if !global.isEmpty { return global }
    }
    return facts.typeName(at: offset).map { facts.locations(ofType: $0) }
  }

  /// Where the types say that a field, method or key is declared; nil when they do not say.
  private func typedDefinition(of subject: Subject) -> [LocationItem]? {
    if case .global = subject { return nil }
    guard !facts.isCofres(subject), let thing = facts.typedThing(subject, TypeInquiry(facts)) else { return nil }
    let locations = thing.places.compactMap { facts.location(of: $0) }
    return locations.isEmpty ? nil : locations
  }

  private func declarations(at token: Range<Int>) -> [LocationItem] {
    sharedSymbol(at: token).map { declarations(of: $0.symbol) } ?? []
  }

  /// All uses of the thing at an offset, in this file and in all others, each file's in order; its declarations are among
  /// them when asked for.
  package func references(at offset: Int, includingDeclaration: Bool = true) -> [LocationItem] {
    if let parameter = facts.typeParameter(at: offset) {
      let uses = parameter.uses.filter { includingDeclaration || $0 != parameter.declaration }
      return uses.map { LocationItem(range: $0) }
    }
    if let label = facts.label(at: offset) {
      let uses = label.uses.filter { includingDeclaration || $0 != label.declaration }
      return uses.map { LocationItem(range: $0) }
    }
    if let (field, _) = facts.field(at: offset) {
      return references(to: field).files.flatMap { file, uses in
        uses.filter { includingDeclaration || !$0.isDeclaration }.map { LocationItem(path: file.path, range: $0.range) }
      }
    }
    if let (symbol, _, _) = annotatedSymbol(at: offset) {
      return references(to: symbol, includingDeclaration: includingDeclaration)
    }
    guard let (subject, range) = facts.subject(at: offset) else { return [] }
    if case .binding(let index) = subject {
      let binding = facts.bindings[index]
      var ranges = binding.uses.map(\.range) + facts.documentedNames(of: index)
      if includingDeclaration, !binding.nameRange.isEmpty { ranges.append(binding.nameRange) }
      return ranges.sorted { $0.lowerBound < $1.lowerBound }.map { LocationItem(range: $0) }
    }
    if let key = configurationKey(at: range) {
      return references(toConfigurationKey: key, includingDeclaration: includingDeclaration)
    }
    if case .key(let name, let table) = subject, let keys = facts.propertyKeys(like: name, in: table) {
      return keys.map { LocationItem(range: $0) }
    }
    guard let (symbol, _, _) = sharedSymbol(at: range) else { return [] }
    return references(to: symbol, includingDeclaration: includingDeclaration)
  }

  private func references(to symbol: SharedSymbol, includingDeclaration: Bool) -> [LocationItem] {
    var items: [LocationItem] = []
    for (file, uses) in uses(of: symbol) {
      items.reserveCapacity(items.count + uses.count)
      for use in uses where includingDeclaration || !use.isWrite {
        items.append(LocationItem(path: file.path, range: use.range))
      }
    }
    return items
  }

  /// All uses in this file of the thing at an offset, in order.
  package func highlights(at offset: Int) -> [HighlightItem] {
    if let parameter = facts.typeParameter(at: offset) {
      return parameter.uses.map { HighlightItem(range: $0, isWrite: $0 == parameter.declaration) }
    }
    if let label = facts.label(at: offset) {
      return label.uses.map { HighlightItem(range: $0, isWrite: $0 == label.declaration) }
    }
    if let (field, _) = facts.field(at: offset) {
      return ownUses(of: field).map { HighlightItem(range: $0.range, isWrite: $0.isWrite) }
    }
    if let (symbol, _, _) = annotatedSymbol(at: offset) { return highlights(of: symbol) }
    guard let (subject, range) = facts.subject(at: offset) else { return [] }
    if case .binding(let index) = subject {
      let binding = facts.bindings[index]
      var items = binding.uses.map { HighlightItem(range: $0.range, isWrite: $0.isWrite) }
      if !binding.nameRange.isEmpty { items.append(HighlightItem(range: binding.nameRange, isWrite: true)) }
      items += facts.documentedNames(of: index).map { HighlightItem(range: $0, isWrite: false) }
      return items.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
    if let key = configurationKey(at: range) {
      return text.uses(ofConfigurationKey: key, workspace.settings).map { HighlightItem(range: $0, isWrite: false) }
    }
    if case .key(let name, let table) = subject, let keys = facts.propertyKeys(like: name, in: table) {
      return keys.map { HighlightItem(range: $0, isWrite: true) }
    }
    return sharedSymbol(at: range).map { highlights(of: $0.symbol) } ?? []
  }

  private func highlights(of symbol: SharedSymbol) -> [HighlightItem] {
    let own = SearchedFile(path: nil, text: text, index: index, isLibrary: false)
    return symbol.uses(in: own).map { HighlightItem(range: $0.range, isWrite: $0.isWrite) }
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
    return location(ofDeclaration: index)
  }

  /// The logical name of a resource, in the call that declares it.
  func location(ofDeclaration index: Int) -> LocationItem {
    let declaration = declarations[index]
    let range = declaration.name?.range ?? declaration.calleeRange
    return LocationItem(range: range, fullRange: declaration.call.range)
  }
}
