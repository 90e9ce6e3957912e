import CofreModel
import CofreSchema
import LuaSyntax

/// A declared resource, its properties as the text says them, and what its type has against them.
///
/// One for all rules, as ``LiteralProperties``.
final class CheckedDeclaration {
  /// A violation with the bytes to point at.
  struct Placed {
    var violation: Violation
    var range: Range<Int>
  }

  let declaration: ResourceDeclaration
  /// In ``DocumentFacts/declarations``.
  let index: Int
  /// Of its type.
  let cloud: String
  /// Nil when the second argument is no table written out, nor a variable that holds one.
  let properties: LiteralProperties?
  /// The fields of the table of options.
  let options: [TableField]
  private(set) var violations: [Placed] = []

  init(_ index: Int, of facts: DocumentFacts) {
    self.index = index
    declaration = facts.declarations[index]
    let type = declaration.type
    cloud = type.cloud
    options = facts.options(of: declaration)?.fields ?? []
    properties = LiteralProperties(of: declaration, facts: facts)
    guard let properties else {
      // Without a table all required properties are missing; what is computed is not known.
      if declaration.arguments.count == 1, declaration.name != nil, declaration.call.arguments.hasParentheses {
        for violation in type.validate([:]) { add(violation, declaration.calleeRange) }
      }
      return
    }
    switch properties.value {
    case .object(let members): for violation in type.validate(members) { place(violation, in: properties) }
    case .array(let elements) where elements.isEmpty:
      for violation in type.validate([:]) { add(violation, declaration.calleeRange) }
    default: break
    }
  }

  private func add(_ violation: Violation, _ range: Range<Int>) {
    violations.append(Placed(violation: violation, range: range))
  }

  /// Finds what to point at: the key of what is wrong by its name, the value of what is wrong by itself, and the table of
  /// what is missing.
  private func place(_ violation: Violation, in properties: LiteralProperties) {
    let found = properties.places[violation.path]
    let parent = PropertyPath(Array(violation.path.components.dropLast()))
    switch violation.code {
    case "missing-property", "exactly-one-property":
      if properties.openTables.contains(parent) { return }
      add(violation, found?.key ?? properties.places[parent]?.key ?? declaration.calleeRange)
    case "conflicting-properties" where properties.hasConditions: return
    case "unknown-property", "conflicting-properties":
      add(violation, found?.key ?? found?.value.range ?? declaration.calleeRange)
    default:
      guard let found else { return add(violation, declaration.calleeRange) }
      if case .string(let literal) = found.source,
        SecretForms.isPlaceholder(literal.value[...])
      {
        return
      }
      add(violation, found.value.range)
    }
  }

  /// The properties that the table around a path may have.
  func siblings(of path: PropertyPath) -> [Property] {
    declaration.type.properties(at: PropertyPath(Array(path.components.dropLast())))
  }

  /// The table that holds, or should hold, a property.
  func table(around path: PropertyPath) -> TableConstructor? {
    properties?.tables[PropertyPath(Array(path.components.dropLast()))]
  }
}

extension DocumentFacts {
  /// The table of options that a declaration is given, when all of it is written out.
  func options(of declaration: ResourceDeclaration) -> TableConstructor? {
    if let table = declaration.options { return table }
    guard declaration.arguments.count > 2, case .name(let name) = declaration.arguments[2],
      let local = localTable(of: name), !local.isOpen, local.assignments.isEmpty
    else { return nil }
    return local.table
  }
}

extension RuleContext {
  /// Reports those violations that have the page's code; `hint` is asked where the schema has none.
  mutating func report(
    _ page: RulePage, of checked: CheckedDeclaration,
    fixes: (CheckedDeclaration.Placed, RuleContext) -> [AnalysisDiagnostic.Fix] = { _, _ in [] },
    hint: (CheckedDeclaration.Placed, CheckedDeclaration) -> String? = { _, _ in nil }
  ) {
    for placed in checked.violations where placed.violation.code == page.code {
      report(
        page, at: placed.range, placed.violation.detail, hint: placed.violation.hint ?? hint(placed, checked),
        fixes: fixes(placed, self))
    }
  }
}

extension ResourceType {
  /// The properties that a table at a place may have.
  func properties(at path: PropertyPath) -> [Property] {
    var kind = PropertyKind.object(inputs)
    for component in path.components {
      switch component {
      case .key(let key): kind = kind.objectMembers?.first { $0.name == key }?.kind ?? kind.elementKind
      case .index: kind = kind.elementKind
      }
    }
    return kind.objectMembers ?? []
  }
}
