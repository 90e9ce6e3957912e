import LuaSyntax

/// Puts an expression that is selected into a module of the project, with what it needs.
enum ExtractModuleAction: ScriptAction {
  static let kind = ActionKind.extract
  private static let title = "Extract to a module"

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let expression = context.selectedExpression, isWorthIt(expression) else { return [] }
    if let reason = ExtractedExpression.obstacle(to: expression, context) {
      return [ActionOffer(title, kind, disabled: reason)]
    }
    var needs = OuterNames(of: expression, in: context)
    needs.collect()
    if let reason = needs.obstacle { return [ActionOffer(title, kind, disabled: reason)] }
    let found = needs
    return [ActionOffer(title, kind, needs: .newFile) { change(expression, found, context) }]
  }

  private static func isWorthIt(_ expression: Expression) -> Bool {
    switch expression {
    case .table, .function, .call, .methodCall: true
    default: false
    }
  }

  private static func change(_ expression: Expression, _ needs: OuterNames, _ context: ActionContext) -> ActionChange {
    var taken = Set(context.workspace.modules.keys).union(context.workspace.surroundings.ownModules)
    taken.formUnion(["cofre", "main"])
    let name = ActionNames.free(
      ActionNames.identifier(from: ExtractedExpression.name(for: expression, context)), among: taken)
    let newline = context.newline
    var text = needs.requires.map { $0 + newline }.joined()
    if !text.isEmpty { text += newline }
    let body = dedented(expression, context)
    let call: String
    if needs.parameters.isEmpty, !needs.isRepeated {
      text += "return \(body)\(newline)"
      call = "require \"\(name)\""
    } else {
      let parameters = needs.parameters.joined(separator: ", ")
      text += "return function(\(parameters))\(newline)  return \(body)\(newline)end\(newline)"
      call = "require(\"\(name)\")(\(parameters))"
    }
    return ActionChange(
      [context.replacing(expression, with: call)], newModule: ActionChange.NewModule(name: name, text: text))
  }

  /// The text of the expression as if its line began at the left, but for lines inside of texts.
  private static func dedented(_ expression: Expression, _ context: ActionContext) -> String {
    let file = context.file
    let range = expression.range
    let indent = context.indent(at: range.lowerBound).utf8.count
    var text = file.text(range.lowerBound..<min(range.upperBound, lineEnd(range.lowerBound, file)))
    let lines = file.lines
    let (first, last) = (lines.line(at: range.lowerBound), lines.line(at: range.upperBound))
    guard first < last else { return file.text(range) }
    for line in (first + 1)...last {
      let start = lines.range(ofLine: line).lowerBound
      let isInText = file.token(at: start).map { $0.start < start } ?? false
      let isInComment = file.comment(at: start).map { $0.start < start } ?? false
      let blank = file.source[start...].prefix { $0 == 32 || $0 == 9 }.count
      let from = isInText || isInComment ? start : start + min(blank, indent)
      text += file.text(from..<min(range.upperBound, lineEnd(start, file)))
    }
    return text
  }

  /// Where the next line begins.
  private static func lineEnd(_ offset: Int, _ file: SourceFile) -> Int {
    let line = file.lines.line(at: offset)
    return line + 1 < file.lines.lineCount ? file.lines.range(ofLine: line + 1).lowerBound : file.source.count
  }
}

/// The names from outside that an expression needs.
private struct OuterNames {
  let expression: Expression
  let context: ActionContext
  /// The statements that require the modules among them.
  var requires: [String] = []
  /// Those that must be given to it.
  var parameters: [String] = []
  var obstacle: String?

  init(of expression: Expression, in context: ActionContext) {
    self.expression = expression
    self.context = context
  }

  /// Whether the expression may be computed more than once, which a module is not.
  var isRepeated: Bool { expression.node.ancestors.contains { $0.kind.isLoop || $0.kind == .functionBody } }

  mutating func collect() {
    let range = expression.range
    var seen: Set<Int> = []
    for node in expression.node.descendants {
      if node.kind == .vararg, !isInFunction(node) { obstacle = "The '...' of the function cannot be had elsewhere." }
      guard node.kind == .name, let name = Name(node) else { continue }
      guard let index = context.facts.binding(of: name) else {
        if context.facts.globals[name.text]?.isAssigned == true {
          obstacle = "'\(name.text)' is a global variable, which modules of the project do not share."
        }
        continue
      }
      let binding = context.facts.bindings[index]
      if range.contains(binding.nameRange.lowerBound), !binding.nameRange.isEmpty { continue }
      if binding.kind == .implicitSelf { obstacle = "The 'self' of the function cannot be had elsewhere." }
      guard seen.insert(index).inserted else { continue }
      if binding.uses.contains(where: { $0.isWrite }) {
        obstacle = "'\(binding.name)' is assigned more than once, and the module would not see it change."
      }
      if let require = require(binding) { requires.append(require) } else { parameters.append(binding.name) }
    }
    requires.sort()
  }

  private func isInFunction(_ node: Node) -> Bool {
    node.ancestors.prefix { $0 != expression.node }.contains { $0.kind == .functionBody }
      || expression.node.kind == .functionExpression
  }

  private func require(_ binding: Binding) -> String? {
    guard case .call(let call)? = binding.valueExpression,
      case .function("require") = context.facts.value(of: call.callee),
      case .string(let module)? = call.arguments.expressions.first
    else { return nil }
    return "local \(binding.name) = require \(module.text)"
  }
}
