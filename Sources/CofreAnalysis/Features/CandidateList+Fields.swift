import CofreSchema
import LuaSyntax

extension CandidateList {
  /// Names of fields that are not there yet, or elements, as the table expects.
  mutating func addFields(of table: TableConstructor) {
    let expectation = facts.wish(of: table.node)
    leaveOutElements(of: table)
    let present = Set(
      table.fields.filter { !isAtOffset($0) }.compactMap(\.stringKey))
    switch expectation {
    case .value(let expected):
      switch expected.kind {
      case .object(let properties): addProperties(properties, present: present, table: table)
      case .array(let element):
        addValues(ExpectedValue(type: expected.type, kind: element, property: expected.property))
      case .map: break
      default: addNames(rank: 5)
      }
    case .options(let type): addOptions(of: type, present: present, table: table)
    case .option(let option, let type):
      if option.kind == .timeouts {
        for name in ["create", "delete", "update"] where !present.contains(name) {
          add(
            name, .option, rank: 1, detail: "a time such as \"5m\"", insertText: fieldText(name, "", table),
            snippet: fieldSnippet(name, "\"${1:5m}\"", table))
        }
      } else {
        addExpressions(for: .optionElement(option, type))
      }
    case .typed(let type): addFields(of: type, present: present, table: table)
    default: addNames(rank: 5)
    }
  }

  /// Whether a field is the one being written.
  private func isAtOffset(_ field: TableField) -> Bool {
    guard let key = field.keyRange else { return false }
    return key.lowerBound <= offset && offset <= key.upperBound
  }

  private mutating func addProperties(_ properties: [Property], present: Set<String>, table: TableConstructor) {
    let surroundings = surroundings
    for property in properties where !present.contains(property.name) {
      if property.conflictsWith.contains(where: present.contains) { continue }
      let group = property.exactlyOneOf
      if group.contains(where: present.contains) { continue }
      let isNeeded = property.isNeeded
      add(
        property.name, .property, rank: isNeeded ? 1 : group.isEmpty ? 3 : 2,
        detail: "\(property.kind.phrase)\(isNeeded ? ", required" : "")",
        documentation: facts.documentation(of: property), insertText: fieldText(property.name, "", table),
        snippet: fieldSnippet(property.name, ValueSnippet.text(for: property.kind, property, in: surroundings), table),
        isDeprecated: property.deprecation != nil)
    }
  }

  private mutating func addOptions(of type: ResourceType, present: Set<String>, table: TableConstructor) {
    for option in ResourceOption.all where !present.contains(option.name) {
      if option.kind == .provider, type.isProvider { continue }
      let value: String
      switch option.kind {
      case .boolean: value = "${1|true,false|}"
      case .resource, .provider: value = "$1"
      case .resources, .timeouts: value = "{ $1 }"
      case .strings, .propertyPaths, .outputNames: value = "{ \"$1\" }"
      }
      add(
        option.name, .option, rank: 2, documentation: option.documentation,
        insertText: fieldText(option.name, "", table), snippet: fieldSnippet(option.name, value, table))
    }
  }

  /// Whether the name is followed by its value already.
  private var hasValue: Bool {
    facts.file.tokens[facts.file.tokenIndex(at: replaceRange.upperBound)].kind == .assign
  }

  func fieldText(_ name: String, _ value: String, _ table: TableConstructor) -> String {
    hasValue ? name : "\(name) = \(value)"
  }

  func fieldSnippet(_ name: String, _ value: String, _ table: TableConstructor) -> String? {
    guard !hasValue else { return nil }
    // A key in brackets may hold what snippets give a meaning.
    let name = ValueSnippet.escaped(name)
    let next = facts.file.tokens[facts.file.tokenIndex(at: replaceRange.upperBound)]
    let lines = facts.file.lines
    let endsLine = next.kind == .endOfFile || lines.line(at: next.start) > lines.line(at: offset)
    switch next.kind {
    case .comma, .semicolon: return "\(name) = \(value)"
    case .rightBrace where !endsLine: return "\(name) = \(value)"
    default: return "\(name) = \(value),\(endsLine || next.start > replaceRange.upperBound ? "" : " ")"
    }
  }
}
