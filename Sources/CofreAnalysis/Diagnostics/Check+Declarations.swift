import CofreModel
import CofreSchema
import LuaSyntax

extension DiagnosticCollector {
  /// The declared resources against their types, and against each other.
  mutating func checkDeclarations() {
    for index in facts.declarations.indices {
      let declaration = facts.declarations[index]
      checkArguments(of: declaration)
      checkProperties(of: declaration)
      if let options = declaration.options { checkOptions(options, of: declaration) }
    }
    checkNames()
  }

  private mutating func checkArguments(of declaration: ResourceDeclaration) {
    let arguments = declaration.arguments
    let type = declaration.type
    if arguments.count > 3 {
      report(
        AnalysisDiagnostic(
          "too-many-arguments", .error, arguments[3].range.lowerBound..<arguments[arguments.count - 1].range.upperBound,
          "Too many arguments", detail: "\(type.name) takes a name, properties and options."))
    }
    if let literal = declaration.name, literal.value.isEmpty {
      report(
        AnalysisDiagnostic(
          "wrong-name", .error, literal.range, "Wrong name of a resource",
          detail: "The name of a resource (\(type.name)) must be a string with text in it."))
    }
    switch arguments.first {
    case nil where declaration.call.arguments.node.isEmpty, .missing?: break
    case nil, .table?, .number?, .boolean?, .nil?, .function?:
      report(
        AnalysisDiagnostic(
          "wrong-name", .error, arguments.first?.range ?? declaration.calleeRange, "Wrong name of a resource",
          detail: "The first argument of \(type.name) is the name of the resource, a string.",
          hint: "Write \(type.name)(\"name\", { … })."))
    default: break
    }
    if arguments.count > 1 {
      switch arguments[1] {
      case .string, .number, .boolean, .function:
        report(
          AnalysisDiagnostic(
            "wrong-properties", .error, arguments[1].range, "Wrong properties",
            detail: "The second argument of \(type.name) is a table of names and values."))
      default: break
      }
    }
  }

  private mutating func checkProperties(of declaration: ResourceDeclaration) {
    let type = declaration.type
    guard let table = declaration.properties else {
      // Without a table all required properties are missing; what is computed is not known.
      if declaration.arguments.count == 1, declaration.name != nil, declaration.call.arguments.hasParentheses {
        for violation in type.validate([:]) { report(violation, at: declaration.calleeRange, declaration, nil) }
      }
      return
    }
    let properties = LiteralProperties(table, of: type, facts: facts)
    checkValues(properties, of: declaration)
    guard case .object(let members) = properties.value else {
      if case .array(let elements) = properties.value, elements.isEmpty {
        for violation in type.validate([:]) { report(violation, at: declaration.calleeRange, declaration, properties) }
      } else if case .array = properties.value, !properties.paths.contains(where: isBeingTyped(in: properties)) {
        report(
          AnalysisDiagnostic(
            "wrong-properties", .error, table.range, "Wrong properties",
            detail: "The properties of \(type.name) must be a table of names and values, not a list."))
      }
      return
    }
    for violation in type.validate(members) { place(violation, declaration, properties) }
  }

  private func isBeingTyped(in properties: LiteralProperties) -> (PropertyPath) -> Bool {
    { path in
      if case .name? = properties.places[path]?.value { return true }
      return false
    }
  }

  /// Finds what to point at: the key of what is wrong by its name, the value of what is wrong by itself, and the table of
  /// what is missing.
  private mutating func place(
    _ violation: Violation, _ declaration: ResourceDeclaration, _ properties: LiteralProperties
  ) {
    let found = properties.places[violation.path]
    let parent = PropertyPath(Array(violation.path.components.dropLast()))
    switch violation.code {
    case "missing-property", "exactly-one-property":
      if properties.openTables.contains(parent) { return }
      let range = found?.key ?? properties.places[parent]?.key ?? declaration.calleeRange
      report(violation, at: range, declaration, properties)
    case "unknown-property", "conflicting-properties":
      report(violation, at: found?.key ?? found?.value.range ?? declaration.calleeRange, declaration, properties)
    default:
      guard let found else { return report(violation, at: declaration.calleeRange, declaration, properties) }
      if case .string(let literal) = found.value,
        SecretForms.isPlaceholder(String(decoding: literal.value, as: UTF8.self))
      {
        return
      }
      report(violation, at: found.value.range, declaration, properties)
    }
  }

  private mutating func report(
    _ violation: Violation, at range: Range<Int>, _ declaration: ResourceDeclaration, _ properties: LiteralProperties?
  ) {
    report(
      AnalysisDiagnostic(
        violation.code, .error, range, violation.summary, detail: violation.detail, hint: violation.hint,
        fixes: fixes(for: violation, at: range, declaration, properties)))
  }

  private func fixes(
    for violation: Violation, at range: Range<Int>, _ declaration: ResourceDeclaration,
    _ properties: LiteralProperties?
  ) -> [AnalysisDiagnostic.Fix] {
    guard let properties, case .key(let name)? = violation.path.components.last else { return [] }
    let parent = PropertyPath(Array(violation.path.components.dropLast()))
    let members = declaration.type.properties(at: parent)
    switch violation.code {
    case "unknown-property":
      guard let place = properties.places[violation.path], place.key == range else { return [] }
      let table = properties.tables[parent]
      let present = Set(table?.fields.compactMap(\.stringKey) ?? [])
      return nearestNames(to: name, among: members.map(\.name).filter { !present.contains($0) })
        .map { changeFix(range, to: $0) }
    case "missing-property":
      guard let table = properties.tables[parent], let property = members.first(where: { $0.name == name }) else {
        return []
      }
      return [AnalysisDiagnostic.Fix(title: "Add '\(name)'", edits: [addition(of: property, to: table)])]
    default: return []
    }
  }

  /// The edit that adds a property at the beginning of a table.
  private func addition(of property: Property, to table: TableConstructor) -> Edit {
    let place = table.range.lowerBound + 1
    let text = "\(property.name) = \(property.emptyValue)"
    guard let first = table.fields.first else { return Edit(place..<place, " \(text) ") }
    let lines = file.lines
    if lines.line(at: first.range.lowerBound) == lines.line(at: place) { return Edit(place..<place, " \(text),") }
    let line = lines.range(ofLine: lines.line(at: first.range.lowerBound))
    let indent = file.text(line.lowerBound..<first.range.lowerBound)
    return Edit(first.range.lowerBound..<first.range.lowerBound, "\(text),\n\(indent)")
  }
}

extension Property {
  /// A value to begin with, where a property is added for someone.
  var emptyValue: String {
    switch kind {
    case .string: choices?.first.map(ValueSnippet.quoted) ?? "\"\""
    case .integer, .number: "0"
    case .boolean: "false"
    case .array, .map, .object: "{}"
    case .any: "nil"
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
