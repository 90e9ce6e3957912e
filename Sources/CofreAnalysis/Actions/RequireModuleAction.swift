import CofreModel
import LuaSyntax

/// Requires a module of the project that an undefined name is called as, or corrects the name of one that there is not.
enum RequireModuleAction: ScriptAction {
  static let kind = ActionKind.quickFix

  static func offers(in context: ActionContext) -> [ActionOffer] {
    switch context.node.kind {
    case .name: return missing(in: context)
    case .string: return misspelt(in: context)
    default: return []
    }
  }

  private static func missing(in context: ActionContext) -> [ActionOffer] {
    guard let name = Name(context.node), context.facts.binding(of: name) == nil,
      let global = context.facts.globals[name.text], !global.isAssigned,
      !StandardLibrary.globalNames.contains(name.text)
    else { return [] }
    let diagnostics = context.analysis.diagnostics().filter { $0.code == "undefined-global" && $0.range == name.range }
    let modules = projectModules(in: context).filter { $0.split(separator: ".").last.map(String.init) == name.text }
    var offers: [ActionOffer] = []
    if name.text == "config" {
      offers.append(
        ActionOffer("Declare 'config' as the stack's configuration", kind, diagnostics: diagnostics) {
          let access = ConfigurationAccess(at: name.node, name: "config", in: context)
          return ActionChange([access.declaration].compactMap(\.self))
        })
    }
    return offers
      + modules.compactMap { module in
        guard let first = context.file.block.statements.first?.node else { return nil }
        return ActionOffer("Require '\(module)'", kind, diagnostics: diagnostics, isPreferred: modules.count == 1) {
          ActionChange([
            context.inserting(["local \(name.text) = require \(ValueSnippet.quoted(module))"], before: first)
          ])
        }
      }
  }

  /// The names of the modules that are not from libraries, sorted.
  private static func projectModules(in context: ActionContext) -> [String] {
    let modules = context.workspace.modules
    return modules.keys.filter { modules[$0]?.isLibrary == false }.sorted()
  }

  private static func misspelt(in context: ActionContext) -> [ActionOffer] {
    guard let literal = StringLiteral(context.node), case .moduleName = context.facts.expectation(of: context.node),
      case .unknown = context.facts.module(named: .string(literal))
    else { return [] }
    let name = String(decoding: literal.value, as: UTF8.self)
    // Names of Cofre's own modules have a rule that corrects them.
    guard !name.hasPrefix("cofre."), !name.isEmpty else { return [] }
    let known = projectModules(in: context) + ["cofre"]
    return nearestNames(to: name, among: known).map { nearest in
      ActionOffer("Change to '\(nearest)'", kind) { ActionChange([Edit(literal.range, ValueSnippet.quoted(nearest))]) }
    }
  }
}
