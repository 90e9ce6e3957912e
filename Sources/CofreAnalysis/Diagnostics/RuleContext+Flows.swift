import CofreModel
import CofreSchema
import LuaSyntax

/// Where a function of the project puts its parameters, by their names.
struct ParameterFlows {
  /// Sensitive properties that take a parameter as it is: `'secret_string' of aws.secretsmanager.SecretVersion`.
  var sensitive: [String: String] = [:]
  /// Properties that are not sensitive, and hold the parameter or a text made of it.
  var plain: [String: String] = [:]
  /// Functions that show it.
  var shown: [String: String] = [:]
}

extension RuleContext {
  /// The sensitive property that the called function gives an argument to as it is; nil when it gives it to none.
  mutating func sensitiveProperty(takingArgument argument: Node) -> String? {
    guard let (name, flows) = flows(ofArgument: argument) else { return nil }
    return flows.sensitive[name]
  }

  /// The parameter that takes an argument, and where the called function puts its parameters.
  mutating func flows(ofArgument argument: Node) -> (parameter: String, flows: ParameterFlows)? {
    guard let list = argument.parent, list.kind == .argumentList, let call = list.parent else { return nil }
    if let call = MethodCallExpression(call), facts.value(of: call.receiver).isCofres { return nil }
    let inquiry = askTypes()
    let (callee, receiver) = inquiry.callee(ofCall: call)
    guard case .callable(let shape) = inquiry.expanded(callee), let body = shape.body else { return nil }
    let parameters = shape.positional(isColonCall: receiver != nil)
    guard let position = ArgumentList(list)?.expressions.firstIndex(where: { $0.node == argument }),
      parameters.indices.contains(position), !parameters[position].isVariadic
    else { return nil }
    if let known = typedRules.flows[body] { return (parameters[position].name, known) }
    guard let facts = inquiry.inquiry(in: body.file)?.facts else { return nil }
    let flows = ParameterFlows(ofBodyAt: body.range, facts)
    typedRules.flows[body] = flows
    return (parameters[position].name, flows)
  }

  /// What the variable of a loop over a table that is written out holds, or a field of it; empty for other expressions.
  func valuesOfLoop(_ expression: Expression) -> [Expression] {
    switch expression {
    case .name(let name): return elements(ofLoopOf: name)
    case .member(let member):
      guard case .name(let name) = member.object, let key = member.name?.text else { return [] }
      return elements(ofLoopOf: name).compactMap { element in
        guard case .table(let table) = element else { return nil }
        return table.fields.first { $0.stringKey == key }?.value
      }
    default: return []
    }
  }

  private func elements(ofLoopOf name: Name) -> [Expression] {
    guard let index = facts.binding(of: name), facts.bindings[index].kind == .loop,
      let loop = GenericFor(facts.bindings[index].declaration), loop.variables.count == 2,
      loop.variables[1].name?.range == facts.bindings[index].nameRange, facts.bindings[index].isNeverReassigned,
      case .call(let call)? = loop.values.first, case .function(let function) = facts.value(of: call.callee),
      function == "pairs" || function == "ipairs", let list = call.arguments.expressions.first
    else { return [] }
    switch list {
    case .table(let table): return table.fields.prefix(64).map(\.value)
    case .name(let name): return facts.localTable(of: name)?.table.fields.prefix(64).map(\.value) ?? []
    default: return []
    }
  }
}

extension ParameterFlows {
  /// Reads the body of a function: the resources that it declares and the messages that it gives.
  init(ofBodyAt range: Range<Int>, _ facts: DocumentFacts) {
    self.init()
    for declaration in facts.declarations where range.contains(declaration.calleeRange.lowerBound) {
      guard let properties = LiteralProperties(of: declaration, facts: facts) else { continue }
      for place in properties.places {
        let text = "'\(place.path)' of \(declaration.type.name)"
        if place.isSensitive {
          for name in Self.parameters(in: place.value, range, facts, isWhole: true) { sensitive[name] = text }
        } else if place.property?.autoName == nil, place.property?.isLocal != true, declaration.type.cloud != "cofre" {
          for name in Self.parameters(in: place.value, range, facts, isWhole: false) { plain[name] = text }
        }
      }
    }
    var nodes = facts.file.innermostNode(covering: range).descendants
    var steps = 4_000
    while let node = nodes.next(), steps > 0 {
      steps -= 1
      guard let call = CallExpression(node), case .function(let name) = facts.value(of: call.callee),
        SecretLoggedRule.shows(name)
      else { continue }
      for argument in call.arguments.expressions {
        for parameter in Self.parameters(in: argument, range, facts, isWhole: false) { shown[parameter] = name }
      }
    }
  }

  /// The parameters of the function that an expression holds: as it is, or as a part of a text.
  private static func parameters(
    in expression: Expression, _ body: Range<Int>, _ facts: DocumentFacts, isWhole: Bool, depth: Int = 6
  ) -> [String] {
    guard depth > 0 else { return [] }
    func inner(_ expression: Expression) -> [String] {
      parameters(in: expression, body, facts, isWhole: isWhole, depth: depth - 1)
    }
    switch expression {
    case .name(let name):
      guard let index = facts.binding(of: name), facts.bindings[index].isNeverReassigned else { return [] }
      let binding = facts.bindings[index]
      if binding.kind == .parameter {
        return binding.declaration.parent?.parent?.range == body ? [binding.name] : []
      }
      return binding.valueExpression.map(inner) ?? []
    case .parenthesized(let parenthesized): return inner(parenthesized.inner)
    case .binary(let binary):
      switch binary.operatorToken.kind {
      case .or: return inner(binary.left) + inner(binary.right)
      case .and: return inner(binary.right)
      case .concat: return isWhole ? [] : inner(binary.left) + inner(binary.right)
      default: return []
      }
    case .call(let call):
      guard case .function(let name) = facts.value(of: call.callee) else { return [] }
      if name == "cofre.secret" || name == "cofre.output" { return call.arguments.expressions.flatMap(inner) }
      guard !isWhole, ["tostring", "string.format", "cofre.format", "cofre.interpolate"].contains(name) else {
        return []
      }
      return call.arguments.expressions.flatMap(inner)
    case .methodCall(let call):
      guard !isWhole, call.method?.text == "format" else { return [] }
      return call.arguments.expressions.flatMap(inner)
    default: return []
    }
  }
}
