import CofreModel
import CofreSchema
import LuaSyntax

extension DiagnosticCollector {
  /// Each value of a declaration by itself: secrets, placeholders, resources in place of outputs, deprecated properties.
  mutating func checkValues(_ properties: LiteralProperties, of declaration: ResourceDeclaration) {
    for path in properties.paths {
      guard let place = properties.places[path] else { continue }
      if let key = place.key, let property = place.property, let instead = property.deprecation {
        report(
          AnalysisDiagnostic(
            "deprecated-property", .warning, key, "Deprecated property",
            detail: "'\(path)' of \(declaration.type.name) is deprecated.", hint: instead, tags: [.deprecated]))
      }
      let isSensitive = place.property?.isSensitive ?? isBelowSensitive(path, properties)
      if isSensitive { checkSecret(place.value, path) } else { checkPlaceholder(place.value, path) }
      checkHandle(place, path, declaration)
      if let property = place.property, let reference = property.reference {
        checkReference(place.value, reference, path, declaration)
      }
    }
  }

  private func isBelowSensitive(_ path: PropertyPath, _ properties: LiteralProperties) -> Bool {
    var components = path.components
    while !components.isEmpty {
      components.removeLast()
      if let property = properties.places[PropertyPath(components)]?.property { return property.isSensitive }
    }
    return false
  }

  private mutating func checkSecret(_ expression: Expression, _ path: PropertyPath) {
    switch expression {
    case .string(let literal) where !literal.value.isEmpty:
      reportSecret(literal.range, "'\(path)' is sensitive, and its value stands in the script.")
    case .name(let name):
      guard let index = facts.binding(of: name), facts.bindings[index].isNeverReassigned,
        case .string(let literal)? = facts.bindings[index].valueExpression, !literal.value.isEmpty
      else { return }
      let use = AnalysisDiagnostic.Related(location: LocationItem(range: name.range), message: "It is used here.")
      reportSecret(literal.range, "'\(path)' is sensitive, and its value stands in the script.", related: [use])
    case .binary(let binary) where binary.operatorToken.kind == .or: checkSecret(binary.right, path)
    default: break
    }
  }

  private mutating func checkPlaceholder(_ expression: Expression, _ path: PropertyPath) {
    guard case .string(let literal) = expression,
      SecretForms.isPlaceholder(String(decoding: literal.value, as: UTF8.self))
    else { return }
    report(
      AnalysisDiagnostic(
        "placeholder-value", .warning, literal.range, "Placeholder left in",
        detail: "The value of '\(path)' stands for one that still has to be filled in.",
        hint: "Write the value, or take it from the configuration: config:require \"key\"."))
  }

  /// A resource where one of its outputs is meant.
  private mutating func checkHandle(
    _ place: LiteralProperties.Place, _ path: PropertyPath, _ declaration: ResourceDeclaration
  ) {
    guard case .handle(let index) = facts.value(of: place.value) else { return }
    let field = place.property?.reference?.property ?? "id"
    let end = place.value.range.upperBound
    report(
      AnalysisDiagnostic(
        "resource-as-value", .error, place.value.range, "Resource used as a value",
        detail:
          "'\(path)' of \(declaration.type.name) takes a value, not a whole \(facts.declarations[index].type.name).",
        hint: "Write one of its outputs, such as .\(field).",
        fixes: [AnalysisDiagnostic.Fix(title: "Write its \(field)", edits: [Edit(end..<end, ".\(field)")])]))
  }

  /// An output of another cloud's resource where one of this cloud's is meant.
  private mutating func checkReference(
    _ expression: Expression, _ reference: Property.Reference, _ path: PropertyPath, _ declaration: ResourceDeclaration
  ) {
    guard case .output(let output) = facts.value(of: expression), let type = output.type,
      let source = output.declaration,
      facts.declarations[source].type.name == type.name, type.cloud != declaration.type.cloud, type.cloud != "cofre"
    else { return }
    report(
      AnalysisDiagnostic(
        "reference-to-another-cloud", .error, expression.range, "Reference to another cloud",
        detail:
          "'\(path)' of \(declaration.type.name) is the \(reference.property) of a \(reference.type), and this is an "
          + "output of a \(type.name)."))
  }
}
