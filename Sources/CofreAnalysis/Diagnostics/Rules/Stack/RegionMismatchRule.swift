import CofreModel
import CofreSchema
import LuaSyntax

enum RegionMismatchRule: DeclarationRule {
  static let page = RulePage(
    "region-mismatch", .error, .stack, "Regions do not fit together",
    explanation: """
      A resource in one region of AWS uses an object of another one, made by a provider with another `region`; or a secret
      is to be copied into the region that it is in. The cloud refuses both, after other objects have been made.

      Give the two resources the same provider, or name another region for the copy.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local oregon = aws.Provider("oregon", { region = "us-west-2" })
      aws.secretsmanager.Secret("apiKey", {
        replicas = { { region = "us-west-2" } },
      }, { provider = oregon })
      """,
    right: """
      local aws = require "cofre.aws"
      local oregon = aws.Provider("oregon", { region = "us-west-2" })
      aws.secretsmanager.Secret("apiKey", {
        replicas = { { region = "eu-west-1" } },
      }, { provider = oregon })
      """)

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard checked.cloud == "aws", !checked.options.isEmpty, let properties = checked.properties,
      let region = region(of: checked.declaration, context.facts)
    else { return }
    for place in properties.places {
      guard let property = place.property else { continue }
      if property.name == "region", place.path.root == "replicas", case .string(let literal) = place.value {
        guard String(decoding: literal.value, as: UTF8.self) == region else { continue }
        context.report(
          page, at: literal.range,
          "The \(checked.declaration.type.name) is in \(region), so it cannot be copied to there.",
          hint: "Name another region, or take it away.")
      } else if property.name == "kms_key_id", place.path.components.count == 1,
        case .string(let literal) = place.source, let other = regionOfARN(literal.value), other != region
      {
        context.report(
          page, at: place.value.range,
          "The \(checked.declaration.type.name) is in \(region), and '\(place.path)' names a key in \(other).",
          hint: "Name a key of the resource's own region.")
      } else if property.reference != nil, place.path.components.count == 1,
        case .output(let output) = place.held, let source = output.declaration,
        output.type?.cloud == "aws", let other = Self.region(of: context.facts.declarations[source], context.facts),
        other != region
      {
        context.report(
          page, at: place.value.range,
          "The \(checked.declaration.type.name) is in \(region), and '\(place.path)' names an object in \(other).",
          hint: "Give both resources the same provider.")
      }
    }
  }

  /// The fourth part of an ARN: `arn:aws:kms:eu-west-1:…`.
  private static func regionOfARN(_ text: [UInt8]) -> String? {
    guard text.starts(with: "arn:aws".utf8) else { return nil }
    let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, !parts[3].isEmpty else { return nil }
    return String(decoding: parts[3], as: UTF8.self)
  }

  /// The region of a declaration, when the script gives it a provider with a region written out.
  private static func region(of declaration: ResourceDeclaration, _ facts: DocumentFacts) -> String? {
    guard let option = facts.options(of: declaration)?.fields.first(where: { $0.stringKey == "provider" }),
      case .name(let name) = option.value, let index = facts.binding(of: name),
      facts.bindings[index].isNeverReassigned, case .handle(let provider) = facts.bindings[index].value,
      facts.declarations[provider].type.isProvider,
      let field = facts.declarations[provider].properties?.fields.first(where: { $0.stringKey == "region" }),
      case .string(let literal) = field.value
    else { return nil }
    return String(decoding: literal.value, as: UTF8.self)
  }
}
