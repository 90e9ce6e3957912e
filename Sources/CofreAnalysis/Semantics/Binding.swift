import LuaSyntax

/// A local variable, parameter or loop variable, with all of its uses.
struct Binding: Sendable {
  enum Kind: Sendable { case local, function, parameter, loop, implicitSelf }

  /// One place where it is read or assigned; the declaration is not among them.
  struct Use: Sendable {
    var range: Range<Int>
    var isWrite: Bool
    var node: NodeID
  }

  var name: String
  var kind: Kind
  /// The name where it is declared; empty for the `self` of a method.
  var nameRange: Range<Int>
  /// The statement, parameter or function that declares it.
  var declaration: Node
  /// Where it can be seen: from behind its declaration to the end of its block.
  var scope: Range<Int>
  /// The block whose statements declare it.
  var block: Int
  var attribute: String?
  /// What it holds as far as is known, all assignments taken together.
  var value: ValueKind = .unknown
  /// The expression of its declaration.
  var valueExpression: Expression?
  /// Whether it has been given anything, be it known what or not.
  var hasValue = false
  private(set) var uses: [Use] = []
  /// Whether it holds the same from its declaration on.
  private(set) var isNeverReassigned = true

  var isRead: Bool { uses.contains { !$0.isWrite } }

  mutating func add(_ use: Use) {
    uses.append(use)
    if use.isWrite { isNeverReassigned = false }
  }
}

/// A global name, with all of its uses.
struct GlobalName: Sendable {
  private(set) var uses: [Binding.Use] = []
  /// The first places that give it a value, nine at most: of more nobody makes sense.
  private(set) var writes: [Binding.Use] = []

  var isAssigned: Bool { !writes.isEmpty }

  mutating func add(_ use: Binding.Use) {
    uses.append(use)
    if use.isWrite, writes.count < 9 { writes.append(use) }
  }
}
