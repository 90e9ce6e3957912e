/// The rules of Lua's compiler that are no grammar: jumps, constants, `...`, and how much a function may hold.
///
/// One walk over the finished tree keeps the stacks that the compiler keeps (functions, blocks, variables) and asks the
/// rules, a file each, at the nodes that concern them. ``Parsing/Facts`` says whether the walk is needed at all.
struct ScopeChecks {
  let tree: TreeView
  let facts: Parsing.Facts
  var errors: [SyntaxError] = []

  var symbols = SymbolTable()
  var functions: [FunctionScope] = []
  var blocks: [BlockScope] = []
  var variables: [Variable] = []

  static func errors(in tree: TreeView, facts: Parsing.Facts) -> [SyntaxError] {
    var checks = ScopeChecks(tree: tree, facts: facts)
    checks.walk()
    return checks.errors
  }

  private init(tree: TreeView, facts: Parsing.Facts) {
    self.tree = tree
    self.facts = facts
  }

  mutating func report(_ error: SyntaxError) {
    if errors.count < SourceFile.maximumErrors { errors.append(error) }
  }

  private mutating func walk() {
    let root = NodeID(tree.records.count - 1)
    var current = root
    while true {
      enter(current)
      if tree.firstChild(current) != .none {
        current = tree.firstChild(current)
        continue
      }
      leave(current)
      while current != root, tree.nextSibling(current) == .none {
        current = tree.records[current.index].parent
        leave(current)
      }
      if current == root { return }
      current = tree.nextSibling(current)
    }
  }

  private mutating func enter(_ node: NodeID) {
    switch tree.kind(node) {
    case .chunk: pushFunction(node, isVararg: true)
    case .functionBody: enterFunctionBody(node)
    case .parameter: declare(node)
    case .block: enterBlock(node)
    case .repeatStatement: pushBlock(isLoop: true, body: tree.firstChild(node))
    case .labelStatement: label(node)
    case .gotoStatement: jump(node)
    case .breakStatement: checkBreak(node)
    case .vararg: checkVararg(node)
    case .attribute: checkAttribute(node)
    case .name: if facts.needsNames { use(node) }
    case .ifClause, .whileStatement, .numericFor, .genericFor:
      if facts.hasLongStatement { checkRegisters(of: node) }
    default: break
    }
  }

  private mutating func leave(_ node: NodeID) {
    switch tree.kind(node) {
    case .chunk, .functionBody: popFunction()
    case .block: leaveBlock(node)
    case .repeatStatement:
      if facts.hasLongStatement { checkRegisters(of: node) }
      popBlock()
    case .localStatement:
      if facts.hasLongStatement { checkRegisters(of: node) }
      declareLocals(of: node)
    case .assignment, .callStatement, .returnStatement:
      if facts.hasLongStatement { checkRegisters(of: node) }
    default: break
    }
  }

  // MARK: - Functions and blocks

  private mutating func enterFunctionBody(_ node: NodeID) {
    let parent = tree.records[node.index].parent
    if tree.kind(parent) == .localFunction { declare(tree.firstChild(parent)) }
    let parameters = tree.children(of: tree.firstChild(node))
    pushFunction(node, isVararg: parameters.last.map { tree.kind($0) == .varargParameter } ?? false)
    if tree.kind(parent) == .functionStatement, isMethod(tree.firstChild(parent)) { declareHidden(1) }
  }

  private func isMethod(_ target: NodeID) -> Bool {
    guard tree.kind(target) == .member else { return false }
    let name = tree.nextSibling(tree.firstChild(target))
    return tree.tokens[Int(tree.records[name.index].firstToken) - 1].kind == .colon
  }

  private mutating func enterBlock(_ node: NodeID) {
    let parent = tree.records[node.index].parent
    switch tree.kind(parent) {
    // The condition of a repeat statement sees the variables of its body, so the statement is the block.
    case .repeatStatement: return
    case .numericFor, .genericFor:
      // The loop's own state, then its variables, which last as long as the body.
      declareHidden(tree.kind(parent) == .numericFor ? 3 : 4)
      for child in tree.children(of: parent) where tree.kind(child) == .localName { declare(child) }
      pushBlock(isLoop: true, body: node)
    default: pushBlock(isLoop: tree.kind(parent).isLoop, body: node)
    }
  }

  private mutating func leaveBlock(_ node: NodeID) {
    let parent = tree.records[node.index].parent
    switch tree.kind(parent) {
    case .repeatStatement: return
    case .numericFor:
      popBlock()
      dropVariables(downTo: variables.count - 4)
    case .genericFor:
      popBlock()
      let names = tree.children(of: parent).count { tree.kind($0) == .localName }
      dropVariables(downTo: variables.count - 4 - names)
    default: popBlock()
    }
  }

  private mutating func pushFunction(_ node: NodeID, isVararg: Bool) {
    functions.append(
      FunctionScope(node: node, isVararg: isVararg, firstVariable: variables.count, firstBlock: blocks.count))
  }

  private mutating func popFunction() {
    dropVariables(downTo: functions[functions.count - 1].firstVariable)
    functions.removeLast()
  }

  private mutating func pushBlock(isLoop: Bool, body: NodeID) {
    if isLoop { functions[functions.count - 1].openLoops += 1 }
    blocks.append(
      BlockScope(isLoop: isLoop, body: body, firstVariable: variables.count))
  }

  private mutating func popBlock() {
    let block = blocks.removeLast()
    if block.isLoop { functions[functions.count - 1].openLoops -= 1 }
    leaveJumps(of: block)
    dropVariables(downTo: block.firstVariable)
  }

  // MARK: - Variables

  private mutating func declareLocals(of node: NodeID) {
    let children = tree.children(of: node)
    let names = children.filter { tree.kind($0) == .localName }
    let values = children.last.map { tree.kind($0) == .expressionList ? tree.children(of: $0) : [] } ?? []
    var closing = 0
    for (index, name) in names.enumerated() {
      let attribute = attributeText(of: name)
      if attribute == "close" {
        closing += 1
        if closing == 2 { report(.multipleClose(tree.range(of: name))) }
      }
      // The compiler folds the last variable only, and only when each variable has its value.
      let isFolded =
        attribute == "const" && index == names.count - 1 && values.count == names.count
        && isCompileTimeConstant(values[index])
      declare(name, isConstant: attribute != nil, isFolded: isFolded)
    }
  }

  func attributeText(of name: NodeID) -> String? {
    let attribute = tree.firstChild(name)
    guard attribute != .none else { return nil }
    let token = tree.tokens[Int(tree.records[attribute.index].firstToken) + 1]
    return String(decoding: tree.source[token.range], as: UTF8.self)
  }

  private mutating func declare(_ name: NodeID, isConstant: Bool = false, isFolded: Bool = false) {
    let symbol = facts.needsNames && !tree.isEmpty(name) ? symbols.symbol(of: tree.name(name)) : SymbolTable.unnamed
    push(name, symbol: symbol, isConstant: isConstant, isFolded: isFolded)
  }

  private mutating func declareHidden(_ count: Int) {
    for _ in 0..<count { push(.none, symbol: SymbolTable.unnamed, isConstant: false, isFolded: false) }
  }

  private mutating func push(_ node: NodeID, symbol: Int, isConstant: Bool, isFolded: Bool) {
    let function = functions.count - 1
    let isFirst = variables.count == functions[function].firstVariable
    let registers = (isFirst ? 0 : variables[variables.count - 1].registers) + (isFolded ? 0 : 1)
    variables.append(
      Variable(
        node: node, symbol: symbol, function: function, isConstant: isConstant, isFolded: isFolded,
        registers: registers, shadowed: symbols.newest(symbol)))
    symbols.setNewest(symbol, variables.count - 1)
    checkLocals(at: node)
  }

  private mutating func dropVariables(downTo count: Int) {
    while variables.count > count {
      let variable = variables.removeLast()
      symbols.setNewest(variable.symbol, variable.shadowed)
    }
  }
}

/// A function that is open.
struct FunctionScope {
  var node: NodeID
  var isVararg: Bool
  var firstVariable: Int
  var firstBlock: Int
  var openLoops = 0
  /// Symbols of the variables that it takes from outside.
  var upvalues: Set<Int> = []
  var hasReportedLocals = false
  var hasReportedUpvalues = false
  var hasReportedRegisters = false
}

/// A block that is open.
struct BlockScope {
  var isLoop: Bool
  var body: NodeID
  var firstVariable: Int
  var labels: [String: Label] = [:]
  /// Jumps that have not met their label, by its name.
  var jumps: [String: [Jump]] = [:]
  /// The first of the statements at the end of the block that do nothing; found when a label asks.
  var tail: NodeID?
}

/// A local variable in scope, or one that the compiler makes for a loop.
struct Variable {
  var node: NodeID
  var symbol: Int
  /// Index of the function it belongs to.
  var function: Int
  var isConstant: Bool
  /// Whether the compiler replaces it by its value, so that it takes neither register nor upvalue.
  var isFolded: Bool
  /// How many registers this and the variables before it in its function take.
  var registers: Int
  /// Index of the variable of the same name that it hides.
  var shadowed: Int
}
