import LuaSyntax

extension DocumentAnalysis {
  /// The functions that a name at an offset calls or declares: what a hierarchy of calls begins with.
  ///
  /// A type of resources counts as the function that declares them.
  package func callItems(at offset: Int) -> [CallItem] {
    guard let symbol = callSymbol(at: offset) else { return [] }
    let declared = items(of: symbol)
    if !declared.isEmpty { return declared }
    // What comes with Cofre has no place of its own; the place asked about stands for it.
    guard let (_, range) = facts.subject(at: offset), let (_, key, use) = sharedSymbol(at: range),
      use.traits.contains(.call), case .module = key.root
    else { return [] }
    return [
      CallItem(name: Self.shownName(key), kind: .resourceType, path: nil, range: use.range, nameRange: use.range)
    ]
  }

  /// Who calls the function whose name is at an offset, file by file.
  package func incomingCalls(at offset: Int) -> [CallRelation] {
    guard let symbol = callSymbol(at: offset) else { return [] }
    var relations: [CallRelation] = []
    for (file, uses) in uses(of: symbol) {
      var known: [Range<Int>: Int] = [:]
      for use in uses where use.traits.contains(.call) {
        let caller = caller(around: use.range.lowerBound, in: file)
        if let index = known[caller.nameRange] {
          relations[index].ranges.append(use.range)
        } else {
          known[caller.nameRange] = relations.count
          relations.append(CallRelation(other: caller, ranges: [use.range]))
        }
      }
    }
    return relations
  }

  /// Whom the function whose name is at an offset calls, in order of the first calls; without an offset, what the file
  /// itself calls when it runs.
  ///
  /// Functions that come with Lua are left out.
  package func outgoingCalls(at offset: Int?) -> [CallRelation] {
    let own = index
    let caller = offset.flatMap { offset in
      own.functions.first { $0.nameRange.lowerBound <= offset && offset <= $0.nameRange.upperBound }
    }
    if offset != nil, caller == nil { return [] }
    var calls: [(key: SymbolKey, use: FileIndex.Use)] = []
    for (key, uses) in own.uses {
      for use in uses where use.traits.contains(.call) {
        guard own.function(around: use.range.lowerBound)?.nameRange == caller?.nameRange else { continue }
        calls.append((key, use))
      }
    }
    calls.sort { $0.use.range.lowerBound < $1.use.range.lowerBound }
    var order: [SymbolKey] = []
    var ranges: [SymbolKey: [Range<Int>]] = [:]
    for (key, use) in calls {
      if ranges[key] == nil { order.append(key) }
      ranges[key, default: []].append(use.range)
    }
    return order.flatMap { key in
      var items = items(of: sharedSymbol(key))
      if items.isEmpty, case .module = key.root, let place = ranges[key]?.first, Self.isType(key) {
        items = [CallItem(name: Self.shownName(key), kind: .resourceType, path: nil, range: place, nameRange: place)]
      }
      return items.map { CallRelation(other: $0, ranges: ranges[key] ?? []) }
    }
  }

  // MARK: - Ends

  private func callSymbol(at offset: Int) -> SharedSymbol? {
    guard let (subject, range) = facts.subject(at: offset) else { return nil }
    if case .text = subject { return nil }
    return sharedSymbol(at: range)?.symbol
  }

  private func items(of symbol: SharedSymbol) -> [CallItem] {
    var items: [CallItem] = []
    for place in declarations(of: symbol) {
      let file = place.path.flatMap { workspace.surroundings.file(at: $0)?.text.index } ?? index
      guard let function = file.functions.first(where: { $0.nameRange.upperBound == place.range.upperBound }) else {
        continue
      }
      items.append(item(function, in: place.path))
    }
    return items
  }

  private func item(_ function: FileIndex.Function, in path: String?) -> CallItem {
    CallItem(
      name: function.name, kind: Self.isType(function.key) ? .resourceType : .function, path: path,
      range: function.range, nameRange: function.nameRange)
  }

  private func caller(around offset: Int, in file: SearchedFile) -> CallItem {
    if let function = file.index.function(around: offset) { return item(function, in: file.path) }
    let name = file.path.flatMap { $0.split(separator: "/").last.map(String.init) } ?? "this file"
    return CallItem(
      name: name, kind: .file, path: file.path, range: 0..<file.text.bytes.count, nameRange: 0..<0)
  }

  /// Types begin with a capital, functions do not.
  private static func isType(_ key: SymbolKey) -> Bool {
    key.name.utf8.first.map { (65...90).contains($0) } ?? false
  }

  private static func shownName(_ key: SymbolKey) -> String {
    guard case .module(let module) = key.root, module != "cofre" else { return key.path }
    return "\(module.split(separator: ".").last ?? "").\(key.path)"
  }
}
