/// Builds the tree by recursive descent, in one pass and without ever failing.
///
/// Every method leaves exactly the nodes that ``NodeKind`` promises on ``pending``, whatever the tokens are; every loop
/// consumes a token or ends. Rules of the compiler that are not grammar are not checked here but in ``ScopeChecks``.
struct Parser {
  let source: UnsafeBufferPointer<UInt8>
  let tokens: ContiguousArray<Token>
  /// Whether indentation may end what is still open; see ``Parsing/parse(_:options:)``.
  let usesIndentation: Bool
  let indentations = Indentations()

  var records: ContiguousArray<NodeRecord> = []
  /// Finished nodes that have no parent yet, in order.
  var pending: ContiguousArray<NodeID> = []
  var errors: [SyntaxError] = []
  var facts = Parsing.Facts()

  /// Index of the current token.
  var position = 0
  /// Kind of the current token.
  var kind: TokenKind
  /// Index of the first token of the innermost statement.
  var statementStart = 0
  /// Index of the token at which the last error was reported: there is one error a token.
  var lastErrorPosition = -1
  /// Set when nesting was too deep and the rest of the file was skipped: nothing is reported any more.
  var hasGivenUp = false

  var level = 0
  /// How many labels stand in a row before the current token.
  var labelRun = 0
  /// How many statements are open that an `end` closes.
  var openBlocks = 0
  var openIfs = 0
  var openRepeats = 0
  var openParentheses = 0
  var openBrackets = 0
  var openBraces = 0
  var functionDepth = 0
  var localsInFunction = 0
  var names = 0
  /// Tokens of finished function bodies, which do not count for the statement around them.
  var bodyTokens = 0

  init(source: UnsafeBufferPointer<UInt8>, tokens: ContiguousArray<Token>, usesIndentation: Bool) {
    self.source = source
    self.tokens = tokens
    self.usesIndentation = usesIndentation
    kind = tokens[0].kind
    records.reserveCapacity(tokens.count * 3 / 2 + 8)
    pending.reserveCapacity(256)
  }

  // MARK: - Tokens

  @inline(__always) var token: Token { tokens[position] }

  @inline(__always) var nextKind: TokenKind { position + 1 < tokens.count ? tokens[position + 1].kind : .endOfFile }

  /// Moves to the next token; stays at the end of the file.
  @inline(__always) mutating func advance() {
    if position + 1 < tokens.count { position += 1 }
    kind = tokens[position].kind
  }

  @inline(__always) mutating func consume(_ expected: TokenKind) -> Bool {
    guard kind == expected else { return false }
    advance()
    return true
  }

  // MARK: - Nodes

  /// Makes all nodes that are pending from a mark on the children of a new one, which takes their place.
  @inline(__always) mutating func complete(_ kind: NodeKind, from mark: Int, firstToken: Int) {
    let id = NodeID(records.count)
    var first = NodeID.none
    var index = pending.count
    while index > mark {
      index -= 1
      let child = pending[index]
      records[child.index].parent = id
      records[child.index].nextSibling = first
      first = child
    }
    pending.removeLast(pending.count - mark)
    pending.append(id)
    records.append(
      NodeRecord(
        kind: kind, firstToken: UInt32(truncatingIfNeeded: firstToken), endToken: UInt32(truncatingIfNeeded: position),
        parent: .none, firstChild: first, nextSibling: .none))
  }

  /// A node of the current token.
  @inline(__always) mutating func leaf(_ kind: NodeKind) {
    let first = position
    advance()
    complete(kind, from: pending.count, firstToken: first)
  }

  /// A node of no token, where the text lacks something.
  mutating func empty(_ kind: NodeKind) {
    complete(kind, from: pending.count, firstToken: position)
  }

  var lastKind: NodeKind { pending.last.map { records[$0.index].kind } ?? .missing }

  // MARK: - The whole

  mutating func chunk() {
    block(opener: nil)
    complete(.chunk, from: 0, firstToken: 0)
  }

  /// Enters one more level of what Lua's compiler does by recursion; false when that was too deep.
  ///
  /// The caller must leave the level in either case.
  mutating func enterLevel() -> Bool {
    level += 1
    if level <= Limits.levels { return true }
    if !hasGivenUp {
      report(.nestingTooDeep(token.range))
      hasGivenUp = true
    }
    return false
  }

  /// A node that swallows the rest of the file.
  mutating func giveUp(_ nodeKind: NodeKind) {
    let first = position
    position = tokens.count - 1
    kind = .endOfFile
    complete(nodeKind, from: pending.count, firstToken: first)
  }
}
