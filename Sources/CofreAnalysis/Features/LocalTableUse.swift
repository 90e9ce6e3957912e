import LuaSyntax

/// Whether all places are known that name a field of a table that a local variable holds.
///
/// Whoever is given the table may name its fields where no file shows that it is this one.
struct LocalTableUse {
  let facts: DocumentFacts
  /// The names from the variable to the table that has the field.
  private let names: [Substring]
  private let variable: Int
  /// The `self` of the table's methods.
  private var receivers: [Int] = []
  private var methods: Set<String> = []

  /// Nil for what is no field of a local table.
  init?(_ key: SymbolKey, in facts: DocumentFacts) {
    guard case .localTable(let start) = key.root, !key.path.isEmpty,
      let variable = facts.bindings.firstIndex(where: { $0.nameRange.lowerBound == start && !$0.nameRange.isEmpty })
    else { return nil }
    self.facts = facts
    self.variable = variable
    names = key.path.split(separator: ".").dropLast()
    for (number, binding) in facts.bindings.enumerated() where binding.kind == .implicitSelf {
      guard case .member(let member)? = FunctionStatement(binding.declaration)?.target,
        case .name(let name) = member.object, facts.binding(of: name) == variable
      else { continue }
      receivers.append(number)
      if let method = member.name?.text { methods.insert(method) }
    }
  }

  /// The first place where the table is handed on, or its fields are named by a value.
  var firstUnclearPlace: Range<Int>? {
    ([variable] + receivers).flatMap { facts.bindings[$0].uses }
      .filter { !isClear(facts.file.node($0.node)) }.map(\.range).min { $0.lowerBound < $1.lowerBound }
  }

  private func isClear(_ use: Node) -> Bool {
    var node = use
    for name in names {
      guard let parent = node.parent, parent.firstChild == node else { return staysHere(node) }
      if let member = MemberExpression(parent) {
        if member.name.map({ $0.text != name }) ?? true { return true }
      } else if let index = IndexExpression(parent), case .string(let literal) = index.key {
        if String(decoding: literal.value, as: UTF8.self) != name { return true }
      } else {
        return staysHere(node)
      }
      node = parent
    }
    return staysHere(node)
  }

  private func staysHere(_ table: Node) -> Bool {
    guard let parent = table.parent else { return false }
    switch parent.kind {
    case .member: return true
    case .index:
      guard parent.firstChild == table, case .string? = IndexExpression(parent)?.key else { return false }
      return true
    case .methodCall:
      guard parent.firstChild == table, let name = MethodCallExpression(parent)?.method?.text else { return false }
      return methods.contains(name)
    case .unary, .ifClause, .whileStatement: return true
    case .binary:
      return BinaryExpression(parent).map { $0.operatorToken.kind != .and && $0.operatorToken.kind != .or } ?? false
    // What is assigned to it is another table, whose fields are declared there.
    case .expressionList:
      guard let statement = parent.parent else { return false }
      return statement.kind == .assignment && statement.firstChild == parent
    default: return false
    }
  }
}
