import LuaSyntax

/// Protects a resource from being deleted or replaced, or takes the protection away.
enum ProtectAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let index = context.declaration else { return [] }
    let declaration = context.facts.declarations[index]
    // On the words before the properties, or in the options: elsewhere one is busy with something else.
    let start = declaration.calleeRange.lowerBound
    let head = start..<max(start, declaration.arguments.first?.range.upperBound ?? declaration.calleeRange.upperBound)
    guard context.touches(head) || declaration.options.map({ context.touches($0.range) }) == true else { return [] }
    let name = declaration.logicalName.map { "'\($0)'" } ?? "the resource"
    if let field = declaration.options?.fields.last(where: { $0.stringKey == "protect" }) {
      guard case .boolean(let literal) = field.value else { return [] }
      let title = literal.value ? "Take the protection from \(name)" : "Protect \(name) from being deleted"
      let text = literal.value ? "false" : "true"
      return [ActionOffer(title, kind) { ActionChange([Edit(literal.range, text)]) }]
    }
    guard let edit = adding(to: declaration, context) else { return [] }
    return [ActionOffer("Protect \(name) from being deleted", kind) { ActionChange([edit]) }]
  }

  private static func adding(to declaration: ResourceDeclaration, _ context: ActionContext) -> Edit? {
    if let options = declaration.options { return options.adding("protect = true", in: context.file) }
    guard declaration.call.arguments.hasParentheses, let last = declaration.arguments.last, !last.node.isEmpty,
      !last.mayHaveMoreValues
    else { return nil }
    let end = last.range.upperBound
    switch declaration.arguments.count {
    case 1: return Edit(end..<end, ", {}, { protect = true }")
    case 2: return Edit(end..<end, ", { protect = true }")
    default: return nil
    }
  }
}
