import CofreSchema
import LuaSyntax

/// Collects the facts of a file in one walk over its tree.
///
/// The walk does not recurse, and values are worked out as variables are declared, from what came before: the whole is
/// linear in the length of the file.
struct FactCollector {
  var facts: DocumentFacts
  private let file: SourceFile
  private var names: NameTable
  /// What each name means at the moment, by its number.
  private var meanings: [Meaning] = []
  /// The variables that can be seen, in the order of their declarations, each with its name and what that meant before.
  private var visible: [(name: Int, shadowed: Int)] = []
  /// For each open block, its number, its end, and how many variables could be seen where it begins.
  private var scopes: [(number: Int, end: Int, visible: Int)] = []
  private var scopeCount = 0

  /// What a name means: a variable, or else a global.
  private struct Meaning {
    static let noVariable = -1
    /// The innermost variable of the name.
    var variable = noVariable
    var global = GlobalName()
  }

  init(_ file: SourceFile, _ workspace: WorkspaceContext, _ types: TypeMemo) {
    self.file = file
    // The name that methods are given without its being written stands behind the text.
    names = NameTable(file.source + Array("self".utf8))
    facts = DocumentFacts(file, workspace, types)
  }

  mutating func walk() {
    let file = file
    file.visitNodes { visit in
      switch (visit.kind, visit.isLeaving) {
      case (.name, false): use(visit.id)
      // Asked of the type: of the collector itself, which is being changed, it would copy the whole.
      case (.block, _) where !Self.ownsScope(visit.id, in: file): break
      case (.chunk, _), (.functionBody, _), (.block, _), (.repeatStatement, _), (.parameter, false),
        (.localFunction, false), (.localStatement, true), (.assignment, true), (.call, true):
        if visit.isLeaving { leave(file.node(visit.id)) } else { enter(file.node(visit.id)) }
      default: break
      }
    }
    facts.collectHeldFields()
    for meaning in meanings {
      guard let use = meaning.global.uses.first else { continue }
      facts.globals[file.text(use.range)] = meaning.global
    }
  }

  private mutating func enter(_ node: Node) {
    switch node.kind {
    case .chunk: pushScope(end: file.source.count)
    case .functionBody: enterFunction(node)
    case .parameter: declare(node, .parameter, declaration: node)
    case .block: enterBlock(node)
    case .repeatStatement: pushScope(end: end(of: node))
    case .localFunction:
      if let function = LocalFunction(node), let name = function.name {
        declare(name.node, .function, declaration: node)
        if let index = facts.bindings.indices.last {
          facts.bindings[index].value = .closure
          facts.bindings[index].hasValue = true
        }
      }
    default: break
    }
  }

  private mutating func leave(_ node: Node) {
    switch node.kind {
    case .chunk, .functionBody, .repeatStatement, .block: popScope()
    case .localStatement: leaveLocal(node)
    case .assignment: leaveAssignment(node)
    case .call: leaveCall(node)
    default: break
    }
  }

  // MARK: Scopes

  /// Where a block ends for someone who types: at the word that closes it.
  private func end(of node: Node) -> Int { file.tokens[min(node.tokenRange.upperBound, file.tokens.count - 1)].start }

  private static func ownsScope(_ block: NodeID, in file: SourceFile) -> Bool {
    switch file.parentKind(of: block) {
    case .chunk, .functionBody, .repeatStatement: false
    default: true
    }
  }

  private mutating func pushScope(end: Int) {
    scopes.append((scopeCount, end, visible.count))
    scopeCount += 1
  }

  private mutating func popScope() {
    guard let scope = scopes.popLast() else { return }
    while visible.count > scope.visible, let last = visible.popLast() { meanings[last.name].variable = last.shadowed }
  }

  private mutating func enterFunction(_ node: Node) {
    let lastToken = file.tokens[max(node.tokenRange.upperBound - 1, 0)]
    pushScope(end: lastToken.kind == .end ? lastToken.start : end(of: node))
    guard let statement = node.parent.flatMap({ FunctionStatement($0) }), statement.isMethod else { return }
    let start = node.range.lowerBound
    declare("self", at: start..<start, .implicitSelf, declaration: statement.node)
  }

  private mutating func enterBlock(_ node: Node) {
    pushScope(end: end(of: node))
    guard let parent = node.parent, parent.kind == .numericFor || parent.kind == .genericFor else { return }
    for child in parent.children where child.kind == .localName { declare(child, .loop, declaration: parent) }
  }

  // MARK: Variables

  private mutating func declare(_ node: Node, _ kind: Binding.Kind, declaration: Node) {
    guard let name = Name(node), !name.range.isEmpty else { return }
    declare(name.text, at: name.range, kind, declaration: declaration)
  }

  private mutating func declare(
    _ name: String, at range: Range<Int>, _ kind: Binding.Kind, declaration: Node
  ) {
    guard let scope = scopes.last else { return }
    var start = range.upperBound
    switch kind {
    case .local: start = declaration.range.upperBound
    case .loop: start = min(scope.end, declaration.children.first { $0.kind == .block }?.range.lowerBound ?? start)
    default: break
    }
    let index = facts.bindings.count
    facts.bindings.append(
      Binding(
        name: name, kind: kind, nameRange: range, declaration: declaration, scope: start..<max(start, scope.end),
        block: scope.number))
    if !range.isEmpty { facts.setBinding(index, ofToken: file.tokenIndex(at: range.lowerBound)) }
    let end = file.source.count
    let number = number(ofNameAt: kind == .implicitSelf ? end..<end + "self".utf8.count : range)
    visible.append((number, meanings[number].variable))
    meanings[number].variable = index
  }

  private mutating func use(_ id: NodeID) {
    guard let token = file.firstToken(of: id) else { return }
    let range = file.tokens[token].range
    let name = number(ofNameAt: range)
    let use = Binding.Use(range: range, isWrite: isWritten(id), node: id)
    let variable = meanings[name].variable
    if variable != Meaning.noVariable {
      facts.bindings[variable].add(use)
      facts.setBinding(variable, ofToken: token)
    } else {
      // What is looked up on the way is only whether it has been written.
      if use.isWrite, !meanings[name].global.isAssigned {
        facts.globals[file.text(range), default: GlobalName()].add(use)
      }
      meanings[name].global.add(use)
    }
  }

  private mutating func number(ofNameAt range: Range<Int>) -> Int {
    let number = names.number(at: range)
    if number == meanings.count { meanings.append(Meaning()) }
    return number
  }

  private func isWritten(_ id: NodeID) -> Bool {
    switch file.parentKind(of: id) {
    case .functionStatement: return true
    case .expressionList:
      guard let list = file.parent(of: id), let statement = file.parent(of: list) else { return false }
      return file.kind(of: statement) == .assignment && file.firstChild(of: statement) == list
    default: return false
    }
  }

  // MARK: Values

  private mutating func leaveLocal(_ node: Node) {
    guard let statement = LocalStatement(node) else { return }
    let values = statement.values
    for (position, name) in statement.names.enumerated() {
      let count = facts.bindings.count
      declare(name.node, .local, declaration: node)
      guard facts.bindings.count > count else { continue }
      facts.bindings[count].attribute = name.attribute
      guard position < values.count else {
        facts.bindings[count].hasValue = values.last.map(\.mayHaveMoreValues) ?? false
        continue
      }
      if case .nil = values[position] { continue }
      let value = facts.value(of: values[position])
      facts.bindings[count].value = value
      facts.bindings[count].valueExpression = values[position]
      facts.bindings[count].hasValue = true
      if case .handle(let declaration) = value, case .call(let call) = values[position],
        facts.declarationOfCall[call.node.id] == declaration
      {
        facts.declarations[declaration].binding = count
      }
    }
  }

  private mutating func leaveAssignment(_ node: Node) {
    guard let statement = Assignment(node) else { return }
    let values = statement.values
    for (position, target) in statement.targets.enumerated() {
      guard case .name(let name) = target, let index = facts.binding(of: name) else { continue }
      if position < values.count, case .nil = values[position] { continue }
      let value = position < values.count ? facts.value(of: values[position]) : .unknown
      facts.bindings[index].value =
        facts.bindings[index].hasValue ? facts.bindings[index].value.merged(with: value) : value
      facts.bindings[index].hasValue = true
    }
  }

  private mutating func leaveCall(_ node: Node) {
    guard let call = CallExpression(node), case .constructor(let type) = facts.value(of: call.callee) else { return }
    facts.declarationOfCall[node.id] = facts.declarations.count
    facts.declarations.append(
      ResourceDeclaration(
        type: type, call: call, calleeRange: call.callee.range, arguments: call.arguments.expressions))
  }
}

extension Expression {
  /// Whether it may stand for several values at the end of a list.
  var mayHaveMoreValues: Bool {
    switch self {
    case .call, .methodCall, .vararg: true
    default: false
    }
  }
}
