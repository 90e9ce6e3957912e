import CofreModel
import CofreSchema
import LuaSyntax

enum WildcardPrincipalRule: DeclarationRule, NodeRule {
  static let page = RulePage(
    "wildcard-principal", .warning, .secret, "Policy that lets everybody in",
    explanation: """
      A statement of a policy allows something to everybody: its principal is `*`, or in Google Cloud `allUsers` or
      `allAuthenticatedUsers`, which is everybody with an account of any kind. For a secret or a key this is hardly ever
      meant. AWS refuses such a policy on a secret, late and in other words.

      Name the accounts, roles or groups that need it. A statement with a condition, and one that denies, is not reported.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {
        policy = [[{
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*" }
          ]
        }]],
      })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", {
        policy = [[{
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::123456789012:role/model" },
              "Action": "secretsmanager:GetSecretValue",
              "Resource": "*"
            }
          ]
        }]],
      })
      """)

  private static let detail = "A statement of the policy allows this to everybody."
  private static let hint = "Name the accounts, roles or groups that need it."

  // MARK: Texts

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places {
      guard case .string(let literal) = place.value,
        context.file.source[literal.contentRange].first == UInt8(ascii: "a"),
        ["allUsers", "allAuthenticatedUsers"].contains(where: literal.value.elementsEqual)
      else { continue }
      context.report(page, at: literal.range, "'\(place.path)' names everybody.", hint: hint)
    }
  }

  // MARK: Tables

  static let kinds: [NodeKind] = [.namedField, .indexedField, .string]
  static func check(_ node: Node, in context: inout RuleContext) {
    if let literal = StringLiteral(node) { return check(literal, in: &context) }
    guard isKey(node, "Principal", context.file), let field = TableField(node), let table = node.parent,
      isEverybody(context.facts.source(of: field.value).node, context.file)
    else { return }
    for other in table.children where other != node {
      if isKey(other, "Condition", context.file) { return }
      if isKey(other, "Effect", context.file), let effect = TableField(other).flatMap({ StringLiteral($0.value.node) }),
        !effect.value.elementsEqual("Allow")
      {
        return
      }
    }
    context.report(page, at: field.value.range, detail, hint: hint)
  }

  /// A policy as a text, wherever it stands.
  private static func check(_ literal: StringLiteral, in context: inout RuleContext) {
    let text = context.file.source[literal.contentRange]
    guard text.count > 40, text.first(where: { $0 > 32 }) == UInt8(ascii: "{"), text.contains(UInt8(ascii: "*")),
      PolicyText.letsEverybodyIn(literal.value)
    else { return }
    context.report(page, at: literal.range, detail, hint: hint)
  }

  /// Whether a field of a table has a name: `Principal = …` or `["Principal"] = …`.
  private static func isKey(_ field: Node, _ name: String, _ file: SourceFile) -> Bool {
    let first = field.tokenRange.lowerBound
    switch field.kind {
    case .namedField: return file.source[file.tokens[first].range].elementsEqual(name.utf8)
    case .indexedField: return TableField(field)?.stringKey == name
    default: return false
    }
  }

  /// `"*"`, `{ "*" }`, `{ AWS = "*" }` or `{ AWS = { "*" } }`.
  private static func isEverybody(_ value: Node, _ file: SourceFile) -> Bool {
    if let literal = StringLiteral(value) { return literal.value == [UInt8(ascii: "*")] }
    guard value.kind == .table else { return false }
    return value.children.contains { field in
      var last = field.firstChild
      while let next = last?.nextSibling { last = next }
      guard let last else { return false }
      if let literal = StringLiteral(last) { return literal.value == [UInt8(ascii: "*")] }
      return last.kind == .table
        && last.children.contains { $0.firstChild.flatMap { StringLiteral($0) }?.value == [UInt8(ascii: "*")] }
    }
  }
}

extension [UInt8] {
  fileprivate func elementsEqual(_ text: String) -> Bool { elementsEqual(text.utf8) }
}
