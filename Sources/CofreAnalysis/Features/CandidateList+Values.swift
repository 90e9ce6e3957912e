import CofreModel
import CofreSchema
import LuaSyntax

extension CandidateList {
  /// Expressions for a place.
  mutating func addExpressions(for expectation: Expectation) {
    switch expectation {
    case .value(let expected): addValues(expected)
    case .options: add("{ … }", .snippet, rank: 1, detail: "options", insertText: "{}", snippet: "{ $1 }")
    case .option(let option, let type): addOption(option, type)
    case .optionElement(let option, let type):
      switch option.kind {
      case .propertyPaths:
        for property in type.inputs { add("\"\(property.name)\"", .value, rank: 1, documentation: property.doc) }
      case .outputNames:
        for property in type.outputs { add("\"\(property.name)\"", .value, rank: 1, documentation: property.doc) }
      default:
        addHandles(rank: 1) { _ in true }
        addUnknowns(rank: 3)
      }
    case .moduleName:
      for name in moduleNames { add("\"\(name)\"", .module, rank: 1) }
    case .configurationKey(let method):
      for key in facts.workspace.configurationKeys ?? [] {
        add("\"\(key.name)\"", .configurationKey, rank: rank(of: key, for: method), detail: key.origin)
      }
    case .resourceName(let type): addArguments(of: type)
    case .typed(let type): addValues(of: type)
    case .anything:
      addNames(rank: 3)
      for keyword in ["false", "function", "nil", "not", "true"] { add(keyword, .keyword, rank: 5) }
      addFunctionValue(rank: 6)
    }
  }

  /// What may stand between the quotes of a string.
  mutating func addTexts(for expectation: Expectation, node: Node) {
    if node.parent?.kind == .positionalField, let list = node.parent?.parent.flatMap({ TableConstructor($0) }) {
      leaveOutElements(of: list)
    }
    switch expectation {
    case .moduleName: for name in moduleNames { add(name, .module, rank: 1) }
    case .configurationKey(let method):
      for key in facts.workspace.configurationKeys ?? [] {
        add(
          key.name, .configurationKey, rank: rank(of: key, for: method),
          detail: key.isSecret ? "secret" : key.origin)
      }
    case .value(let expected):
      for value in expected.texts {
        let isDefault = expected.isWholeProperty && value == expected.property?.defaultValue?.stringValue
        add(value, .value, rank: 1, detail: isDefault ? "default" : nil)
      }
      if expected.isWholeProperty, let value = expected.property?.defaultValue?.stringValue {
        add(value, .value, rank: 1, detail: "default")
      }
      if expected.isWholeProperty, let property = expected.property {
        for region in Regions.names(for: property, of: expected.type) {
          add(region, .value, rank: 4, order: Regions.order(of: region))
        }
      }
    case .optionElement(let option, let type):
      let names =
        option.kind == .propertyPaths ? type.inputs : option.kind == .outputNames ? type.outputs : []
      for property in names { add(property.name, .value, rank: 1, documentation: property.doc) }
    case .typed(let type): addTexts(of: type)
    default: break
    }
  }

  private var moduleNames: [String] {
    ["cofre"] + facts.workspace.catalog.clouds.map { "cofre.\($0)" } + facts.workspace.modules.keys.sorted()
  }

  private func rank(of key: WorkspaceContext.ConfigurationKey, for method: ConfigurationMethod) -> Int {
    key.isSecret == method.name.hasSuffix("_secret") ? 1 : 2
  }

  private mutating func addOption(_ option: ResourceOption, _ type: ResourceType) {
    switch option.kind {
    case .boolean: for word in ["true", "false"] { add(word, .value, rank: 1) }
    case .provider: addHandles(rank: 1) { $0.isProvider && $0.cloud == type.cloud }
    case .resource: addHandles(rank: 1) { !$0.isProvider }
    case .resources:
      add("{ … }", .snippet, rank: 2, insertText: "{}", snippet: "{ $1 }")
      addHandles(rank: 1) { _ in true }
    case .strings, .propertyPaths, .outputNames, .timeouts:
      return add("{ … }", .snippet, rank: 1, insertText: "{}", snippet: "{ $1 }")
    }
    addUnknowns(rank: 3)
  }

  /// The locals that hold resources of which a condition is true.
  private mutating func addHandles(rank: Int, where isFitting: (ResourceType) -> Bool) {
    for index in facts.visibleBindings(at: offset) {
      guard case .handle(let declaration) = facts.bindings[index].value else { continue }
      let type = facts.declarations[declaration].type
      if isFitting(type) { add(facts.bindings[index].name, .variable, rank: rank, detail: type.name) }
    }
  }

  /// The variables of which only the author knows what they hold, such as parameters.
  private mutating func addUnknowns(rank: Int) {
    for index in facts.visibleBindings(at: offset)
    where !replaceRange.contains(facts.bindings[index].nameRange.lowerBound) && isVisible(facts.bindings[index]) {
      let binding = facts.bindings[index]
      guard case .unknown = binding.value, binding.name != "_" else { continue }
      add(binding.name, .variable, rank: rank)
    }
  }

  /// Values of a property: outputs that fit, what the schema lists, configuration, and other variables.
  mutating func addValues(_ expected: ExpectedValue) {
    if let property = expected.property {
      addReferences(to: property, expected)
      for value in expected.texts {
        let isDefault = expected.isWholeProperty && value == property.defaultValue?.stringValue
        add(ValueSnippet.quoted(value), .value, rank: 1, detail: isDefault ? "default" : nil)
      }
      if expected.isWholeProperty { addLiterals(property, of: expected.type) }
      addConfiguration(property)
    }
    switch expected.kind {
    case .boolean: for word in ["true", "false"] { add(word, .value, rank: 2) }
    case .object, .map, .array:
      add(
        "{ … }", .snippet, rank: 2, detail: expected.kind.phrase, insertText: "{}",
        snippet: ValueSnippet.text(for: expected.kind, nil, in: surroundings))
    default: break
    }
    addNames(rank: 6)
  }

  private mutating func addReferences(to property: Property, _ expected: ExpectedValue) {
    for index in facts.visibleBindings(at: offset) {
      guard case .handle(let declaration) = facts.bindings[index].value else { continue }
      let type = facts.declarations[declaration].type
      let name = facts.bindings[index].name
      if facts.isInside(offset, declaration) { continue }
      if let reference = property.reference {
        if type.name == reference.type {
          add("\(name).\(reference.property)", .output, rank: 0, detail: type.name)
        }
      } else if type.cloud == expected.type.cloud, !type.isProvider, let output = type.output(property.name),
        output.kind.isScalar, output.kind.phrase == expected.kind.phrase, property.name != "name"
      {
        add("\(name).\(property.name)", .output, rank: 3, detail: type.name)
      }
    }
  }

  private mutating func addLiterals(_ property: Property, of type: ResourceType) {
    for region in Regions.names(for: property, of: type) {
      add("\"\(region)\"", .value, rank: 4, order: Regions.order(of: region))
    }
    if let value = property.defaultValue, let text = ValueSnippet.literal(value) {
      // A list of nothing is hardly what one writes it for.
      add(text, .value, rank: text == "{}" ? 3 : 1, detail: "default")
    }
  }

  private mutating func addConfiguration(_ property: Property) {
    guard case .string = property.kind else { return }
    let object = configuration ?? "cofre.config()"
    for key in facts.workspace.configurationKeys ?? [] where key.isSecret == property.isSensitive {
      let method = key.isSecret ? "require_secret" : "require"
      add(
        "\(object):\(method) \"\(key.name)\"", .configurationKey, rank: property.isSensitive ? 1 : 5,
        detail: key.origin)
    }
    guard property.isSensitive, let object = configuration else { return }
    add(
      "\(object):require_secret \"…\"", .snippet, rank: 2, detail: "from the encrypted configuration",
      insertText: "\(object):require_secret \"\"", snippet: "\(object):require_secret \"$1\"")
  }

  /// How the configuration can be asked for here; nil where its module is not required.
  private var configuration: String? { configuration(among: facts.visibleBindings(at: offset)) }

  private func configuration(among visible: [Int]) -> String? {
    var module: String?
    for index in visible where isVisible(facts.bindings[index]) {
      if case .configuration = facts.bindings[index].value { return facts.bindings[index].name }
      if case .cofre = facts.bindings[index].value { module = module ?? facts.bindings[index].name }
    }
    return module.map { "\($0).config()" }
  }

  /// What snippets can make use of here; whoever makes several asks for it once.
  var surroundings: ValueSnippet.Surroundings {
    let visible = facts.visibleBindings(at: offset)
    return ValueSnippet.Surroundings(
      references: { reference in
        visible.compactMap { index in
          guard case .handle(let declaration) = facts.bindings[index].value,
            facts.declarations[declaration].type.name == reference.type, !facts.isInside(offset, declaration)
          else { return nil }
          return "\(facts.bindings[index].name).\(reference.property)"
        }
      }, configuration: configuration(among: visible))
  }
}

extension DocumentFacts {
  /// Whether an offset lies in the call that declares a resource.
  func isInside(_ offset: Int, _ declaration: Int) -> Bool {
    let range = declarations[declaration].call.range
    return range.lowerBound <= offset && offset <= range.upperBound
  }
}

extension PropertyKind {
  var isScalar: Bool {
    switch self {
    case .string, .integer, .number, .boolean: true
    default: false
    }
  }
}
