import LuaSyntax

/// Brings the modules that a script requires to its top: one a line, sorted, none twice, and of Cofre's own none unused.
enum OrganizeRequiresAction: ScriptAction {
  static let kind = ActionKind.organizeImports

  static func offers(in context: ActionContext) -> [ActionOffer] {
    let requires = RequireList(of: context)
    let edits = requires.edits()
    guard !edits.isEmpty else { return [] }
    return [ActionOffer("Organize the requires", kind) { ActionChange(edits) }]
  }
}

/// The statements at the top level that do nothing but require a module.
private struct RequireList {
  private struct Item {
    var statement: Node
    var binding: Int
    var module: String
    /// The lines that go with it: comments right above, and one behind it.
    var range: Range<Int>
    var isOnOwnLines: Bool

    var order: (Int, String) { (module == "cofre" ? 0 : module.hasPrefix("cofre.") ? 1 : 2, module) }
  }

  private let context: ActionContext
  private var items: [Item] = []
  private var file: SourceFile { context.file }

  init(of context: ActionContext) {
    self.context = context
    guard file.errors.isEmpty else { return }
    var names: [String: Int] = [:]
    let top = file.block.range
    // What is declared at the top can be seen to the end of the file.
    for binding in context.facts.bindings where binding.scope.upperBound >= top.upperBound {
      names[binding.name, default: 0] += 1
    }
    for statement in file.block.node.children {
      guard let local = LocalStatement(statement), local.names.count == 1, local.values.count == 1,
        let name = local.names.first?.name, local.names.first?.attribute == nil,
        case .call(let call)? = local.values.first, case .function("require") = context.facts.value(of: call.callee),
        call.arguments.expressions.count == 1, case .string(let literal)? = call.arguments.expressions.first,
        let binding = context.facts.binding(of: name), context.facts.bindings[binding].isNeverReassigned,
        // A name that means something else elsewhere must be seen from where it is.
        context.facts.globals[name.text] == nil
      else { continue }
      let module = String(decoding: literal.value, as: UTF8.self)
      if names[name.text] != 1, !items.contains(where: { self.name($0) == name.text && $0.module == module }) {
        let others = file.block.node.children.compactMap { LocalStatement($0) }.filter {
          $0.names.contains { $0.name?.text == name.text }
        }
        guard others.allSatisfy({ Self.module(of: $0) == module }) else { continue }
      }
      items.append(item(statement, binding, module))
    }
  }

  private func name(_ item: Item) -> String { context.facts.bindings[item.binding].name }

  private static func module(of local: LocalStatement) -> String? {
    guard local.names.count == 1, case .call(let call)? = local.values.first, call.callee.text == "require",
      case .string(let literal)? = call.arguments.expressions.first
    else { return nil }
    return String(decoding: literal.value, as: UTF8.self)
  }

  private func item(_ statement: Node, _ binding: Int, _ module: String) -> Item {
    let lines = file.lines
    guard context.isFirstOnLine(statement), context.isLastOnLine(statement) else {
      return Item(
        statement: statement, binding: binding, module: module, range: statement.range, isOnOwnLines: false)
    }
    var first = lines.line(at: statement.range.lowerBound)
    while first > 0 {
      let before = lines.range(ofLine: first - 1)
      let start = before.lowerBound + context.indent(at: before.lowerBound).utf8.count
      guard let comment = file.comment(at: start), comment.start == start, comment.kind != .blockComment,
        comment.kind != .shebang
      else { break }
      first -= 1
    }
    // What the file begins with speaks of the file.
    if first == 0 || first == 1 && file.comments.first?.kind == .shebang {
      first = lines.line(at: statement.range.lowerBound)
    }
    let last = lines.line(at: statement.range.upperBound)
    return Item(
      statement: statement, binding: binding, module: module,
      range: lines.range(ofLine: first).lowerBound..<lines.range(ofLine: last).upperBound, isOnOwnLines: true)
  }

  /// What brings them in order; nothing when they are.
  func edits() -> [Edit] {
    guard let top = file.block.node.firstChild, !items.isEmpty else { return [] }
    var kept: [Item] = []
    var renames: [Edit] = []
    for item in items {
      let binding = context.facts.bindings[item.binding]
      // A module of the project may declare resources, so that requiring it is a use.
      let isUnused = !binding.isRead && (item.module == "cofre" || item.module.hasPrefix("cofre."))
      if isUnused || kept.contains(where: { $0.module == item.module && name($0) == binding.name }) { continue }
      if let first = kept.first(where: { $0.module == item.module }), canJoin(item, to: first) {
        renames += binding.uses.map { Edit($0.range, name(first)) }
      } else {
        kept.append(item)
      }
    }
    kept.sort { $0.order < $1.order }
    let atTop = Array(file.block.node.children.prefix(kept.count))
    if kept.count == items.count, kept.map(\.statement) == atTop, kept.allSatisfy(\.isOnOwnLines) { return [] }
    // Comments that are not at the lines that they speak of would get lost between them.
    let place = items.first { $0.statement == top }?.range.lowerBound ?? lineStart(top)
    let newline = context.newline
    var text = kept.map { file.text($0.range) + newline }.joined()
    let isFirstRequire = items.contains { $0.statement == top }
    if !isFirstRequire, !kept.isEmpty { text += newline }
    var edits = [Edit(place..<place, text)] + renames
    for item in items {
      let end = item.isOnOwnLines ? nextLine(item.range.upperBound) : item.range.upperBound
      if item.range.lowerBound == place {
        edits[0] = Edit(place..<end, text)
      } else {
        edits.append(Edit(item.range.lowerBound..<end, ""))
      }
    }
    return edits
  }

  /// Whether all uses of a local may take the name of another that holds the same module.
  private func canJoin(_ item: Item, to first: Item) -> Bool {
    // What a comment says of the one may not be true of the other.
    guard file.text(item.range).utf8.elementsEqual(file.text(item.statement.range).utf8) else { return false }
    let uses = context.facts.bindings[item.binding].uses
    let others = context.facts.bindings.indices.filter { index in
      context.facts.bindings[index].name == name(first)
        && !items.contains { $0.binding == index && $0.module == first.module }
    }
    return !others.contains { index in
      let scope = context.facts.bindings[index].scope
      return uses.contains { scope.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= scope.upperBound }
    }
  }

  private func lineStart(_ node: Node) -> Int {
    let lines = file.lines
    return lines.range(ofLine: lines.line(at: node.range.lowerBound)).lowerBound
  }

  private func nextLine(_ offset: Int) -> Int {
    let line = file.lines.line(at: offset)
    return line + 1 < file.lines.lineCount ? file.lines.range(ofLine: line + 1).lowerBound : file.source.count
  }
}
