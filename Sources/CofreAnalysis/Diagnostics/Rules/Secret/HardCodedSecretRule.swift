import CofreModel
import CofreSchema
import LuaSyntax

enum HardCodedSecretRule: DeclarationRule, NodeRule {
  static let page = RulePage(
    "hard-coded-secret", .warning, .secret, "Secret in the script",
    explanation: """
      The value of a sensitive property stands in the script as text, or a text has the form of a well-known kind of key:
      an access key of a cloud, a token of a service, a private key, a URL with a password in it. Whoever can read the
      script can read the secret, and it stays in the history of the repository after it has been taken out.

      Store it encrypted in the stack's configuration, with `cofre config set --secret`, and take it by
      `config:require_secret`. If the script has been shared, the secret is known: make a new one and revoke the old.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      aws.secretsmanager.SecretVersion("value", { secret_id = secret.id, secret_string = "hunter2" })
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      local secret = aws.secretsmanager.Secret("apiKey", {})
      aws.secretsmanager.SecretVersion("value", {
        secret_id = secret.id,
        secret_string = config:require_secret "api_key",
      })
      """)

  // MARK: By the schema

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for path in properties.paths where properties.isSensitive(path) {
      guard let place = properties.places[path] else { continue }
      checkValue(place.value, path, in: &context)
    }
  }

  private static func checkValue(_ expression: Expression, _ path: PropertyPath, in context: inout RuleContext) {
    switch expression {
    case .string(let literal) where !literal.value.isEmpty:
      report(literal.range, "'\(path)' is sensitive, and its value stands in the script.", in: &context)
    case .name(let name):
      guard let index = context.facts.binding(of: name), context.facts.bindings[index].isNeverReassigned,
        case .string(let literal)? = context.facts.bindings[index].valueExpression, !literal.value.isEmpty
      else { return }
      let use = AnalysisDiagnostic.Related(location: LocationItem(range: name.range), message: "It is used here.")
      report(
        literal.range, "'\(path)' is sensitive, and its value stands in the script.", related: [use], in: &context)
    case .binary(let binary) where binary.operatorToken.kind == .or: checkValue(binary.right, path, in: &context)
    default: break
    }
  }

  // MARK: By the form

  static let kinds: [NodeKind] = [.string]

  static func check(_ node: Node, in context: inout RuleContext) {
    let range = node.range
    guard range.count >= 22, !context.claimedLiterals.contains(range.lowerBound) else { return }
    // Escapes are not undone: no known form has any.
    let text = context.file.text(range).drop { "\"'[=\n".contains($0) }
    let end = text.lastIndex { !"\"']=".contains($0) } ?? text.startIndex
    guard end > text.startIndex, let name = SecretForms.name(of: String(text[...end])) else { return }
    report(range, "The text looks like \(name).", in: &context)
  }

  /// Reports a secret in the script; `reason` is a full sentence without the secret.
  private static func report(
    _ range: Range<Int>, _ reason: String, related: [AnalysisDiagnostic.Related] = [], in context: inout RuleContext
  ) {
    guard context.claimedLiterals.insert(range.lowerBound).inserted else { return }
    context.report(
      page, at: range, "\(reason) Whoever can read the script, or its history, can read the secret.",
      hint: "Store it encrypted with cofre config set --secret, and take it by config:require_secret \"key\".",
      related: related)
  }
}

extension LiteralProperties {
  /// Whether a property, or the one that it is an element of, is sensitive.
  func isSensitive(_ path: PropertyPath) -> Bool {
    if let property = places[path]?.property { return property.isSensitive }
    var components = path.components
    while !components.isEmpty {
      components.removeLast()
      if let property = places[PropertyPath(components)]?.property { return property.isSensitive }
    }
    return false
  }
}
