import CofreModel
import CofreSchema
import LuaSyntax

enum UndefinedGlobalRule: FileRule {
  static let page = RulePage(
    "undefined-global", .error, .lua, "Undefined name",
    explanation: """
      No variable of this name is in sight, and neither Lua nor Cofre, nor another file of the project or its libraries,
      brings a global of the name: what is read is nil. Mostly a name is misspelt, a `require` is missing, or the variable is declared further down or in a block that has
      ended.

      Correct the name, or declare it before its use. Asking whether a global is there (`if name then`, `name or …`,
      `type(name)`) is not reported.
      """,
    wrong: """
      local cofre = require "cofre"
      local region = "eu-west-1"
      print(region)
      cofre.export("region", regoin)
      """,
    right: """
      local cofre = require "cofre"
      local region = "eu-west-1"
      print(region)
      cofre.export("region", region)
      """,
    fix: """
      Changes the name to the nearest one in sight, or adds the `require` of one of Cofre's modules; makes a property of one
      that stands alone among properties.
      """)

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    let unknown = facts.globals.filter { name, global in
      !global.isAssigned && !StandardLibrary.globalNames.contains(name) && !facts.workspace.globals.contains(name)
        && StandardLibrary.unavailable[name] == nil
    }
    if unknown.isEmpty { return }
    // The other files are asked for theirs, this one as it is on disk among them: its facts are there already.
    if facts.workspace.surroundings.isOnDisk(context.analysis.text) { _ = context.analysis.index }
    var undefined: [(name: String, use: Binding.Use)] = []
    for (name, global) in unknown {
      if facts.workspace.surroundings.hasGlobal(name) || isSetInTable(name, in: context) { continue }
      undefined += global.uses.filter { !isTested($0, facts) }.map { (name, $0) }
    }
    if undefined.isEmpty { return }
    undefined.sort { $0.use.range.lowerBound < $1.use.range.lowerBound }
    let declared = facts.workspace.surroundings.globalNames
    // There may be thousands: the globals are compared once for each name, and the locals followed from use to use.
    var nearestGlobals: [String: [String]] = [:]
    var visible = VisibleNames(facts)
    for (name, use) in undefined {
      if reportProperty(begunAs: name, use, in: &context) { continue }
      let globals =
        nearestGlobals[name]
        ?? Set(nearestNames(to: name, among: StandardLibrary.globalNames))
        .union(nearestNames(to: name, among: declared)).sorted()
      nearestGlobals[name] = globals
      let nearest = nearestNames(to: name, among: visible.names(at: use.range.lowerBound) + globals)
      report(name, use.range, nearest, in: &context)
    }
  }

  /// Whether the file sets it as a field of `_G`.
  private static func isSetInTable(_ name: String, in context: RuleContext) -> Bool {
    context.facts.globals["_G"] != nil && context.analysis.index.assignedGlobals.contains(name)
  }

  private static func report(
    _ name: String, _ range: Range<Int>, _ nearest: [String], in context: inout RuleContext
  ) {
    let facts = context.facts
    var fixes = nearest.map { context.changeFix(range, to: $0) }
    if facts.workspace.catalog.clouds.contains(name) || name == "cofre" || name == "log" {
      let module = name == "cofre" ? "cofre" : "cofre.\(name)"
      // Before the first statement.
      let start = context.file.block.statements.first?.range.lowerBound ?? 0
      fixes.insert(
        AnalysisDiagnostic.Fix(
          title: "Require '\(module)'", edits: [Edit(start..<start, "local \(name) = require \"\(module)\"\n")]),
        at: 0)
    }
    context.report(
      page, at: range, "Nothing defines '\(name)' here, so it is nil.", hint: context.didYouMean(nearest), fixes: fixes)
  }

  /// Reports a name that stands alone in a table of properties or options, as one of theirs; whether there is such a one.
  private static func reportProperty(
    begunAs name: String, _ use: Binding.Use, in context: inout RuleContext
  ) -> Bool {
    let node = context.facts.file.node(use.node)
    guard node.kind == .name, let field = node.parent, field.kind == .positionalField,
      let table = field.parent.flatMap({ TableConstructor($0) })
    else { return false }
    var properties: [Property] = []
    var names: [String] = []
    switch context.facts.expectation(of: table.node) {
    case .value(let expected):
      guard case .object(let members) = expected.kind else { return false }
      properties = members
      names = members.map(\.name)
    case .options: names = ResourceOption.all.map(\.name)
    default: return false
    }
    var near = nearestNames(to: name, among: names)
    if near.isEmpty { near = Array(names.filter { $0.hasPrefix(name) }.prefix(3)) }
    // No more than a table of properties has.
    let present = Set(near.isEmpty ? [] : table.fields.prefix(128).compactMap(\.stringKey))
    near.removeAll(where: present.contains)
    if near.isEmpty { return false }
    let fixes = near.compactMap { name in
      properties.first { $0.name == name }.map { property in
        let value = context.facts.referenceInSight(for: property, at: use.range.lowerBound)
        return AnalysisDiagnostic.Fix(
          title: "Change to '\(name) = …'", edits: [Edit(use.range, "\(name) = \(value ?? property.emptyValue)")],
          isIncomplete: true)
      }
    }
    context.report(
      page, at: use.range, "Nothing defines '\(name)' here, so it is nil.",
      hint: context.didYouMean(near.map { "\($0) = …" }), fixes: fixes)
    return true
  }

  /// Whether a name stands where one asks if it is there: `if name then`, `name or …`, `type(name)`.
  private static func isTested(_ use: Binding.Use, _ facts: DocumentFacts) -> Bool {
    let node = facts.file.node(use.node)
    guard node.kind == .name, let parent = node.parent else { return false }
    switch parent.kind {
    case .ifClause, .whileStatement: return parent.firstChild == node
    case .unary: return UnaryExpression(parent)?.operatorToken.kind == .not
    case .binary:
      guard let binary = BinaryExpression(parent) else { return false }
      switch binary.operatorToken.kind {
      case .and, .or: return binary.left.node == node
      case .equal, .notEqual: return binary.left.node.kind == .nil || binary.right.node.kind == .nil
      default: return false
      }
    case .argumentList:
      guard let call = parent.parent.flatMap({ CallExpression($0) }),
        case .function("type") = facts.value(of: call.callee)
      else { return false }
      return true
    default: return false
    }
  }
}
