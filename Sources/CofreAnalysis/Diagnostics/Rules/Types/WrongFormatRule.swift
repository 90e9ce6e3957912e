import LuaSyntax

enum WrongFormatRule: NodeRule {
  static let page = RulePage(
    "wrong-format", .warning, .lua, "Format and arguments do not fit",
    explanation: """
      A format of `string.format` asks for more or fewer values than it is given, for a number where it is given something
      else, or has a conversion that Lua does not know. All but a value too many stop the run.

      Give each `%` its value, and write `%%` for a percent sign.
      """,
    wrong: """
      local team = ...
      print(string.format("%s-%s", team))
      """,
    right: """
      local team, env = ...
      print(string.format("%s-%s", team, env))
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = context.libraryCall(node), call.entry.name == "string.format",
      let literal = format(of: call, node), !context.isChangedInLibrary(call.entry.name)
    else { return }
    let format = FormatText(literal.value)
    if let unknown = format.unknown {
      context.report(
        page, at: literal.range, "'\(unknown)' is nothing that a format can ask for.", hint: "A percent sign is '%%'.")
      return
    }
    let values = call.hasReceiver ? call.arguments[...] : call.arguments.dropFirst()
    let wanted = format.conversions
    if values.count > wanted.count {
      let extra = Array(values)[wanted.count]
      context.report(
        page, at: extra.range, "The format asks for \(count(wanted.count)), and this is one more: it is left out.")
    } else if values.count < wanted.count, !call.isOpen {
      let missing = wanted[values.count].text
      context.report(
        page, at: literal.range,
        "The format asks for \(count(wanted.count)), and is given \(values.count): there is none for '\(missing)'.")
    }
    for (conversion, value) in zip(wanted, values) {
      guard let type = conversion.type, let given = context.misfit(value, for: type, of: call.entry.name) else {
        continue
      }
      context.report(
        page, at: value.range,
        "'\(conversion.text)' takes '\(type.text)', and this is '\(context.askTypes().outline(of: given))'.")
    }
  }

  private static func count(_ count: Int) -> String { "\(count) value\(count == 1 ? "" : "s")" }

  /// The format where it is written in place.
  private static func format(of call: LibraryCall, _ node: Node) -> StringLiteral? {
    var expression = call.hasReceiver ? MethodCallExpression(node)?.receiver : call.arguments.first
    while case .parenthesized(let inner)? = expression { expression = inner.inner }
    guard case .string(let literal)? = expression else { return nil }
    return literal
  }
}
