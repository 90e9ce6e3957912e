import LuaSyntax

enum UnavailableInScriptsRule: NodeRule, FileRule {
  static let page = RulePage(
    "unavailable-in-scripts", .error, .lua, "Not available in scripts",
    explanation: """
      Lua has this function, and the limited machine that runs scripts has not: a script declares what should be, and
      neither starts programs, nor reads files outside of the project, nor makes code at run time. So a script can be run
      to see its plan without fear of what it may do, and the same script gives the same plan everywhere.

      The message says what to use instead. Nothing is said outside of a project where the settings of another Lua server name
      globals, unless the file requires `cofre`: there the file is for another program. Values from outside come in through the stack's configuration.
      """,
    wrong: """
      print(os.getenv("REGION"))
      """,
    right: """
      local cofre = require "cofre"
      local config = cofre.config()
      print(config:get "region")
      """)

  static let kinds: [NodeKind] = [.member, .methodCall]

  /// Whether settings say that the file is for another program: they name what that one gives, and nothing speaks of Cofre.
  private static func isForAnotherProgram(_ context: RuleContext) -> Bool {
    let workspace = context.facts.workspace
    return !workspace.globals.isEmpty && workspace.settings.project == nil
      && !context.analysis.text.requiredNames.contains { $0 == "cofre" || $0.hasPrefix("cofre.") }
  }

  static func check(_ node: Node, in context: inout RuleContext) {
    if let member = MemberExpression(node) {
      guard let name = member.name, !name.range.isEmpty, node.parent?.kind != .functionStatement,
        case .library(let table) = context.value(of: member.object)
      else { return }
      let full = "\(table).\(name.text)"
      if let instead = StandardLibrary.unavailable[full] { report(full, node.range, instead, in: &context) }
    } else if let call = MethodCallExpression(node) {
      guard let name = call.method, !name.range.isEmpty, case .text = context.value(of: call.receiver) else { return }
      let full = "string.\(name.text)"
      if let instead = StandardLibrary.unavailable[full] { report(full, name.range, instead, in: &context) }
    }
  }

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    for (name, global) in facts.globals where !global.isAssigned && !facts.workspace.globals.contains(name) {
      guard let instead = StandardLibrary.unavailable[name], !StandardLibrary.globalNames.contains(name) else {
        continue
      }
      for use in global.uses { report(name, use.range, instead, in: &context) }
    }
  }

  private static func report(_ name: String, _ range: Range<Int>, _ instead: String, in context: inout RuleContext) {
    guard !isForAnotherProgram(context) else { return }
    context.report(
      page, at: range,
      "Scripts run without '\(name)', so that they cannot reach beyond what they declare.", hint: instead)
  }
}
