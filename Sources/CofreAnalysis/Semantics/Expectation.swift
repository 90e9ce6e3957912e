import CofreSchema
import LuaSyntax

/// What should stand at a place, as the place's surroundings say.
enum Expectation: Sendable {
  /// Nothing is known: any expression will do.
  case anything
  /// The logical name of a resource.
  case resourceName(ResourceType)
  case value(ExpectedValue)
  /// The table of options.
  case options(ResourceType)
  case option(ResourceOption, ResourceType)
  /// One element of an option that is a list.
  case optionElement(ResourceOption, ResourceType)
  case moduleName
  case configurationKey(ConfigurationMethod)
  /// A value of a type.
  case typed(LuaType)
}

/// A value inside the properties of a resource.
struct ExpectedValue: Sendable {
  var type: ResourceType
  /// What the value itself must be: for an element of a list, the kind of the elements.
  var kind: PropertyKind
  /// The nearest property around it; nil for the whole table of properties.
  var property: Property?

  /// Whether the value is the property's own, and not an element of it.
  var isWholeProperty: Bool {
    switch (property?.kind, kind) {
    case (.array?, .array), (.map?, .map): true
    case (.array?, _), (.map?, _): false
    default: true
    }
  }
}

extension ExpectedValue {
  /// The texts that the schema lists for the value: the only ones it takes, or those that are known.
  var texts: [String] {
    guard let property else { return [] }
    if isWholeProperty {
      if case .array = property.kind { return [] }
      return property.offeredChoices ?? property.knownValues
    }
    if case .string = kind { return property.knownValues }
    return []
  }
}

extension DocumentFacts {
  /// What is expected where an expression stands.
  ///
  /// What a variable is declared with is expected to be what it is used as, through at most `depth` variables.
  func expectation(of node: Node, depth: Int = 3) -> Expectation {
    guard let parent = node.parent else { return .anything }
    switch parent.kind {
    case .argumentList:
      var index = 0
      for child in parent.children {
        if child == node { break }
        index += 1
      }
      return expectation(ofArgument: index, in: parent)
    case .namedField, .indexedField:
      guard let field = TableField(parent), field.value.node == node, let table = parent.parent,
        let key = field.stringKey
      else { return .anything }
      return member(key, of: expectation(of: table, depth: depth))
    case .positionalField:
      guard let table = parent.parent else { return .anything }
      return element(of: expectation(of: table, depth: depth))
    case .parenthesized: return expectation(of: parent, depth: depth)
    case .expressionList: return expectation(ofValue: node, of: parent.parent, depth: depth)
    case .binary:
      guard let binary = BinaryExpression(parent) else { return .anything }
      let isChoice = binary.operatorToken.kind == .or || binary.operatorToken.kind == .and && binary.right.node == node
      return isChoice ? expectation(of: parent, depth: depth) : .anything
    default: return .anything
    }
  }

  private func expectation(ofValue node: Node, of statement: Node?, depth: Int) -> Expectation {
    guard depth > 0, let local = statement.flatMap({ LocalStatement($0) }),
      let position = local.values.firstIndex(where: { $0.node == node }), position < local.names.count,
      let index = binding(at: local.names[position].node.range.lowerBound), bindings[index].isNeverReassigned
    else { return .anything }
    for use in bindings[index].uses.prefix(32) {
      let expected = expectation(of: file.node(use.node), depth: depth - 1)
      if case .anything = expected { continue }
      return expected
    }
    return .anything
  }

  /// What is expected as an argument of a call, be it there or not.
  func expectation(ofArgument index: Int, in list: Node) -> Expectation {
    guard let parent = list.parent else { return .anything }
    if let call = CallExpression(parent) {
      switch value(of: call.callee) {
      case .constructor(let type):
        switch index {
        case 0: return .resourceName(type)
        case 1: return .value(ExpectedValue(type: type, kind: .object(type.inputs)))
        case 2: return .options(type)
        default: return .anything
        }
      case .function("require") where index == 0: return .moduleName
      default: return .anything
      }
    }
    if index == 0, let call = MethodCallExpression(parent), case .configuration = value(of: call.receiver),
      let method = ConfigurationMethod.named(call.method?.text ?? "")
    {
      return .configurationKey(method)
    }
    return .anything
  }

  /// What is expected of the member of a table.
  private func member(_ key: String, of table: Expectation) -> Expectation {
    switch table {
    case .value(let expected):
      switch expected.kind {
      case .object(let members):
        guard let property = members.first(where: { $0.name == key }) else { return .anything }
        return .value(ExpectedValue(type: expected.type, kind: property.kind, property: property))
      case .map(let element):
        return .value(ExpectedValue(type: expected.type, kind: element, property: expected.property))
      default: return .anything
      }
    case .options(let type):
      guard let option = ResourceOption.named(key) else { return .anything }
      return .option(option, type)
    default: return .anything
    }
  }

  private func element(of table: Expectation) -> Expectation {
    switch table {
    case .value(let expected):
      guard case .array(let element) = expected.kind else { return .anything }
      return .value(ExpectedValue(type: expected.type, kind: element, property: expected.property))
    case .option(let option, let type): return .optionElement(option, type)
    default: return .anything
    }
  }
}
