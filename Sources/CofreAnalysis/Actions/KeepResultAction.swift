import CofreSchema
import LuaSyntax

/// Keeps the resource that a statement declares in a local, so that others can refer to it.
enum KeepResultAction: ScriptAction {
  static let kind = ActionKind.extract

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let index = context.declaration else { return [] }
    let declaration = context.facts.declarations[index]
    guard let statement = declaration.call.node.parent, statement.kind == .callStatement,
      context.touches(statement.range.lowerBound..<(declaration.name?.range ?? declaration.calleeRange).upperBound),
      context.canDeclare(before: statement)
    else { return [] }
    return [
      ActionOffer("Keep the resource in a local", kind) {
        let wish =
          declaration.logicalName ?? declaration.type.name.split(separator: ".").last.map(String.init) ?? "resource"
        let start = statement.range.lowerBound
        return ActionChange([Edit(start..<start, "local \(context.freeName(wish)) = ")])
      }
    ]
  }
}
