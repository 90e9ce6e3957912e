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
        let first = context.file.source[literal.contentRange].first(where: { $0 > 32 }),
        first == UInt8(ascii: "{") || first == UInt8(ascii: "a")
      else { continue }
      let bytes = literal.value
      if bytes.first == UInt8(ascii: "a"), ["allUsers", "allAuthenticatedUsers"].contains(where: bytes.elementsEqual) {
        context.report(page, at: literal.range, "'\(place.path)' names everybody.", hint: hint)
      } else if PolicyText.letsEverybodyIn(bytes) {
        context.report(page, at: literal.range, detail, hint: hint)
      }
    }
  }

  // MARK: Tables

  static let kinds: [NodeKind] = [.namedField]
  private static let principal = Array("Principal".utf8)

  static func check(_ node: Node, in context: inout RuleContext) {
    let key = context.file.tokens[node.tokenRange.lowerBound].range
    guard key.count == principal.count, context.file.source[key].elementsEqual(principal),
      let value = node.firstChild?.nextSibling, let table = node.parent, isEverybody(value, context.file)
    else { return }
    for field in table.children where field.kind == .namedField && field != node {
      guard let key = field.firstChild, let other = key.nextSibling else { continue }
      let text = context.file.source[key.range]
      if text.elementsEqual("Condition".utf8) { return }
      if text.elementsEqual("Effect".utf8), let literal = StringLiteral(other),
        !literal.value.elementsEqual("Allow".utf8)
      {
        return
      }
    }
    context.report(page, at: value.range, detail, hint: hint)
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
