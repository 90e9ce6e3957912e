import CofreModel
import CofreSchema
import LuaSyntax

/// Takes a name or an id from the resource that the script declares, instead of writing it out.
enum UseReferenceAction: ScriptAction {
  static let kind = ActionKind.rewrite

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let literal = StringLiteral(context.node),
      case .value(let expected) = context.facts.expectation(of: literal.node),
      let reference = expected.property?.reference
    else { return [] }
    let text = String(decoding: literal.value, as: UTF8.self)
    let offset = literal.range.lowerBound
    return context.facts.visibleBindings(at: offset).compactMap { index -> ActionOffer? in
      let binding = context.facts.bindings[index]
      guard binding.isNeverReassigned, case .handle(let declared) = binding.value else { return nil }
      let declaration = context.facts.declarations[declared]
      guard declaration.type.name == reference.type, declaration.call.range.upperBound <= offset,
        isNamed(declaration, text, reference.property, context.facts)
      else { return nil }
      let replacement = "\(binding.name).\(reference.property)"
      return ActionOffer("Use '\(replacement)'", kind) {
        ActionChange([context.replacing(.string(literal), with: replacement)])
      }
    }
  }

  /// Whether a text is what a declared object is called in the cloud: the property itself, or an id that ends in its name.
  private static func isNamed(
    _ declaration: ResourceDeclaration, _ text: String, _ property: String, _ facts: DocumentFacts
  ) -> Bool {
    guard let fields = declaration.properties?.fields else { return false }
    let end = text.split(separator: "/").last.map(String.init)
    return fields.contains { field in
      guard let key = field.stringKey, case .string(let literal) = field.value else { return false }
      let value = String(decoding: literal.value, as: UTF8.self)
      if value.isEmpty { return false }
      if key == property { return value == text }
      guard declaration.type.input(key)?.autoName != nil || key == "name" || key.hasSuffix("_name") else {
        return false
      }
      if text.contains("/"), property != "name" { return value == end }
      return value == text && (property == "id" || property == "name")
    }
  }
}
