import LuaSyntax

/// Makes the ``FileIndex`` of a file in one walk over its tree.
struct FileIndexer {
  let facts: DocumentFacts
  var index = FileIndex()
  /// For each variable what it stands for, if that is shared.
  private(set) var keys: [SymbolKey?] = []
  /// The variable that the file returns.
  private(set) var returned: Int?
  /// How often the file itself returns, functions left out.
  private(set) var returnCount = 0

  var file: SourceFile { facts.file }

  static func index(_ facts: DocumentFacts) -> FileIndex {
    var indexer = FileIndexer(facts: facts)
    indexer.findRoots()
    for node in indexer.file.root.descendants { indexer.visit(node) }
    indexer.finish()
    return indexer.index
  }

  private init(facts: DocumentFacts) { self.facts = facts }

  // MARK: What variables stand for

  private mutating func findRoots() {
    if case .return(let statement)? = file.block.statements.last {
      switch statement.values.first {
      case .name(let name): returned = facts.binding(of: name)
      case .table(let table): declareFields(of: table, in: SymbolKey(root: .ownModule))
      default: break
      }
    }
    keys.reserveCapacity(facts.bindings.count)
    // A variable can only hold what was declared before it.
    for number in facts.bindings.indices { keys.append(root(of: number)) }
    for (number, binding) in facts.bindings.enumerated() {
      switch (binding.valueExpression, keys[number]) {
      case (.table(let table)?, let key?): declareFields(of: table, in: key)
      case (.call(let call)?, let key?):
        if let table = metatableOwner(in: call) { declareFields(of: table, in: key) }
      default: break
      }
      guard case .localFunction? = keys[number]?.root, let key = keys[number] else { continue }
      record(key, binding.nameRange, [.write, .function])
      let body = binding.kind == .function ? binding.declaration.range : binding.valueExpression?.range
      addFunction(key, binding.name, binding.nameRange, body ?? binding.nameRange)
    }
  }

  private func root(of number: Int) -> SymbolKey? {
    let binding = facts.bindings[number]
    switch binding.kind {
    case .local:
      guard binding.isNeverReassigned else { return nil }
      if let key = binding.valueExpression.flatMap({ key(of: $0) }) { return key }
      if number == returned { return SymbolKey(root: .ownModule) }
      if case .function? = binding.valueExpression { return localFunction(binding) }
      return tableIsMade(by: binding.valueExpression)
        ? SymbolKey(root: .localTable(binding.nameRange.lowerBound)) : nil
    case .function: return binding.isNeverReassigned ? localFunction(binding) : nil
    case .implicitSelf:
      guard case .member(let member)? = FunctionStatement(binding.declaration)?.target else { return nil }
      return key(of: member.object)
    case .parameter, .loop: return nil
    }
  }

  /// Whether an expression makes a table: by braces, or by what `setmetatable` is given.
  private func tableIsMade(by expression: Expression?) -> Bool {
    switch expression {
    case .table: true
    case .call(let call): metatableOwner(in: call) != nil
    default: false
    }
  }

  private func metatableOwner(in call: CallExpression) -> TableConstructor? {
    guard case .name(let callee) = call.callee, callee.text == "setmetatable", facts.binding(of: callee) == nil,
      case .table(let table)? = call.arguments.expressions.first
    else { return nil }
    return table
  }

  private func localFunction(_ binding: Binding) -> SymbolKey {
    SymbolKey(root: .localFunction(binding.nameRange.lowerBound))
  }

  /// What an expression stands for: a chain of names from something shared.
  func key(of expression: Expression, depth: Int = 16) -> SymbolKey? {
    guard depth > 0 else { return nil }
    switch expression {
    case .name(let name):
      guard let number = facts.binding(of: name) else {
        return name.range.isEmpty ? nil : SymbolKey(root: .global(name.text))
      }
      return number < keys.count ? keys[number] : nil
    case .member(let member):
      guard let name = member.name, !name.range.isEmpty else { return nil }
      return key(of: member.object, depth: depth - 1)?.member(name.text)
    case .index(let index):
      guard let name = Self.memberName(index.key) else { return nil }
      return key(of: index.object, depth: depth - 1)?.member(name)
    case .parenthesized(let inner): return key(of: inner.inner, depth: depth - 1)
    case .call(let call): return requiredName(by: call).map { SymbolKey(root: .module($0.text)) }
    default: return nil
    }
  }

  private func requiredName(by call: CallExpression) -> (text: String, range: Range<Int>)? {
    guard case .name(let callee) = call.callee, callee.text == "require", facts.binding(of: callee) == nil,
      case .string(let literal)? = call.arguments.expressions.first
    else { return nil }
    return (String(decoding: literal.value, as: UTF8.self), literal.contentRange)
  }

  /// The name that a string in brackets is as good as.
  private static func memberName(_ key: Expression) -> String? {
    guard case .string(let literal) = key else { return nil }
    let name = String(decoding: literal.value, as: UTF8.self)
    return name.isLuaName && literal.contentRange.count == name.utf8.count ? name : nil
  }

  // MARK: Uses

  private mutating func visit(_ node: Node) {
    switch node.kind {
    case .name:
      guard let name = Name(node), !name.range.isEmpty else { return }
      guard let number = facts.binding(of: name) else {
        let key = SymbolKey(root: .global(name.text))
        record(key, name.range, traits(of: node))
        return follow(node, key)
      }
      guard let key = keys[number] else { return }
      if case .localFunction = key.root, key.path.isEmpty, isOwn(key, number) {
        record(key, name.range, traits(of: node))
      } else {
        follow(node, key)
      }
    case .call:
      guard let call = CallExpression(node) else { return }
      if let required = requiredName(by: call) {
        let key = SymbolKey(root: .module(required.text))
        record(key, required.range, [])
        if !index.eagerModules.contains(required.text), !node.ancestors.contains(where: { $0.kind == .functionBody }) {
          index.eagerModules.append(required.text)
        }
        follow(node, key)
      } else {
        addResource(call)
      }
    case .functionStatement:
      guard let statement = FunctionStatement(node), let key = key(of: statement.target) else { return }
      addFunction(key, statement.target.text, Self.lastName(of: statement.target), node.range)
    case .assignment: addAssignment(node)
    case .returnStatement:
      if !node.ancestors.contains(where: { $0.kind == .functionBody }) { returnCount += 1 }
    default: return
    }
  }

  private func isOwn(_ key: SymbolKey, _ number: Int) -> Bool {
    key.root == .localFunction(facts.bindings[number].nameRange.lowerBound)
  }

  /// Records the names that follow in a chain.
  private mutating func follow(_ start: Node, _ key: SymbolKey) {
    var (node, key) = (start, key)
    while let parent = node.parent, parent.firstChild == node {
      switch parent.kind {
      case .parenthesized: break
      case .member:
        guard let name = MemberExpression(parent)?.name, !name.range.isEmpty, let next = key.member(name.text) else {
          return
        }
        key = next
        record(key, name.range, traits(of: parent))
      case .index:
        guard case .string(let literal)? = IndexExpression(parent)?.key, let name = Self.memberName(.string(literal)),
          let next = key.member(name)
        else { return }
        key = next
        record(key, literal.contentRange, traits(of: parent))
      case .methodCall:
        guard let name = MethodCallExpression(parent)?.method, !name.range.isEmpty, let next = key.member(name.text)
        else { return }
        return record(next, name.range, .call)
      default: return
      }
      node = parent
    }
  }

  private func traits(of node: Node) -> FileIndex.Use.Traits {
    guard let parent = node.parent, parent.firstChild == node || parent.kind == .expressionList else { return [] }
    switch parent.kind {
    case .call: return .call
    case .functionStatement: return [.write, .function]
    case .expressionList:
      guard let assignment = parent.parent, assignment.kind == .assignment, assignment.firstChild == parent else {
        return []
      }
      return .write
    default: return []
    }
  }

  mutating func record(_ key: SymbolKey, _ range: Range<Int>, _ traits: FileIndex.Use.Traits) {
    index.uses[key, default: []].append(FileIndex.Use(range, traits))
  }

  // MARK: Declarations

  /// The word by which the target of an assignment is recorded.
  private static func lastName(of target: Expression) -> Range<Int> {
    switch target {
    case .member(let member): return member.name?.range ?? target.range
    case .index(let index):
      if case .string(let literal) = index.key { return literal.contentRange }
      return target.range
    default: return target.range
    }
  }

  private mutating func addFunction(_ key: SymbolKey, _ name: String, _ nameRange: Range<Int>, _ range: Range<Int>) {
    let whole = min(range.lowerBound, nameRange.lowerBound)..<max(range.upperBound, nameRange.upperBound)
    index.functions.append(FileIndex.Function(key: key, name: name, nameRange: nameRange, range: whole))
  }

  private mutating func addAssignment(_ node: Node) {
    guard let assignment = Assignment(node) else { return }
    let values = assignment.values
    for (position, target) in assignment.targets.enumerated() where position < values.count {
      guard let key = key(of: target) else { continue }
      switch values[position] {
      case .function(let function): addFunction(key, target.text, Self.lastName(of: target), function.range)
      case .table(let table): declareFields(of: table, in: key)
      default: break
      }
    }
  }

  /// The named fields of a table are members of what it is given to.
  private mutating func declareFields(of table: TableConstructor, in key: SymbolKey, depth: Int = 4) {
    guard depth > 0 else { return }
    for field in table.fields {
      let name: String
      let range: Range<Int>
      switch field {
      case .named(let named):
        guard let key = named.name, !key.range.isEmpty else { continue }
        (name, range) = (key.text, key.range)
      case .indexed(let indexed):
        guard case .string(let literal) = indexed.key, let text = Self.memberName(indexed.key) else { continue }
        (name, range) = (text, literal.contentRange)
      case .positional: continue
      }
      guard let member = key.member(name) else { continue }
      switch field.value {
      case .function(let function):
        record(member, range, [.write, .function])
        addFunction(member, name, range, function.range)
      case .table(let inner):
        record(member, range, .write)
        declareFields(of: inner, in: member, depth: depth - 1)
      default: record(member, range, .write)
      }
    }
  }

  private mutating func finish() {
    index.functions.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
    addAnnotations()
    for (key, uses) in index.uses where uses.count > 1 {
      var sorted = uses
      sorted.sort { $0.range.lowerBound < $1.range.lowerBound }
      index.uses[key] = sorted
    }
    addSymbols()
    index.moduleFields = moduleFields()
  }
}
