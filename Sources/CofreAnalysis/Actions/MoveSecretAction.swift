import CofreModel
import LuaSyntax

/// Moves a secret that stands in the script to the encrypted configuration of the stack.
enum MoveSecretAction: ScriptAction {
  static let kind = ActionKind.quickFix

  static func offers(in context: ActionContext) -> [ActionOffer] {
    var seen: Set<Int> = []
    return context.analysis.diagnostics().compactMap { diagnostic -> ActionOffer? in
      guard diagnostic.code == "hard-coded-secret",
        context.touches(diagnostic.range)
          || diagnostic.related.contains(where: { $0.location.path == nil && context.touches($0.location.range) }),
        seen.insert(diagnostic.range.lowerBound).inserted,
        let literal = StringLiteral(context.file.innermostNode(covering: diagnostic.range))
      else { return nil }
      let key = ConfigurationKeyName(for: literal, in: context).text
      let title = "Move the secret to the stack's encrypted configuration as '\(key)'"
      guard let text = String(validating: literal.value, as: UTF8.self), !text.isEmpty else {
        return ActionOffer(title, kind, disabled: "The text is not UTF-8, and the configuration holds nothing else.")
      }
      return ActionOffer(title, kind, diagnostics: [diagnostic], isPreferred: true, needs: .secrets) {
        ActionChange(
          edits(literal, key, in: context),
          secret: ActionChange.MovedSecret(key: key, value: Sensitive(String(decoding: literal.value, as: UTF8.self))))
      }
    }
  }

  private static func edits(_ literal: StringLiteral, _ key: String, in context: ActionContext) -> [Edit] {
    let access = ConfigurationAccess(at: literal.node, in: context)
    let call = "\(access.name):require_secret \(ValueSnippet.quoted(key))"
    return [context.replacing(.string(literal), with: call)] + [access.declaration].compactMap(\.self)
  }
}

/// The key under which a literal is to be configured.
private struct ConfigurationKeyName {
  let text: String

  init(for literal: StringLiteral, in context: ActionContext) {
    var taken = Set((context.workspace.configurationKeys ?? []).map(\.name))
    // Keys that the script asks for are somebody's, be they set or not.
    context.file.visitNodes { visit in
      guard visit.kind == .methodCall, !visit.isLeaving,
        let call = MethodCallExpression(context.file.node(visit.id)),
        ConfigurationMethod.named(call.method?.text ?? "") != nil,
        case .string(let key)? = call.arguments.expressions.first
      else { return }
      taken.insert(String(decoding: key.value, as: UTF8.self))
    }
    text = ActionNames.free(ActionNames.identifier(from: Self.wish(literal, context)), among: taken)
  }

  private static func wish(_ literal: StringLiteral, _ context: ActionContext) -> String {
    var resource: String?
    for ancestor in literal.node.ancestors where ancestor.kind == .call {
      guard let index = context.facts.declarationOfCall[ancestor.id] else { continue }
      resource = context.facts.declarations[index].logicalName
      break
    }
    for ancestor in literal.node.ancestors.prefix(64) {
      switch ancestor.kind {
      case .namedField, .indexedField:
        guard let key = TableField(ancestor)?.stringKey else { continue }
        // The name of such a property says nothing of what it holds.
        let isGeneral = ["secret_string", "secret_data", "secret_binary", "value", "payload", "data"].contains(key)
        return isGeneral ? resource ?? key : key
      case .localStatement: return LocalStatement(ancestor)?.names.first?.name?.text ?? "secret"
      case .assignment: return Assignment(ancestor)?.targets.first?.node.text ?? "secret"
      case .functionBody: return resource ?? "secret"
      default: continue
      }
    }
    return resource ?? "secret"
  }
}
