import CofreSchema
import LuaSyntax

enum DuplicateNameRule: FileRule {
  static let page = RulePage(
    "duplicate-name", .error, .stack, "Duplicate name",
    explanation: """
      Two resources of one type and one parent have the same name, so a later run could not tell which is which. A run
      stops at the second one. A name written out in a loop is the same case: the second round declares it again;
      so are two loops whose lists have a name in common.

      Give each resource a name of its own; in a loop, make the loop's variable part of it. Branches of an `if`, of which
      only one is run, may use the same name.
      """,
    wrong: """
      local aws = require "cofre.aws"
      for _, team in ipairs { "vision", "speech" } do
        aws.secretsmanager.Secret("apiKey", { tags = { team = team } })
      end
      """,
    right: """
      local aws = require "cofre.aws"
      for _, team in ipairs { "vision", "speech" } do
        aws.secretsmanager.Secret("apiKey-" .. team, { tags = { team = team } })
      end
      """)

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    var first: [String: [Int]] = [:]
    for index in facts.declarations.indices {
      let declaration = facts.declarations[index]
      guard let parent = parentKey(of: declaration, facts) else { continue }
      guard let name = facts.logicalName(of: declaration), !name.isEmpty else {
        for name in namesInLoop(declaration, facts) {
          let key = "\(declaration.type.name)\u{0}\(name)\u{0}\(parent)"
          if let earlier = first[key]?.first(where: { canBothRun(facts.declarations[$0], declaration) }) {
            reportDuplicate(declaration, name, of: facts.declarations[earlier], in: &context)
            break
          }
          first[key, default: []].append(index)
        }
        continue
      }
      if let loop = loop(around: declaration.call.node) {
        reportLoop(declaration, name, loop, in: &context)
        continue
      }
      if parent.isEmpty, let call = secondCall(of: declaration, facts) {
        switch call {
        case .again(let call): reportCalls(declaration, name, call, in: &context)
        case .loop(let loop): reportLoop(declaration, name, loop, in: &context)
        }
        continue
      }
      let key = "\(declaration.type.name)\u{0}\(name)\u{0}\(parent)"
      if let earlier = first[key]?.first(where: { canBothRun(facts.declarations[$0], declaration) }) {
        reportDuplicate(declaration, name, of: facts.declarations[earlier], in: &context)
      }
      first[key, default: []].append(index)
    }
  }

  /// The names that a declaration has in the rounds of a loop over texts that are written out; empty where that is not sure.
  ///
  /// Nothing in the loop may decide anything: its statements are only those that declare and call.
  private static func namesInLoop(_ declaration: ResourceDeclaration, _ facts: DocumentFacts) -> [String] {
    guard let name = declaration.arguments.first, let loop = loop(around: declaration.call.node),
      loop.kind == .genericFor,
      isDone(declaration.call.node, eachRoundOf: loop), let block = GenericFor(loop)?.block.node,
      block.children.allSatisfy({ $0.kind == .localStatement || $0.kind == .callStatement }),
      declaration.call.node.ancestors.first(where: { $0.kind.isStatement })?.parent == block,
      case .call(let call)? = GenericFor(loop)?.values.first,
      case .function(let function) = facts.value(of: call.callee),
      function == "ipairs" || function == "pairs", case .table(let table)? = call.arguments.expressions.first,
      table.fields.count <= 64, let variable = GenericFor(loop)?.variables.last?.name,
      GenericFor(loop)?.variables.count == 2,
      let index = facts.binding(at: variable.range.lowerBound), facts.bindings[index].isNeverReassigned
    else { return [] }
    var names: [String] = []
    for field in table.fields {
      guard field.keyRange == nil, case .string(let literal) = field.value,
        let text = text(of: name, where: index, is: literal.value, facts, depth: 8)
      else { return [] }
      names.append(String(decoding: text, as: UTF8.self))
    }
    return names
  }

  /// The text that an expression makes of a variable.
  private static func text(
    of expression: Expression, where variable: Int, is value: [UInt8], _ facts: DocumentFacts, depth: Int
  ) -> [UInt8]? {
    if case .name(let name) = expression, facts.binding(of: name) == variable { return value }
    if depth > 0, case .parenthesized(let inner) = expression {
      return text(of: inner.inner, where: variable, is: value, facts, depth: depth - 1)
    }
    if depth > 0, case .binary(let binary) = expression, binary.operatorToken.kind == .concat {
      guard let left = text(of: binary.left, where: variable, is: value, facts, depth: depth - 1),
        let right = text(of: binary.right, where: variable, is: value, facts, depth: depth - 1)
      else { return nil }
      return left + right
    }
    return facts.writtenText(expression)?.bytes
  }

  /// How a function is called more than once.
  private enum Repetition {
    /// By a second call.
    case again(Node)
    /// By a loop.
    case loop(Node)
  }

  /// The second call of the local function that declares a resource each time that it is called.
  private static func secondCall(of declaration: ResourceDeclaration, _ facts: DocumentFacts) -> Repetition? {
    var node = declaration.call.node
    while let parent = node.parent, parent.kind != .functionBody {
      // What is done only at times may be done once.
      switch parent.kind {
      case .ifStatement, .binary, .whileStatement, .repeatStatement, .numericFor, .genericFor: return nil
      default: node = parent
      }
    }
    guard let statement = node.parent?.parent, statement.kind == .localFunction, let name = statement.firstChild,
      let index = facts.binding(at: name.range.lowerBound), facts.bindings[index].isNeverReassigned
    else { return nil }
    var calls: [Node] = []
    for use in facts.bindings[index].uses.prefix(16) {
      let callee = facts.file.innermostNode(covering: use.range)
      guard let call = callee.parent, call.kind == .call, call.firstChild == callee else { return nil }
      // Only calls that are surely made: those that stand in the block of the function itself.
      guard let outer = call.ancestors.first(where: { $0.kind.isStatement }), outer.parent == statement.parent else {
        if let loop = loop(around: call), loop.parent == statement.parent, isDone(call, eachRoundOf: loop) {
          return .loop(loop)
        }
        continue
      }
      calls.append(call)
    }
    return calls.count > 1 ? .again(calls[1]) : nil
  }

  /// Whether nothing decides between a loop and a call in it.
  private static func isDone(_ call: Node, eachRoundOf loop: Node) -> Bool {
    for node in call.ancestors {
      if node == loop { return true }
      switch node.kind {
      case .ifStatement, .binary: return false
      default: break
      }
    }
    return false
  }

  private static func reportCalls(
    _ declaration: ResourceDeclaration, _ name: String, _ call: Node, in context: inout RuleContext
  ) {
    context.report(
      page, at: declaration.arguments.first?.range ?? declaration.calleeRange,
      "The function declares '\(name)' (\(declaration.type.name)) at each call, and it is called more than once.",
      hint: "Make a parameter part of the name.",
      related: [
        AnalysisDiagnostic.Related(location: LocationItem(range: call.range), message: "It is called again here.")
      ])
  }

  /// What tells the parents of resources apart; nil when the text does not say which it is.
  private static func parentKey(of declaration: ResourceDeclaration, _ facts: DocumentFacts) -> String? {
    guard declaration.arguments.count > 2 else { return "" }
    guard let options = facts.options(of: declaration) else { return nil }
    guard let field = options.fields.first(where: { $0.stringKey == "parent" }) else { return "" }
    guard case .name(let name) = field.value, let index = facts.binding(of: name),
      facts.bindings[index].isNeverReassigned
    else { return nil }
    return String(index)
  }

  /// The loop of the same function around a declaration, unless the loop is left right after it.
  private static func loop(around call: Node) -> Node? {
    let inside = call.ancestors.prefix { $0.kind != .functionBody }
    // Most stand in no loop, and a long block is not searched for its end for nothing.
    guard inside.contains(where: \.kind.isLoop) else { return nil }
    for node in inside {
      if node.kind == .block, let last = lastStatement(of: node),
        last.kind == .breakStatement || last.kind == .returnStatement
      {
        return nil
      }
      // What is worked out once before a loop begins is not repeated.
      if node.kind.isLoop, isInBody(call, of: node) { return node }
    }
    return nil
  }

  private static func isInBody(_ call: Node, of loop: Node) -> Bool {
    guard let block = loop.children.first(where: { $0.kind == .block }) else { return false }
    let (range, place) = (block.range, call.range)
    return range.lowerBound <= place.lowerBound && place.lowerBound < range.upperBound
  }

  private static func lastStatement(of block: Node) -> Node? {
    var last: Node?
    for child in block.children { last = child }
    return last
  }

  /// Whether two declarations can be reached in one run: not when they stand in different branches or functions.
  private static func canBothRun(_ one: ResourceDeclaration, _ other: ResourceDeclaration) -> Bool {
    let above = Set(one.call.node.ancestors.map(\.id))
    var isInFunction = false
    for node in other.call.node.ancestors {
      if node.kind == .functionBody, !above.contains(node.id) { isInFunction = true }
      guard above.contains(node.id) else { continue }
      if isInFunction || node.kind == .ifStatement { return false }
      return !one.call.node.ancestors.prefix(while: { $0.id != node.id }).contains { $0.kind == .functionBody }
    }
    return true
  }

  private static func reportDuplicate(
    _ declaration: ResourceDeclaration, _ name: String, of first: ResourceDeclaration, in context: inout RuleContext
  ) {
    context.report(
      page, at: declaration.arguments.first?.range ?? declaration.calleeRange,
      "'\(name)' (\(declaration.type.name)) is declared twice.",
      hint: "Give each resource of a type its own name.",
      related: [
        AnalysisDiagnostic.Related(
          location: LocationItem(range: first.arguments.first?.range ?? first.calleeRange),
          message: "It is first declared here.")
      ])
  }

  private static func reportLoop(
    _ declaration: ResourceDeclaration, _ name: String, _ loop: Node, in context: inout RuleContext
  ) {
    let keyword = context.file.tokens[loop.tokenRange.lowerBound].range
    context.report(
      page, at: declaration.arguments.first?.range ?? declaration.calleeRange,
      "The loop declares '\(name)' (\(declaration.type.name)) each time, and the second one has the same name.",
      hint: "Make the loop's variable part of the name.",
      related: [AnalysisDiagnostic.Related(location: LocationItem(range: keyword), message: "The loop begins here.")])
  }
}
