import CofreModel
import CofreSchema
import LuaSyntax

enum UnknownModuleRule: NodeRule {
  static let page = RulePage(
    "unknown-module", .error, .stack, "Unknown module",
    explanation: """
      A name that begins with `cofre.` is one of Cofre's own modules; any other is a file of the project, with a dot for
      each folder. There is none of this name, so the run would stop there.

      Correct the name: each cloud has a module (`cofre.aws`, `cofre.azure`, `cofre.gcp`).
      """,
    wrong: """
      local aws = require "cofre.asw"
      print(aws)
      """,
    right: """
      local aws = require "cofre.aws"
      print(aws)
      """,
    fix: "Changes the name to the nearest one.")

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard let call = CallExpression(node), context.calledFunction(call) == "require",
      case .string(let literal)? = call.arguments.expressions.first
    else { return }
    let name = String(decoding: literal.value, as: UTF8.self)
    guard case .unknown = context.facts.module(named: .string(literal)), !StandardLibrary.innerModules.contains(name)
    else { return }
    guard name.hasPrefix("cofre.") else { return checkFile(name, literal, in: &context) }
    let modules = context.facts.workspace.catalog.clouds.map { "cofre.\($0)" } + ["cofre.log"]
    let nearest = nearestNames(to: name, among: modules)
    context.report(
      page, at: literal.range, "There is no module '\(name)'.",
      nearest: nearest, changing: literal.contentRange, otherwise: "There are \(modules.joined(separator: ", ")).")
  }

  /// Lua elsewhere finds modules in many places: a name that is like no file's is only told where Cofre runs the script, or
  /// where it is in a folder of a project of Cofre.
  private static func checkFile(_ name: String, _ literal: StringLiteral, in context: inout RuleContext) {
    let workspace = context.facts.workspace
    let surroundings = workspace.surroundings
    guard !name.isEmpty, workspace.modules[name] == nil, !surroundings.ownModules.contains(name),
      !(surroundings.files.isEmpty && surroundings.ownModules.isEmpty)
    else { return }
    let own = workspace.modules.keys.filter { workspace.modules[$0]?.isLibrary == false }.sorted()
    var nearest = nearestNames(to: name, among: own)
    let runsInCofre =
      workspace.settings.project != nil
      && (context.analysis.text.requiredNames.contains { $0 == "cofre" || $0.hasPrefix("cofre.") }
        || isInFolder(name, of: own))
    guard !nearest.isEmpty || runsInCofre else { return }
    if nearest.isEmpty { nearest = Array(own.filter { lastPart($0) == lastPart(name) }.prefix(3)) }
    let paths = RequiredModules.paths(of: name)
    context.report(
      page, at: literal.range, "There is no module '\(name)'.",
      nearest: nearest, changing: literal.contentRange,
      otherwise: paths.isEmpty ? nil : "It would be the file \(paths.joined(separator: " or ")) of the project.")
  }

  /// Whether a name begins with a folder in which the project has modules, as does that of a file which has been taken away.
  private static func isInFolder(_ name: String, of own: [String]) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    let folder = name[...dot]
    return own.contains { $0.hasPrefix(folder) }
  }

  /// The name of the file, without its folders.
  private static func lastPart(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }
}
