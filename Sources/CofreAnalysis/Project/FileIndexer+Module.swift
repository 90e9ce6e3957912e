import LuaSyntax

/// Which fields the module has that a file returns.
extension FileIndexer {
  /// The names of all fields that the returned table can have; nil when that is not certain.
  ///
  /// It is certain of a table that never leaves the hands of the file: no function is given it, nothing else holds it, and
  /// no field is set by a name that is worked out.
  func moduleFields() -> Set<String>? {
    guard returnCount == 1, case .return(let statement)? = file.block.statements.last, statement.values.count == 1
    else { return nil }
    switch statement.values[0] {
    case .table(let table): return Self.names(in: table)
    case .name:
      guard let returned, facts.bindings[returned].isNeverReassigned,
        case .table(let table)? = facts.bindings[returned].valueExpression, var names = Self.names(in: table)
      else { return nil }
      for binding in [facts.bindings[returned]] + methodReceivers() {
        for use in binding.uses where !isHarmless(use) { return nil }
      }
      for (key, uses) in index.uses where key.root == .ownModule && uses.contains(where: \.isWrite) {
        if !key.path.isEmpty, !key.path.contains(".") { names.insert(key.path) }
      }
      return names.contains("__index") ? nil : names
    default: return nil
    }
  }

  /// The `self` of each method of the module.
  private func methodReceivers() -> [Binding] {
    facts.bindings.filter { binding in
      guard binding.kind == .implicitSelf,
        case .member(let member)? = FunctionStatement(binding.declaration)?.target, case .name(let name) = member.object
      else { return false }
      return facts.binding(of: name) == returned
    }
  }

  /// Whether a place only names a field, or returns the table at the end.
  private func isHarmless(_ use: Binding.Use) -> Bool {
    let node = file.node(use.node)
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case .member, .methodCall: return parent.firstChild == node
    case .expressionList:
      return parent.parent?.kind == .returnStatement && parent.parent?.parent?.parent?.kind == .chunk
    case .returnStatement: return parent.parent?.parent?.kind == .chunk
    default: return false
    }
  }

  private static func names(in table: TableConstructor) -> Set<String>? {
    var names: Set<String> = []
    for field in table.fields {
      switch field {
      case .named(let named): names.insert(named.name?.text ?? "")
      case .indexed(let indexed):
        switch indexed.key {
        case .string(let literal): names.insert(String(decoding: literal.value, as: UTF8.self))
        case .number, .boolean: continue
        default: return nil
        }
      case .positional: continue
      }
    }
    return names
  }
}
