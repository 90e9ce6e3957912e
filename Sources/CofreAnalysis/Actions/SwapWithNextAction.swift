import LuaSyntax

/// Exchanges an argument of a call, or a parameter of a function, with the one behind it.
enum SwapWithNextAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    var item = context.node
    // Of what is nested the innermost list counts.
    for ancestor in context.node.ancestors.prefix(8) {
      guard let list = ancestor.parent, ancestor.kind != .functionBody, ancestor.kind != .table else { return [] }
      item = ancestor
      if list.kind == .argumentList || list.kind == .parameterList { break }
    }
    guard let list = item.parent, list.kind == .argumentList || list.kind == .parameterList,
      let next = item.nextSibling, next.kind != .varargParameter, !item.isEmpty, !next.isEmpty,
      !context.file.errors.contains(where: { list.range.overlaps($0.range) })
    else { return [] }
    let (one, other) = (item, next)
    let title = list.kind == .argumentList ? "Swap with the next argument" : "Swap with the next parameter"
    return [
      ActionOffer(title, kind) { ActionChange([Edit(one.range, other.text), Edit(other.range, one.text)]) }
    ]
  }
}
