import LuaSyntax

/// How the stack's configuration can be had at a place: by a local that there is, or by one to be declared.
struct ConfigurationAccess {
  /// The local.
  let name: String
  /// What declares it; nil when it is there.
  let declaration: Edit?

  /// Finds or makes a local for a node; `name` is what to call it when there is none, instead of a free name.
  init(at node: Node, name wanted: String? = nil, in context: ActionContext) {
    let offset = node.range.lowerBound
    let isConfiguration = { (value: ValueKind) in if case .configuration = value { true } else { false } }
    if wanted == nil, let known = context.visibleName(at: offset, holding: isConfiguration) {
      name = known
      declaration = nil
      return
    }
    name = wanted ?? context.freeName("config")
    var statements: [String] = []
    let isCofre = { (value: ValueKind) in if case .cofre = value { true } else { false } }
    // Only a module at the top can be seen from where the configuration is declared.
    let module = context.facts.bindings.first {
      isCofre($0.value) && $0.declaration.ancestors.prefix(3).contains { $0.parent?.parent?.kind == .chunk }
        && $0.scope.contains(offset)
    }
    let cofre = module?.name ?? context.freeName("cofre")
    if module == nil { statements.append("local \(cofre) = require \"cofre\"") }
    statements.append("local \(name) = \(cofre).config()")
    declaration = Self.place(before: node, in: context).map { place in
      Self.endOfRequires(before: place, in: context).map { context.inserting(statements, at: $0) }
        ?? context.inserting(statements, before: place)
    }
  }

  /// The first statement behind the modules that the script requires at its beginning, or else the one at the top that the
  /// node is in.
  private static func place(before node: Node, in context: ActionContext) -> Node? {
    guard let statement = node.ancestors.first(where: { $0.parent?.parent?.kind == .chunk && $0.kind.isStatement })
    else {
      return nil
    }
    var first = context.file.block.node.firstChild
    while let node = first, node != statement, isRequire(node, in: context) { first = node.nextSibling }
    return first ?? statement
  }

  /// The end of the line with the last of the required modules before a statement: a comment between stays with the statement.
  ///
  /// Nil when none is required there, or when something else than a short comment follows on its line.
  private static func endOfRequires(before statement: Node, in context: ActionContext) -> Int? {
    let source = context.file.source
    let next = statement.range.lowerBound
    var last: Node?
    for child in context.file.block.node.children {
      guard child.range.upperBound <= next else { break }
      last = child
    }
    guard let last, isRequire(last, in: context), source[next] != UInt8(ascii: "(") else { return nil }
    let line = source[last.range.upperBound..<next].prefix { $0 != 10 && $0 != 13 }
    let rest = line.drop { $0 == 32 || $0 == 9 }
    let isComment = rest.starts(with: "--".utf8) && !rest.starts(with: "--[".utf8)
    guard line.endIndex < next, rest.isEmpty || isComment else { return nil }
    return line.endIndex
  }

  private static func isRequire(_ node: Node, in context: ActionContext) -> Bool {
    guard let local = LocalStatement(node), case .call(let call)? = local.values.first,
      case .function("require") = context.facts.value(of: call.callee)
    else { return false }
    return true
  }
}
