import LuaSyntax

/// Puts each field of a table, or each argument of a call, on a line of its own.
enum SplitLinesAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let list = ItemList(at: context), list.isOnOneLine, !list.items.isEmpty,
      !context.hasComments(in: list.inner)
    else { return [] }
    return [
      ActionOffer(list.isTable ? "Split the table over lines" : "Split the arguments over lines", kind) {
        let newline = context.newline
        let indent = context.indent(at: list.inner.lowerBound)
        let items = list.items.map { context.file.text($0) }.joined(separator: ",\(newline)\(indent)  ")
        let end = list.isTable ? "," : ""
        return ActionChange([Edit(list.inner, "\(newline)\(indent)  \(items)\(end)\(newline)\(indent)")])
      }
    ]
  }
}

/// Puts the fields of a table, or the arguments of a call, on one line.
enum JoinLinesAction: ScriptAction {
  static let kind = ActionKind.rewrite
  private static let maximumWidth = 120

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let list = ItemList(at: context), !list.isOnOneLine, !list.items.isEmpty else { return [] }
    let title = list.isTable ? "Join the table on one line" : "Join the arguments on one line"
    let lines = context.file.lines
    if context.hasComments(in: list.inner) {
      return [ActionOffer(title, kind, disabled: "There are comments between the lines.")]
    }
    guard list.items.allSatisfy({ lines.line(at: $0.lowerBound) == lines.line(at: $0.upperBound) }) else {
      return [ActionOffer(title, kind, disabled: "One of its parts has several lines itself.")]
    }
    let start = lines.range(ofLine: lines.line(at: list.inner.lowerBound)).lowerBound
    let end = lines.range(ofLine: lines.line(at: list.inner.upperBound)).upperBound
    let width =
      list.inner.lowerBound - start + list.items.reduce(0) { $0 + $1.count + 2 } + end - list.inner.upperBound
    guard width <= maximumWidth else {
      return [ActionOffer(title, kind, disabled: "The line would have more than \(maximumWidth) characters.")]
    }
    return [
      ActionOffer(title, kind) {
        let items = list.items.map { context.file.text($0) }.joined(separator: ", ")
        return ActionChange([Edit(list.inner, list.isTable ? " \(items) " : items)])
      }
    ]
  }
}

/// The fields of a table or the arguments of a call in parentheses.
private struct ItemList {
  /// What stands between the brackets.
  let inner: Range<Int>
  let items: [Range<Int>]
  let isTable: Bool
  let isOnOneLine: Bool

  /// The nearest one around a place; nil where there is none, or it is not closed.
  init?(at context: ActionContext) {
    let found = context.nearest(8) { node in
      node.kind == .table || ArgumentList(node)?.hasParentheses == true
    }
    guard let node = found, node.range.count >= 2, let last = context.file.source[node.range].last,
      last == UInt8(ascii: "}") || last == UInt8(ascii: ")"),
      !context.file.errors.contains(where: { node.range.overlaps($0.range) })
    else { return nil }
    isTable = node.kind == .table
    inner = (node.range.lowerBound + 1)..<(node.range.upperBound - 1)
    items = node.children.map(\.range).filter { !$0.isEmpty }
    let lines = context.file.lines
    isOnOneLine = lines.line(at: node.range.lowerBound) == lines.line(at: node.range.upperBound)
  }
}
