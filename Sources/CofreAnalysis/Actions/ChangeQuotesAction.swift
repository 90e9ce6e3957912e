import LuaSyntax

/// Writes a text in the other quotes; it stands for the same bytes.
enum ChangeQuotesAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let literal = StringLiteral(context.node), !literal.isLong,
      literal.contentRange.count + 2 == literal.range.count
    else { return [] }
    let old = context.file.source[literal.range.lowerBound]
    let new = old == UInt8(ascii: "\"") ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    return [
      ActionOffer(new == UInt8(ascii: "'") ? "Use single quotes" : "Use double quotes", kind) {
        var text: [UInt8] = [new]
        var rest = context.file.source[literal.contentRange]
        while let byte = rest.popFirst() {
          if byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
            if next != old { text.append(byte) }
            text.append(next)
          } else {
            if byte == new { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
          }
        }
        text.append(new)
        guard let result = String(validating: text, as: UTF8.self) else { return ActionChange([]) }
        return ActionChange([Edit(literal.range, result)])
      }
    ]
  }
}
