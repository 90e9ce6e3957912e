import LuaSyntax

/// A call of a function of Lua's own library, with how many arguments it takes.
struct LibraryCall {
  var entry: LibraryEntry
  /// What stands in parentheses; a receiver is not among it.
  var arguments: [Expression]
  var list: ArgumentList
  var calleeRange: Range<Int>
  /// Whether what stands before the colon is the first argument.
  var hasReceiver: Bool

  var given: Int { arguments.count + (hasReceiver ? 1 : 0) }
  var isOpen: Bool { arguments.last?.mayHaveMoreValues ?? false }
  /// The parameters that must be given.
  var required: [String] { entry.parameters.filter { !$0.hasSuffix("?") && $0 != "..." } }
  /// Nil when there may be any number.
  var most: Int? { entry.parameters.contains("...") ? nil : entry.parameters.count }

  /// The parameter that an argument in parentheses is for, and what it takes; nil where anything will do.
  func parameter(_ index: Int) -> (name: String, type: LuaType)? {
    var places = Array(entry.parameters.indices)
    if let middle = optionalInTheMiddle, given < places.count {
      if isOpen { places = Array(places.prefix(middle)) } else { places.remove(at: middle) }
    }
    var position = index + (hasReceiver ? 1 : 0)
    if let last = places.last, entry.parameters[last] == "..." { position = min(position, places.count - 1) }
    guard places.indices.contains(position), let type = entry.types[places[position]] else { return nil }
    let name = entry.parameters[places[position]]
    return name.hasSuffix("?") ? (String(name.dropLast()), type.optional) : (name, type)
  }

  /// The parameter that may be left out though others follow: that of `table.insert`.
  private var optionalInTheMiddle: Int? {
    let optional = entry.parameters.firstIndex { $0.hasSuffix("?") }
    return optional.flatMap { index in
      entry.parameters[index...].contains { !$0.hasSuffix("?") && $0 != "..." } ? index : nil
    }
  }
}

extension RuleContext {
  /// A call of what Lua's own library has; nil for all else, and for the functions of the module `cofre`.
  ///
  /// What stands before a colon is followed through `depth` calls: a chain may be as long as a file.
  mutating func libraryCall(_ node: Node, depth: Int = 8) -> LibraryCall? {
    if let call = CallExpression(node) {
      guard let name = calledFunction(call), !name.hasPrefix("cofre."), let entry = StandardLibrary.entry(name) else {
        return nil
      }
      return LibraryCall(
        entry: entry, arguments: call.arguments.expressions, list: call.arguments, calleeRange: call.callee.range,
        hasReceiver: false)
    }
    guard let call = MethodCallExpression(node), let method = call.method, !method.range.isEmpty,
      let entry = StandardLibrary.entry("string.\(method.text)"), isText(call.receiver, depth: depth - 1)
    else { return nil }
    return LibraryCall(
      entry: entry, arguments: call.arguments.expressions, list: call.arguments,
      calleeRange: node.range.lowerBound..<method.range.upperBound, hasReceiver: true)
  }

  private mutating func isText(_ expression: Expression, depth: Int) -> Bool {
    switch value(of: expression) {
    case .text: return true
    case .unknown: break
    default: return false
    }
    guard hasTypes || isOfLibrary(expression, depth: depth) else { return false }
    let type = askTypes().type(of: expression).withoutNil
    return type.widened == .string
  }

  /// Whether an expression is what a function of the library has answered, right here or where the variable is declared.
  mutating func isOfLibrary(_ expression: Expression, depth: Int = 8) -> Bool {
    guard depth > 0 else { return false }
    switch expression {
    case .call, .methodCall: return libraryCall(expression.node, depth: depth) != nil
    case .name(let name):
      guard let index = facts.binding(of: name), let value = facts.bindings[index].valueExpression else { return false }
      if case .name = value { return false }
      return isOfLibrary(value, depth: depth - 1)
    case .parenthesized(let inner): return isOfLibrary(inner.inner, depth: depth - 1)
    default: return false
    }
  }

  /// Whether the project gives the library's function another meaning, here or in another file, or adds it.
  func isChangedInLibrary(_ name: String) -> Bool {
    let table = name.prefix { $0 != "." }
    return [name, String(table)].contains { name in
      analysis.index.changedLibrary.contains(name) || facts.workspace.surroundings.changesLibrary(name)
    }
  }

  /// Whether a variable is given values in another function than the one that it is read in: then what it holds depends
  /// on which has been called.
  mutating func mayChangeElsewhere(_ expression: Expression) -> Bool {
    var root = expression
    while true {
      switch root {
      case .member(let member): root = member.object
      case .index(let index): root = index.object
      case .parenthesized(let inner): root = inner.inner
      case .name(let name):
        guard let index = facts.binding(of: name), !facts.bindings[index].isNeverReassigned else { return false }
        let writers = typedRules.writers[index] ?? writers(of: facts.bindings[index])
        typedRules.writers[index] = writers
        return writers.contains { $0 != enclosingFunction(name.node) }
      default: return false
      }
    }
  }

  /// The functions in which a variable is given values, the file itself as nil.
  private func writers(of binding: Binding) -> Set<NodeID?> {
    Set(binding.uses.filter(\.isWrite).map { enclosingFunction(facts.file.node($0.node)) })
  }

  private func enclosingFunction(_ node: Node) -> NodeID? {
    node.ancestors.first { $0.kind == .functionBody }?.id
  }
}
