import LuaSyntax

/// The table that a variable holds from its declaration on, with what is given to its fields before it is used.
struct LocalTable {
  /// `args.tags.team = value`.
  struct Assignment {
    /// The names behind the variable.
    var keys: [String]
    var keyRange: Range<Int>
    /// Nil when the text does not say which value it is.
    var value: Expression?
    /// Whether there are runs in which it is not done.
    var isConditional: Bool
  }

  var table: TableConstructor
  var assignments: [Assignment] = []
  /// Whether fields may be given at places that are not looked at, so that none can be called missing.
  var isOpen = false
}

extension DocumentFacts {
  /// Tables that are longer, or used more often, are not followed: reading them again at each use would take too long.
  private static let largestTable = 2000
  private static let mostUses = 64

  /// The table that a name stands for; nil unless it is sure to be the one of the variable's declaration.
  func localTable(of name: Name) -> LocalTable? {
    guard let index = binding(of: name) else { return nil }
    let binding = bindings[index]
    guard binding.isNeverReassigned, case .table(let table)? = binding.valueExpression,
      binding.uses.count <= Self.mostUses, table.node.tokenRange.count <= Self.largestTable
    else { return nil }
    var result = LocalTable(table: table)
    for use in binding.uses where use.range != name.range {
      let node = file.node(use.node)
      if let (keys, target) = assignedField(from: node) {
        guard use.range.lowerBound < name.range.lowerBound, let assignment = assignment(to: target, keys, binding)
        else {
          result.isOpen = true
          continue
        }
        result.assignments.append(assignment)
      } else if !onlyReads(node) {
        result.isOpen = true
      }
    }
    return result
  }

  /// The names from a variable to a field that is given a value; nil when none is.
  ///
  /// No names mean that one is computed.
  private func assignedField(from variable: Node) -> (keys: [String], target: Node)? {
    var (node, keys, isKnown) = (variable, [String](), true)
    while let parent = node.parent, parent.kind == .member || parent.kind == .index, parent.firstChild == node {
      if let member = MemberExpression(parent), let name = member.name {
        keys.append(name.text)
      } else if let index = IndexExpression(parent), case .string(let literal) = index.key {
        keys.append(String(decoding: literal.value, as: UTF8.self))
      } else {
        isKnown = false
      }
      node = parent
    }
    guard node != variable, let list = node.parent, list.kind == .expressionList || list.kind == .functionStatement
    else { return nil }
    if list.kind == .functionStatement { return ([], node) }
    guard let statement = list.parent, statement.kind == .assignment, statement.firstChild == list else { return nil }
    return (isKnown ? keys : [], node)
  }

  private func assignment(to target: Node, _ keys: [String], _ binding: Binding) -> LocalTable.Assignment? {
    guard !keys.isEmpty, let statement = target.parent?.parent.flatMap({ Assignment($0) }) else { return nil }
    let position = statement.targets.firstIndex { $0.node == target } ?? 0
    let values = statement.values
    let block = binding.declaration.parent
    return LocalTable.Assignment(
      keys: keys, keyRange: target.range.lowerBound..<target.range.upperBound,
      value: position < values.count ? values[position] : nil, isConditional: statement.node.parent != block)
  }

  /// What a field of a local table holds for good, when that is a resource or an output.
  func heldField(of member: MemberExpression) -> ValueKind? {
    guard !heldFields.isEmpty, case .name(let name) = member.object, let index = binding(of: name),
      let fields = heldFields[index], let key = member.name?.text
    else { return nil }
    return fields[key]
  }

  /// Finds the fields of local tables that hold a resource or an output and are never given another value.
  ///
  /// It is done at the end, when all uses of a variable are known. Tables that something else is given are left out.
  mutating func collectHeldFields() {
    if declarations.isEmpty { return }
    for (index, binding) in bindings.enumerated() {
      guard binding.isNeverReassigned, case .table(let table)? = binding.valueExpression,
        binding.uses.count <= Self.mostUses, table.node.tokenRange.count <= Self.largestTable
      else { continue }
      let fields = heldFields(of: table)
      guard !fields.isEmpty, let lasting = lasting(fields, of: binding), !lasting.isEmpty else { continue }
      heldFields[index] = lasting
    }
  }

  private func heldFields(of table: TableConstructor) -> [String: ValueKind] {
    var held: [String: ValueKind] = [:]
    var seen: Set<String> = []
    for field in table.fields {
      guard let key = field.stringKey else {
        if field.keyRange != nil { return [:] }
        continue
      }
      let isFirst = seen.insert(key).inserted
      held[key] = nil
      guard isFirst else { continue }
      switch field.value {
      case .name(let name):
        guard let index = binding(of: name), bindings[index].isNeverReassigned else { continue }
      case .call, .methodCall, .member: break
      default: continue
      }
      let value = value(of: field.value)
      switch value {
      case .handle, .output: held[key] = value
      default: break
      }
    }
    return held
  }

  /// Those fields that no use of their table changes; nil when any may be changed.
  private func lasting(_ fields: [String: ValueKind], of binding: Binding) -> [String: ValueKind]? {
    var fields = fields
    for use in binding.uses {
      let node = file.node(use.node)
      if let (keys, _) = assignedField(from: node) {
        guard let key = keys.first else { return nil }
        fields[key] = nil
      } else if !onlyReads(node) {
        return nil
      }
    }
    return fields
  }

  /// Whether a use of a table surely leaves it as it is.
  private func onlyReads(_ node: Node) -> Bool {
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case .member, .index:
      // What is read of it may be a table that is then changed, but hardly ever is.
      return parent.firstChild == node && parent.parent?.kind != .argumentList
    case .unary, .binary: return true
    case .argumentList:
      guard let call = parent.parent.flatMap({ CallExpression($0) }) else { return false }
      switch value(of: call.callee) {
      case .constructor: return true
      case .function(let name):
        return ["ipairs", "pairs", "next", "print", "type", "tostring", "select"].contains(name)
      default: return false
      }
    default: return false
    }
  }
}
